import { h } from "../kit/dom.js";
import { count, plural } from "../kit/format.js";
import { isolate, isolateIn } from "../kit/isolate.js";
import { bullets } from "../kit/layout.js";
import { note } from "../kit/messages.js";

const Levels = { error: "Error", warning: "Warning", info: "Note" };

/** What was found in the file, with counts and lines: column by column, the one with the most severe first. */
export function issues(list) {
  if (list.length === 0) {
    const all = "No problems found: every row has the same number of fields, and every number can be read.";
    return note("ok", h("p", {}, all));
  }
  const groups = new Map();
  for (const each of list) groups.set(each.column ?? "", [...(groups.get(each.column ?? "") ?? []), each]);
  if (groups.size === 1) return h("div", {}, list.map(issue));
  return h("div", { class: "stack" }, [...groups].map(group));
}

function group([column, list]) {
  const many = h("span", { class: "quiet small" }, plural(list.length, "finding"));
  const title = h("h3", {}, column ? isolate(column) : "The file as a whole", " ", many);
  return h("section", { class: "issue-group" }, title, list.map(issue));
}

function issue({ severity, message, hint, column, count: cases, examples = [] }) {
  const known = cases <= 1 || message.includes(count(cases));
  return h(
    "div",
    { class: "issue" },
    h(
      "div",
      { class: "issue-head" },
      h("span", { class: `level ${severity}` }, Levels[severity]),
      h("strong", {}, isolateIn(message, column ? [column] : [])),
      !known && h("span", { class: "quiet small" }, plural(cases, "case")),
    ),
    hint && h("p", { class: "small" }, isolateIn(hint, column ? [column] : [])),
    examples.length > 0 &&
      h(
        "details",
        { class: "small" },
        h("summary", {}, "Where"),
        bullets(examples.map(example)),
        cases > examples.length && h("p", { class: "quiet" }, `and ${count(cases - examples.length)} more`),
      ),
  );
}

function example({ row, column, value }) {
  const cell = value !== null && value !== undefined && [": ", h("code", {}, value ? isolate(value) : "(empty)")];
  return [`line ${count(row)}`, column && `, column ${isolate(column)}`, cell];
}
