import { correlationFigure } from "../charts/correlation.js";
import { funnelFigure } from "../charts/funnel.js";
import { Roles, typeOf } from "../datasets/columns.js";
import { issues } from "../datasets/issues.js";
import { dialectFacts } from "../datasets/preview.js";
import { purchaseHead } from "../datasets/purchases.js";
import { reasonText } from "../datasets/reasons.js";
import { engineFact } from "../jobs/engine.js";
import { settingFacts } from "../jobs/setting-facts.js";
import { h } from "../kit/dom.js";
import { count, fixed, plural, quantity, share } from "../kit/format.js";
import { card, terms } from "../kit/layout.js";
import { table } from "../kit/table.js";
import { getLimits } from "../shell/limits.js";
import { featureCards } from "./data-features.js";

/** What went in, what was left out and why, how the values are spread, and with which settings the run was made. */
export default async function dataView({ job, result, part, query, signal }) {
  const [limits, found] = await Promise.all([getLimits(), distributionsOf(part)]);
  return h(
    "div",
    { class: "stack" },
    h(
      "div",
      { class: "two" },
      purchases(result, signal),
      h("section", { class: "card stack" }, rows(result, signal), dialectFacts(dialectOf(result))),
      settings(job, result, limits),
    ),
    found ? featureCards({ result, query, signal }, found) : noHistograms(job),
    found && correlation(result, found, signal),
    extremes(result),
    categories(result),
    card("cols", "Columns", columns(result)),
    card("found", "What was found in the file", issues(result.issues)),
  );
}

// A run of an earlier version kept none; everything else of it can be shown.
async function distributionsOf(part) {
  try {
    return await part("distributions");
  } catch (error) {
    if (error.code !== "FILE_NOT_FOUND") throw error;
    return null;
  }
}

const noHistograms = (job) =>
  card(
    "values",
    "Values of the features",
    h("p", {}, "This run kept no histograms. A new run on the same file has them."),
    h(
      "div",
      { class: "actions" },
      h("a", { class: "button plain", href: `/new?dataset=${job.datasetId}` }, "Set up another run"),
    ),
  );

function correlation({ features }, found, signal) {
  const names = features.map(({ name }) => name);
  const drawn = correlationFigure("How the features go together", names, found.correlation, signal);
  return h("section", { class: "card" }, drawn);
}

function rows({ rows: { read, used, imputed, reasons, setApart }, purchases: lines }, signal) {
  const title = lines ? "Customers" : "Rows of the file";
  return funnelFigure(title, { read, used, imputed, reasons: listed(reasons), setApart }, signal);
}

function listed(reasons) {
  const text = (each) => [reasonText(each.code), each.column && `in ${each.column}`].filter(Boolean).join(" ");
  return reasons.map((each) => ({ text: text(each), rows: each.count }));
}

/** What the lines of purchases became; null where a row of the file is a customer. */
function purchases({ purchases: found }, signal) {
  if (!found) return null;
  const { read, used, reasons } = found;
  return h(
    "section",
    { class: "card stack" },
    funnelFigure("Lines of purchases", { read, used, imputed: 0, reasons: listed(reasons) }, signal),
    h("p", {}, purchaseHead(found)),
    terms(found.features.map(({ name, definition }) => [name, definition])),
  );
}

/** Rows that stand alone, with the value that makes each so. */
function extremes({ extremes: found, features }) {
  if (!found) return null;
  const shown = (column, value) => quantity(value, features.find(({ name }) => name === column)?.kind);
  const isOne = found.count === 1;
  const apart = isOne ? "It was set apart and is in no segment." : "They were set apart and are in no segment.";
  const kept = isOne ? "It is in a segment like any other." : "They are in segments like any others.";
  const list = found.rows.map(({ line, id, column, value, next }) => [
    String(line),
    id ?? "–",
    column ?? "only the combination",
    column ? shown(column, value) : "–",
    column ? shown(column, next) : "–",
  ]);
  const end = (text) => ({ text, end: true });
  return card(
    "extremes",
    "Rows that stand alone",
    h(
      "p",
      {},
      `${plural(found.count, "row is", "rows are")} so far from all others that no k could be recommended. `,
      found.setApart > 0 ? apart : kept,
    ),
    table({
      caption: found.count > list.length ? `The farthest ${count(list.length)}` : "Rows that stand alone",
      columns: [end("Line"), "Id", "Column", end("Value"), end("Next value")],
      rows: list,
    }),
  );
}

const dialectOf = ({ dialect, columns: list, rows: { read } }) => ({ dialect, columns: list, rows: read });

function settings(job, { parameters, engine }, limits) {
  return card(
    "settings",
    "Settings",
    terms([
      ["Engine", job.engine ? engineFact(job) : engine],
      ...settingFacts(limits, parameters),
      ["Run", h("code", {}, job.id)],
    ]),
  );
}

// What the segments say of categories, put together: the share of each value among all used rows.
function categories({ segments }) {
  const first = segments[0]?.categories ?? [];
  if (first.length === 0) return null;
  const valuesOf = (column) => {
    const all = segments.flatMap((segment) => segment.categories.find((each) => each.column === column)?.values ?? []);
    const known = new Map(all.map(({ value, shareOfAll }) => [value, shareOfAll]));
    return [...known].sort((a, b) => b[1] - a[1]).slice(0, 10);
  };
  return card(
    "cats",
    "Columns that were not compared",
    h(
      "div",
      { class: "smalls" },
      first.map(({ column }) =>
        table({
          caption: `Most frequent values of ${column}`,
          columns: [column, { text: "Of all", end: true }],
          rows: valuesOf(column).map(([value, part]) => [value || "(empty)", share(part)]),
        }),
      ),
    ),
  );
}

function columns({ columns: list }) {
  const numbers = [
    ["Missing", ({ missing }) => missing && count(missing)],
    ["Different", ({ distinct }) => known(distinct, (value) => count(value) + (value >= 1_000 ? " or more" : ""))],
    ["Skew", ({ skew }) => known(skew, (value) => fixed(value, 2))],
  ].filter(([, text]) => list.some(text)); // a run does not count everything of every file
  return table({
    caption: "Every column of the file and what it was used for",
    columns: ["Column", "Type", "Role", "Why", ...numbers.map(([text]) => ({ text, end: true }))],
    rows: list.map((each) => [
      each.name,
      typeOf(each),
      Roles[each.role],
      each.reasonText,
      ...numbers.map(([, text]) => text(each) || "–"),
    ]),
  });
}

const known = (value, format) => (Number.isFinite(value) ? format(value) : null);
