import { h } from "../kit/dom.js";
import { chart } from "../charts/figure.js";
import { silhouetteHeight, silhouetteOption } from "../charts/silhouette.js";
import { marker } from "../charts/marker.js";
import { note } from "../kit/messages.js";
import { table } from "../kit/table.js";
import { count, fixed, percent, quantity, score, share } from "../kit/format.js";
import { separation } from "../jobs/job.js";

/** How good the segmentation is: scores with plain words, each customer's fit, what separates the segments. */
export function quality({ result, signal }) {
  const { silhouetteBands: bands } = result;
  return h(
    "div",
    { class: "stack" },
    scores(result),
    h(
      "section",
      { class: "card" },
      chart({
        title: "How well each customer fits",
        signal,
        summary: () => summary(result),
        table: () => bandTable(result),
        height: silhouetteHeight(bands),
        option: (colours) => silhouetteOption(result, colours),
      }),
    ),
    h(
      "section",
      { class: "card stack", "aria-labelledby": "each" },
      h("h2", { id: "each" }, "Segment by segment"),
      table(bandTable(result)),
    ),
    h(
      "section",
      { class: "card stack", "aria-labelledby": "features" },
      h("h2", { id: "features" }, "What separates the segments"),
      featureTable(result),
    ),
  );
}

function scores({ metrics: m }) {
  const band = separation(m.silhouette);
  const one = (name, value, text) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, value), h("dd", { class: "small" }, text));
  return h(
    "section",
    { class: "card stack", "aria-labelledby": "scores" },
    h("h2", { id: "scores" }, `Separation is ${band.word}`),
    note(band.level, h("p", {}, band.text)),
    h(
      "dl",
      { class: "scores" },
      one(
        "Silhouette",
        score(m.silhouette),
        m.silhouetteMethod === "exact"
          ? `exact, ${count(m.silhouetteRows)} rows; −1 to 1`
          : `sampled: n = ${count(m.silhouetteRows)}, seed ${m.silhouetteSeed}, ± ${fixed(m.silhouetteError, 4)}`,
      ),
      one("Calinski–Harabasz", quantity(m.calinskiHarabasz), "higher is better"),
      one("Davies–Bouldin", fixed(m.daviesBouldin, 4), "lower is better"),
      one("Between segments", percent(m.betweenShare), "share of the variance"),
      one("Inertia", quantity(m.inertia), `${count(m.iterations)} iterations, ${count(m.starts)} starts`),
    ),
    h(
      "p",
      { class: "small quiet" },
      "Words for the silhouette after Kaufman and Rousseeuw: above 0.70 strong, 0.51 to 0.70 reasonable, 0.26 to 0.50 weak, up to 0.25 none.",
    ),
  );
}

function summary({ silhouetteBands: bands, segments, metrics }) {
  const best = bands.reduce((a, b) => (b.mean > a.mean ? b : a));
  const worst = bands.reduce((a, b) => (b.mean < a.mean ? b : a));
  return (
    `Mean ${score(metrics.silhouette)}. Segment ${best.segment} (${segments[best.segment - 1].name}) fits best with ${score(best.mean)}, segment ${worst.segment} (${segments[worst.segment - 1].name}) least with ${score(worst.mean)}, ` +
    `where ${share(worst.negativeShare)} of the customers lie nearer to another segment.`
  );
}

function bandTable({ silhouetteBands: bands, segments, metrics }) {
  return {
    caption: "Silhouette and distance by segment",
    columns: [
      "Segment",
      ...["Customers", "Mean silhouette", "Below 0", "Mean distance to the centre", "Sum of squares within"].map(
        (text) => ({ text, end: true }),
      ),
    ],
    rows: segments.map((segment) => {
      const band = bands.find((each) => each.segment === segment.number);
      return [
        [marker(segment.number, metrics.k), ` ${segment.number} · ${segment.name}`],
        count(segment.size),
        score(segment.silhouette),
        band ? share(band.negativeShare) : "–",
        fixed(segment.meanDistance, 3),
        quantity(segment.withinSs),
      ];
    }),
  };
}

function featureTable({ features }) {
  const p = (value) => (value < 0.001 ? "< 0.001" : fixed(value, 3));
  return table({
    caption: "Descriptive: the segments were chosen to differ, so small p values are no proof.",
    columns: [
      "Feature",
      ...["Share between segments", "F (ANOVA)", "p", "H (Kruskal–Wallis)", "p of H"].map((text) => ({
        text,
        end: true,
      })),
    ],
    rows: [...features]
      .sort((a, b) => b.importance - a.importance)
      .map((each) => [
        each.name,
        percent(each.importance),
        quantity(each.f),
        p(each.p),
        each.h === null || each.h === undefined ? "–" : quantity(each.h),
        each.hp === null || each.hp === undefined ? "–" : p(each.hp),
      ]),
  });
}
