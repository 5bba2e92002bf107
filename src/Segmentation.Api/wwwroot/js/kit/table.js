import { h } from "./dom.js";

/** A plain table in a box that scrolls by itself. Columns are {text, end} (end: numbers, to the right). */
export function table({ caption, columns, rows, scroll = true }) {
  const heads = columns.map((column) => (typeof column === "string" ? { text: column } : column));
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
        heads.map((head) => h("th", { scope: "col", class: head.end && "end" }, head.text)),
      ),
    ),
    h(
      "tbody",
      {},
      rows.map((row) =>
        h(
          "tr",
          {},
          row.map((cell, i) =>
            h(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: heads[i]?.end && "end" }, cell),
          ),
        ),
      ),
    ),
  );
  return scroll ? scroller(caption ?? "Table", body) : body;
}

/** A box that can be scrolled by mouse, touch and arrow keys. */
export function scroller(label, ...children) {
  return h("div", { class: "scroll", role: "region", "aria-label": label, tabindex: "0" }, children);
}
