import { fact } from "../kit/chips.js";
import { h } from "../kit/dom.js";
import { bytes, count, percent } from "../kit/format.js";
import { isolate } from "../kit/isolate.js";
import { scroller } from "../kit/table.js";
import { readAs } from "./format.js";

const Sure = 0.95; // confidence in the delimiter from which nothing is said about it
const LongCell = 30; // characters that are cut off on the screen
const Marks = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "pipe",
  ".": "point",
  " ": "space",
  "'": "apostrophe",
  "\u00a0": "space",
};
const mark = (character) => Marks[character] ?? character;

/** Rows of a dataset; for data on the cluster the number may be an estimate. */
const rowCount = (dataset) => `${dataset.rowsEstimated ? "about " : ""}${count(dataset.rows)}`;

/** How the bytes were read, as small facts: without those that are `decided`, which stand in chips of their own, and of
 * the head of a file without what only all of it tells. */
export function dialectFacts(dataset, decided = false) {
  const { dialect } = dataset;
  const missing = dialect.missing.filter(Boolean);
  return h(
    "div",
    { class: "facts" },
    dataset.uri && fact("On the cluster at", dataset.uri),
    dataset.rows !== undefined && fact("Rows", rowCount(dataset)),
    fact("Columns", count(dataset.columns.length)),
    dataset.bytes !== undefined && fact("Size", bytes(dataset.bytes)),
    !decided && fact("Delimiter", mark(dialect.delimiter)),
    !decided && fact("Decimal mark", mark(dialect.decimal)),
    !decided && dialect.thousands && fact("Thousands mark", mark(dialect.thousands)),
    dataset.format && fact("Read as", readAs(dataset.format, dialect.bom)),
    fact("Line endings", dialect.newline === "\r\n" ? "CRLF" : "LF"),
    missing.length > 0 && fact("Missing values written as", missing.join(", ")),
    !decided && dialect.confidence < Sure && fact("Confidence in the delimiter", percent(dialect.confidence)),
  );
}

/** The first rows as they are in the file: every column, under a header that stays in sight. */
export function preview(dataset, { columns, rows }, roleOf) {
  const roles = new Map(dataset.columns.map((column) => [column.name, roleOf(column)]));
  const head = columns.map((name) => h("th", { scope: "col", class: `role-${roles.get(name)}` }, isolate(name)));
  const box = scroller(
    `First ${rows.length} rows of ${dataset.fileName}`,
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Line"), head)),
      h(
        "tbody",
        {},
        rows.map((row) => line(row, columns)),
      ),
    ),
  );
  box.classList.add("preview");
  const all = dataset.rows === undefined ? "" : ` of ${rowCount(dataset)}`;
  const shown = `The first ${count(rows.length)}${all} rows, exactly as in the file.`;
  return h("div", { class: "stack" }, box, h("p", { class: "small quiet" }, shown));
}

const cellOf = (cell) => h("td", { title: cell.length > LongCell ? isolate(cell) : null }, cell && isolate(cell));

function line({ row, cells }, columns) {
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, row),
    columns.map((_, i) => cellOf(cells[i] ?? "")),
  );
}
