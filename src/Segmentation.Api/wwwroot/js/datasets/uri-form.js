import { h, replace } from "../kit/dom.js";
import { field } from "../kit/fields.js";
import { icon } from "../kit/icons.js";
import { errorNote } from "../kit/messages.js";
import { getJson, send } from "../shell/api.js";
import { go } from "../shell/navigation.js";

const AskAfter = 1_000; // ms

/** A form for the URI of data on the cluster; null where the service allows no folder there. */
export function uriForm({ limits, signal }) {
  const roots = limits.datasetRoots ?? [];
  if (roots.length === 0) return null;
  const input = h("input", {
    type: "text",
    id: "uri",
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    placeholder: `${roots[0].replace(/\/$/, "")}/…`,
  });
  const button = h("button", { type: "submit", class: "button plain" }, "Use it", icon("arrow"));
  const status = h("div", { role: "status" });
  const onsubmit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    replace(status, h("p", { class: "small quiet" }, "The cluster lists the files and reads the first lines…"));
    try {
      const dataset = await inspect(input.value.trim(), signal);
      go(`/new?dataset=${encodeURIComponent(dataset.id)}`);
    } catch (error) {
      if (signal.aborted) return;
      button.disabled = false;
      replace(status, errorNote(error));
      input.focus();
    }
  };
  const label = "URI of a CSV file, or of a folder of CSV files with the same header";
  return h(
    "form",
    { class: "card stack", "aria-labelledby": "uri-title", onsubmit },
    h("h2", { id: "uri-title" }, "Data on the cluster"),
    field(label, input, `In ${roots.join(" or ")}. Nothing is uploaded.`),
    h("div", {}, button),
    status,
  );
}

async function inspect(uri, signal) {
  let dataset = await send("POST", "/api/v1/datasets", { uri }, { signal });
  while (dataset.state === "inspecting") {
    await new Promise((done) => setTimeout(done, AskAfter));
    dataset = await getJson(dataset.self, { signal });
  }
  return dataset;
}
