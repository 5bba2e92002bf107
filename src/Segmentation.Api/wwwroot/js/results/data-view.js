import { Roles, Types } from "../datasets/columns.js";
import { issues } from "../datasets/issues.js";
import { dialectFacts } from "../datasets/preview.js";
import { engineFact } from "../jobs/engine.js";
import { stageWord } from "../jobs/job.js";
import { settingFacts } from "../jobs/setting-facts.js";
import { h } from "../kit/dom.js";
import { count, duration, fixed, plural } from "../kit/format.js";
import { bullets, card, terms } from "../kit/layout.js";
import { table } from "../kit/table.js";
import { getLimits } from "../shell/limits.js";

const Excluded = {
  MISSING_VALUE: "a value is missing",
  NOT_A_NUMBER: "not a number",
  NOT_FINITE: "not a finite number",
  RAGGED_ROW: "too few or too many fields",
  BLANK_ROWS: "blank line",
  STRAY_QUOTE: "a quote in the wrong place",
};
const excludedFor = (code) => Excluded[code] ?? code.toLowerCase().replaceAll("_", " ");

/** What went in, what was left out and why, how long it took, and with which settings. */
export default async function dataView({ job, result }) {
  const limits = await getLimits();
  return h(
    "div",
    { class: "stack" },
    rowCounts(result),
    h("div", { class: "two" }, timings(result), settings(job, result, limits)),
    card("cols", "Columns", columns(result)),
    card("found", "What was found in the file", issues(result.issues)),
  );
}

function rowCounts({ rows, columns: list, dialect }) {
  const reason = (each) => [
    `${plural(each.count, "row")}: ${excludedFor(each.code)}`,
    each.column && ` in ${each.column}`,
  ];
  const filled = ` ${plural(rows.imputed, "missing value was", "missing values were")} filled in.`;
  return card(
    "rows",
    "Rows",
    h(
      "p",
      {},
      `${count(rows.read)} read = ${count(rows.used)} used + ${count(rows.excluded)} left out.`,
      rows.imputed > 0 && filled,
    ),
    h(
      "div",
      { class: "used-bar", "aria-hidden": "true" },
      h("span", { style: { flex: rows.used } }),
      rows.excluded > 0 && h("span", { style: { flex: rows.excluded } }),
    ),
    rows.reasons.length > 0 && bullets(rows.reasons.map(reason)),
    dialectFacts({ dialect, columns: list, rows: rows.read }),
  );
}

function timings({ timings: list }) {
  const total = list.reduce((sum, each) => sum + each.seconds, 0);
  const longest = Math.max(...list.map((each) => each.seconds), 1e-9);
  const track = (seconds) =>
    h(
      "span",
      { class: "track", "aria-hidden": "true" },
      h("span", { style: { width: `${(100 * seconds) / longest}%` } }),
    );
  return card(
    "times",
    "Time per stage",
    h("p", { class: "quiet" }, `${duration(total)} in all`),
    h(
      "div",
      { class: "times" },
      list.map(({ stage, seconds }) => [
        h("span", {}, stageWord(stage)),
        track(seconds),
        h("span", { class: "number" }, duration(seconds)),
      ]),
    ),
  );
}

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

function columns({ columns: list }) {
  return table({
    caption: "Every column of the file and what it was used for",
    columns: ["Column", "Type", "Role", "Why", { text: "Missing", end: true }, { text: "Skew", end: true }],
    rows: list.map((each) => [
      each.name,
      Types[each.type],
      Roles[each.role],
      each.reasonText,
      each.missing ? count(each.missing) : "–",
      each.skew === null || each.skew === undefined ? "–" : fixed(each.skew, 2),
    ]),
  });
}
