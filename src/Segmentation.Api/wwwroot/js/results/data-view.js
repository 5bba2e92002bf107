import { h } from "../kit/dom.js";
import { dialectFacts, issues } from "../datasets/preview.js";
import { engineFact } from "../jobs/engine.js";
import { table } from "../kit/table.js";
import { count, duration, fixed, plural } from "../kit/format.js";
import { Clusterers, excludedFor, Roles, stageWord, Types } from "../jobs/job.js";

/** What went in, what was left out and why, how long it took, and with which settings. */
export function account({ job, result }) {
  return h(
    "div",
    { class: "stack" },
    rowAccount(result),
    h("div", { class: "two" }, timings(result), settings(job, result)),
    h(
      "section",
      { class: "card stack", "aria-labelledby": "cols" },
      h("h2", { id: "cols" }, "Columns"),
      columns(result),
    ),
    h(
      "section",
      { class: "card stack", "aria-labelledby": "found" },
      h("h2", { id: "found" }, "What was found in the file"),
      issues(result.issues),
    ),
  );
}

function rowAccount({ rows, columns: list, dialect }) {
  return h(
    "section",
    { class: "card stack", "aria-labelledby": "rows" },
    h("h2", { id: "rows" }, "Rows"),
    h(
      "p",
      {},
      `${count(rows.read)} read = ${count(rows.used)} used + ${count(rows.excluded)} left out.`,
      rows.imputed > 0 && ` In ${plural(rows.imputed, "cell")} a missing value was filled in.`,
    ),
    h(
      "div",
      { class: "account", "aria-hidden": "true" },
      h("span", { style: { flex: rows.used } }),
      rows.excluded > 0 && h("span", { style: { flex: rows.excluded } }),
    ),
    rows.reasons.length > 0 &&
      h(
        "ul",
        { class: "bullets" },
        rows.reasons.map((each) =>
          h("li", {}, `${plural(each.count, "row")}: ${excludedFor(each.code)}`, each.column && ` in ${each.column}`),
        ),
      ),
    dialectFacts({ dialect, columns: list, rows: rows.read }),
  );
}

function timings({ timings: list }) {
  const total = list.reduce((sum, each) => sum + each.seconds, 0);
  const longest = Math.max(...list.map((each) => each.seconds), 1e-9);
  return h(
    "section",
    { class: "card stack", "aria-labelledby": "times" },
    h("h2", { id: "times" }, "Time per stage"),
    h("p", { class: "quiet" }, `${duration(total)} in all`),
    h(
      "div",
      { class: "times" },
      list.map((each) => [
        h("span", {}, stageWord(each.stage)),
        h(
          "span",
          { class: "track", "aria-hidden": "true" },
          h("span", { style: { width: `${(100 * each.seconds) / longest}%` } }),
        ),
        h("span", { class: "number" }, duration(each.seconds)),
      ]),
    ),
  );
}

function settings(job, { parameters: p, engine }) {
  const rows = [
    ["Engine", job.engine ? engineFact(job) : engine],
    ["Features", (p.features ?? []).join(", ")],
    ["Scaling", p.scaling],
    ["Clusterer", Clusterers[p.clusterer]],
    ["Transform", p.transform],
    ["Missing values", p.cleaning?.missing],
    ["k", p.k === "auto" ? `${p.kRange.join(" to ")}, chosen` : p.k],
    ["Starts for each k", p.nInit],
    ["Seed", p.seed],
    ["Iterations at most", p.maxIterations],
    ["Run", h("code", {}, job.id)],
  ];
  return h(
    "section",
    { class: "card stack", "aria-labelledby": "settings" },
    h("h2", { id: "settings" }, "Settings"),
    h(
      "dl",
      { class: "terms" },
      rows
        .filter(([, value]) => value !== undefined && value !== null && value !== "")
        .map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
    ),
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
