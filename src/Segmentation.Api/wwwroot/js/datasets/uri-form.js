import { h, replace } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { trouble } from "../kit/messages.js";
import { getJson, send } from "../shell/api.js";
import { go } from "../shell/navigation.js";

const AskAfter = 1_000; // ms

/** Names data that is on the cluster already; null where the service allows no place for it. */
export function byUri({ limits, signal }) {
  const roots = limits.datasetRoots ?? [];
  if (roots.length === 0) return null;
  const input = h("input", {
    type: "text",
    id: "uri",
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    placeholder: `${roots[0].replace(/\/$/, "")}/…`,
    "aria-describedby": "uri-hint",
  });
  const button = h("button", { type: "submit", class: "button plain" }, "Use it", icon("arrow"));
  const said = h("div", { role: "status" });
  const form = h(
    "form",
    { class: "card stack", "aria-labelledby": "uri-title", onsubmit: take },
    h("h2", { id: "uri-title" }, "Data that is on the cluster"),
    h(
      "div",
      { class: "field" },
      h("label", { for: "uri" }, "URI of a CSV file, or of a folder of CSV files with one header"),
      input,
      h("span", { class: "small quiet", id: "uri-hint" }, `In ${roots.join(" or ")}. Nothing is uploaded.`),
    ),
    h("div", {}, button),
    said,
  );
  return form;

  async function take(event) {
    event.preventDefault();
    button.disabled = true;
    replace(said, h("p", { class: "small quiet" }, "The cluster lists the files and reads the first lines…"));
    try {
      let dataset = await send("POST", "/api/v1/datasets", { uri: input.value.trim() }, { signal });
      while (dataset.state === "inspecting") {
        await new Promise((done) => setTimeout(done, AskAfter));
        dataset = await getJson(dataset.self, { signal });
      }
      go(`/new?dataset=${encodeURIComponent(dataset.id)}`);
    } catch (error) {
      if (signal.aborted) return;
      button.disabled = false;
      replace(said, trouble(error));
      input.focus();
    }
  }
}
