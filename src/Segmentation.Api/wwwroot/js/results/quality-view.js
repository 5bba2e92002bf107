import { distanceFigure } from "../charts/distances.js";
import { segmentLabel } from "../charts/marker.js";
import { customerTitle } from "../charts/scatter.js";
import { silhouetteFigure, silhouetteTable } from "../charts/silhouette.js";
import { separation } from "../jobs/separation.js";
import { h } from "../kit/dom.js";
import { count, fixed, percent, quantity, score } from "../kit/format.js";
import { card } from "../kit/layout.js";
import { note } from "../kit/messages.js";
import { table } from "../kit/table.js";
import { seedWords, stabilityTable, stabilityWords, unsureWords } from "./stability.js";

/** How good the segmentation is: scores in plain words, each customer's fit, what separates the segments. */
export default async function qualityView({ result: found, part, signal }) {
  const { bands, least } = await part("silhouette?maxPoints=5000");
  const result = { ...found, silhouetteBands: bands };
  const label = (segment) => segmentLabel(segment, result.metrics.k);
  return h(
    "div",
    { class: "stack" },
    scores(result),
    h("section", { class: "card" }, silhouetteFigure("How well each customer fits", result, signal)),
    card("each", "Segment by segment", table(silhouetteTable(result, label))),
    h("section", { class: "card" }, distanceFigure("How far apart the centres are", result)),
    stability(result, label),
    leastSure(result, least, label),
    card("features", "What separates the segments", featureTable(result)),
  );
}

function scores({ metrics: m, structure }) {
  const band = separation(m.silhouette, structure.tested ? structure.claimed : null);
  const one = (name, value, text) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, value), h("dd", { class: "small" }, text));
  const silhouetteText =
    m.silhouetteMethod === "exact"
      ? `exact, ${count(m.silhouetteRows)} rows; −1 to 1`
      : `sampled: n = ${count(m.silhouetteRows)}, seed ${m.silhouetteSeed}, ± ${fixed(m.silhouetteError, 4)}`;
  return card(
    "scores",
    band.title,
    note(band.level, h("p", {}, band.text)),
    h(
      "dl",
      { class: "scores" },
      one("Silhouette", score(m.silhouette), silhouetteText),
      one("Calinski–Harabasz", quantity(m.calinskiHarabasz), "higher is better"),
      one("Davies–Bouldin", fixed(m.daviesBouldin, 4), "lower is better"),
      one("Between segments", percent(m.betweenShare), "share of the variance"),
      one("Inertia", quantity(m.inertia), `${count(m.iterations)} iterations, ${count(m.starts)} starts`),
    ),
    structure.claimed && h(
      "p",
      { class: "small quiet" },
      "Words for the silhouette as in Kaufman and Rousseeuw (1990): above 0.70 strong, 0.51 to 0.70 reasonable, ",
      "0.26 to 0.50 weak, up to 0.25 none.",
    ),
  );
}

function stability(result, label) {
  if (!result.stability) return null; // a run without advice
  return card(
    "stability",
    "Whether the segments come out again",
    h("p", {}, h("strong", {}, unsureWords(result)), " ", stabilityWords(result)),
    table(stabilityTable(result, label)),
    h("p", {}, seedWords(result)),
    h("p", { class: "small quiet" }, "This does not say whether they are groups: one cloud is often cut alike too."),
  );
}

function leastSure({ segments, metrics }, least, label) {
  if (!(least?.length > 0)) return null; // runs of earlier versions name none
  const closer = least.filter((each) => each.silhouette < 0).length;
  const of = metrics.silhouetteMethod === "exact" ? "" : ` of the ${count(metrics.silhouetteRows)} that were measured`;
  return card(
    "least",
    "The least sure customers",
    h(
      "p",
      {},
      closer > 0
        ? `${count(closer)} of these ${count(least.length)} are closer to the other segment than to their own.`
        : "Even these are not closer to another segment than to their own.",
    ),
    table({
      caption: `The ${count(least.length)} customers with the lowest silhouettes${of}`,
      columns: ["Customer", "Segment", { text: "Silhouette", end: true }, "Closest other segment"],
      rows: least.map((each) => [
        customerTitle({ ids: [each.id], rows: [each.row] }, 0),
        label(segments[each.segment - 1]),
        score(each.silhouette),
        label(segments[each.other - 1]),
      ]),
    }),
  );
}

function featureTable({ features }) {
  const p = (value) => (value < 0.001 ? "< 0.001" : fixed(value, 3));
  const known = (value, text) => (value === null || value === undefined ? "–" : text(value));
  const numbers = ["Share between segments", "F (ANOVA)", "p", "H (Kruskal–Wallis)", "p of H"];
  return table({
    caption: "For description only: the segments were chosen to differ, so small p values prove nothing.",
    columns: ["Feature", ...numbers.map((text) => ({ text, end: true }))],
    rows: [...features]
      .sort((a, b) => b.importance - a.importance)
      .map((each) => [
        each.name,
        percent(each.importance),
        each.constantWithin ? "∞" : quantity(each.f),
        p(each.p),
        known(each.h, quantity),
        known(each.hp, p),
      ]),
  });
}
