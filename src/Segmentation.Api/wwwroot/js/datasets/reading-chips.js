import { h, replace } from "../kit/dom.js";
import { errorNote } from "../kit/messages.js";
import { AskAgain, send } from "../shell/api.js";
import { go } from "../shell/navigation.js";
import { decisions, sentinels } from "./reading.js";

/** A chip for each decision about the reading of a file; its choices read the file again, as another dataset. Null of
 * data on the cluster, which is read as it is. */
export function readingChips(dataset, signal) {
  const decided = decisions(dataset);
  if (decided.length === 0) return null;
  const status = h("div", { role: "status" });
  const box = h("div", { class: "reading stack tight" });
  const choose = (choice) => reread(dataset, choice, { box, status, signal });
  const hints = sentinels(dataset).map((hint) => button(hint, choose));
  return replace(
    box,
    h("p", { class: "small quiet" }, "Is something wrong? Open what was decided, and have the file read otherwise."),
    h(
      "div",
      { class: "reading-chips", role: "group", "aria-label": "How the file was read" },
      decided.map((decision) => chip(decision, choose)),
    ),
    hints.length > 0 && h("div", { class: "actions" }, hints),
    status,
  );
}

function chip({ name, value, why, doubtful, choices }, choose) {
  return h(
    "details",
    { class: doubtful ? "reading-chip doubtful" : "reading-chip", name: "reading" },
    h("summary", {}, h("span", { class: "quiet" }, name), " ", h("strong", {}, value)),
    h("p", { class: "small" }, why),
    h(
      "div",
      { class: "actions", role: "group", "aria-label": `${name}: read otherwise` },
      choices.map((choice) => button(choice, choose)),
    ),
  );
}

const button = (choice, choose) =>
  h("button", { type: "button", class: "button plain small", onclick: () => choose(choice) }, choice.text);

async function reread(dataset, { text, reading }, { box, status, signal }) {
  const used = document.activeElement;
  const buttons = box.querySelectorAll("button");
  for (const each of buttons) each.disabled = true;
  replace(status, h("p", { class: "small quiet" }, `Reading the file again: ${text}…`));
  try {
    const path = `/api/v1/datasets/${encodeURIComponent(dataset.id)}:reread`;
    const other = await send("POST", path, reading, { signal, headers: { prefer: AskAgain } });
    go(`/new?dataset=${encodeURIComponent(other.id)}`);
  } catch (error) {
    if (signal.aborted) return;
    for (const each of buttons) each.disabled = false;
    replace(status, errorNote(error));
    used?.focus();
  }
}
