import { h } from "./dom.js";

/** A section with a frame, named by its heading. */
export function card(id, title, ...children) {
  return h("section", { class: "card stack", "aria-labelledby": id }, h("h2", { id }, title), children);
}

/** Names and values in two columns; rows without a value are left out. */
export function terms(rows) {
  const present = (value) => value !== undefined && value !== null && value !== "";
  return h(
    "dl",
    { class: "terms" },
    rows.filter((row) => row && present(row[1])).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
  );
}

/** A list with dots. */
export function bullets(items) {
  return h(
    "ul",
    { class: "bullets" },
    items.map((item) => h("li", {}, item)),
  );
}
