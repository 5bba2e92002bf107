import { h, replace } from "../kit/dom.js";
import { card } from "../kit/layout.js";
import { errorNote } from "../kit/messages.js";
import { getJson } from "../shell/api.js";
import { showPage } from "../shell/navigation.js";
import { dialectFacts, preview } from "./preview.js";

const AskAfter = 700; // ms

/** Shows the head of a file until all of it is read. Resolves to the dataset; null when it was refused, which the page
 * says then, or left. */
export async function whileReading(open, signal) {
  const boxes = { rows: h("div"), state: h("div", { role: "status" }) };
  const blocked = { type: "button", class: "button big", disabled: true, "aria-describedby": "why" };
  const start = h("button", blocked, "Start");
  showPage(layout(open, boxes, start), open.fileName);
  let shown = false;
  for (let dataset = open; ; dataset = await ask(open.self, boxes, signal)) {
    if (!dataset || signal.aborted) return null;
    if (dataset.state !== "reading") return dataset;
    if (!shown && dataset.preview) replace(boxes.rows, rows(dataset));
    shown ||= Boolean(dataset.preview);
    await new Promise((done) => setTimeout(done, AskAfter));
  }
}

async function ask(path, boxes, signal) {
  try {
    return await getJson(path, { signal });
  } catch (error) {
    if (signal.aborted) return null;
    const again = h("a", { class: "button plain", href: "/new" }, "Choose another file");
    replace(boxes.state, errorNote(error), h("p", {}, again));
    return null;
  }
}

function layout({ fileName }, { rows: box, state }, start) {
  const why = "The file is still being read. You can look at its first rows; the run can start when all are read.";
  replace(state, h("p", { id: "why" }, why));
  return h(
    "div",
    { class: "check" },
    h(
      "header",
      {},
      h("p", { class: "crumbs" }, h("a", { href: "/new" }, "New run"), " / Check and run"),
      h("h1", {}, fileName),
    ),
    card("read", "What was read so far", box),
    h("div", { class: "start" }, start, state),
  );
}

// Roles are those that the first rows suggest: the rest of the file may change them.
function rows({ fileName, head, preview: first }) {
  const dataset = { fileName, ...head };
  const role = (column) => column.role;
  return h("div", { class: "stack" }, dialectFacts(dataset), preview(dataset, first, role));
}
