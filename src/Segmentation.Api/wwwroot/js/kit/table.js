import { h } from "./dom.js";

/** A plain table in a box that scrolls by itself. Columns are texts, or {text, end}: numbers, to the right. */
export function table({ caption, columns, rows }) {
  const heads = columns.map((column) => (typeof column === "string" ? { text: column } : column));
  const cell = (content, i) =>
    h(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: heads[i]?.end && "end" }, content);
  const body = h(
    "table",
    {},
    caption && h("caption", {}, caption),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        heads.map(({ text, end }) => h("th", { scope: "col", class: end && "end" }, text)),
      ),
    ),
    h(
      "tbody",
      {},
      rows.map((row) => h("tr", {}, row.map(cell))),
    ),
  );
  return scroller(caption ?? "Table", body);
}

/** A box that can be scrolled by mouse, touch and arrow keys. */
export function scroller(label, ...children) {
  return h("div", { class: "scroll", role: "region", "aria-label": label, tabindex: "0" }, children);
}

/** A table of things to act on: a card each on a phone. Rows are made by {@link listRow}. */
export function listTable({ caption, columns, rows }) {
  const head = columns.map((text) => h("th", { scope: "col" }, text));
  return h(
    "table",
    { class: "list" },
    h("caption", { class: "unseen" }, caption),
    h("thead", {}, h("tr", {}, head, h("th", { scope: "col" }, h("span", { class: "unseen" }, "Actions")))),
    h("tbody", {}, rows),
  );
}

/** A row of a {@link listTable}: its first cell names the thing, its actions come last. */
export function listRow(columns, [name, ...cells], actions, props = {}) {
  return h(
    "tr",
    props,
    h("th", { scope: "row" }, name),
    cells.map((cell, i) => h("td", { "data-label": columns[i + 1] }, cell)),
    h("td", {}, h("div", { class: "actions" }, actions)),
  );
}
