import { h } from "../kit/dom.js";
import { fact } from "../kit/chips.js";
import { note } from "../kit/messages.js";
import { scroller } from "../kit/table.js";
import { bytes, count, percent, plural } from "../kit/format.js";
import { mark } from "../jobs/job.js";
import { roleOf } from "../jobs/request.js";

/** Rows of a dataset; of data on the cluster they may be estimated. */
export const rowCount = (dataset) => `${dataset.rowsEstimated ? "about " : ""}${count(dataset.rows)}`;

/** How the bytes were read, as small facts. */
export function dialectFacts(dataset) {
  const { dialect } = dataset;
  return h(
    "div",
    { class: "facts" },
    dataset.uri && fact("On the cluster at", dataset.uri),
    fact("Rows", rowCount(dataset)),
    fact("Columns", count(dataset.columns.length)),
    dataset.bytes !== undefined && fact("Size", bytes(dataset.bytes)),
    fact("Delimiter", mark(dialect.delimiter)),
    fact("Decimal mark", mark(dialect.decimal)),
    dialect.thousands && fact("Thousands mark", mark(dialect.thousands)),
    fact("Encoding", dialect.encoding.toUpperCase() + (dialect.bom ? " with byte order mark" : "")),
    fact("Line ends", dialect.newline === "\r\n" ? "CRLF" : "LF"),
    dialect.missing.some((each) => each) &&
      fact("Missing written as", dialect.missing.filter((each) => each).join(", ")),
    dialect.confidence < 0.95 && fact("Sure of the delimiter", percent(dialect.confidence)),
  );
}

/** The first rows as they stand in the file: every column, the header stays in sight. */
export function preview(dataset, rows, settings) {
  const roles = new Map(dataset.columns.map((column) => [column.name, roleOf(column, settings)]));
  return h(
    "div",
    { class: "stack" },
    scroller(
      `First ${rows.rows.length} rows of ${dataset.fileName}`,
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, "Line"),
            rows.columns.map((name) => h("th", { scope: "col", class: `role-${roles.get(name)}` }, name)),
          ),
        ),
        h(
          "tbody",
          {},
          rows.rows.map((row) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, row.row),
              rows.columns.map((_, i) =>
                h("td", { title: row.cells[i]?.length > 30 ? row.cells[i] : null }, row.cells[i] ?? ""),
              ),
            ),
          ),
        ),
      ),
    ),
    h(
      "p",
      { class: "small quiet" },
      `The first ${plural(rows.rows.length, "row")} of ${rowCount(dataset)}, as they stand in the file.`,
    ),
  );
}

/** What was found in the file, most severe first, with counts and lines. */
export function issues(list) {
  if (list.length === 0)
    return note(
      "ok",
      h("p", {}, "Nothing to complain about: every row has the same number of fields and every number can be read."),
    );
  return h(
    "div",
    {},
    list.map((issue) =>
      h(
        "div",
        { class: "issue" },
        h(
          "div",
          { class: "issue-head" },
          h(
            "span",
            { class: `level ${issue.severity}` },
            { error: "Error", warning: "Warning", info: "Note" }[issue.severity],
          ),
          h("strong", {}, issue.message),
          issue.count > 1 &&
            !issue.message.includes(count(issue.count)) &&
            h("span", { class: "quiet small" }, plural(issue.count, "case")),
        ),
        issue.hint && h("p", { class: "small" }, issue.hint),
        examples(issue),
      ),
    ),
  );
}

function examples(issue) {
  const known = issue.examples ?? [];
  if (known.length === 0) return null;
  return h(
    "details",
    { class: "small" },
    h("summary", {}, "Where"),
    h(
      "ul",
      { class: "bullets" },
      known.map((each) =>
        h(
          "li",
          {},
          `line ${count(each.row)}`,
          each.column && `, column ${each.column}`,
          each.value !== null && each.value !== undefined && [": ", h("code", {}, each.value || "(empty)")],
        ),
      ),
    ),
    issue.count > known.length && h("p", { class: "quiet" }, `and ${count(issue.count - known.length)} more`),
  );
}
