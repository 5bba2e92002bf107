import { h, replace } from "../kit/dom.js";
import { marker } from "./marker.js";
import { table as plain, scroller } from "../kit/table.js";
import { icon } from "../kit/icons.js";
import { percent, quantity, signed } from "../kit/format.js";

const Strongest = 2; // deviations from the mean of all at which the colour is full
const Shown = {
  mean: ["Mean", (each) => quantity(each.here.mean)],
  median: ["Median", (each) => quantity(each.here.median)],
  difference: [
    "Difference to all",
    (each) =>
      each.differenceShare === null || each.differenceShare === undefined
        ? "–"
        : `${each.differenceShare > 0 ? "+" : ""}${percent(each.differenceShare)}`,
  ],
  z: ["Deviations from all", (each) => signed(each.z, 2)],
};

/** Segments × features: coloured by how far from the mean of all, with the values of the file printed. Table and chart in one. */
export function heatmap(result) {
  const body = h("div");
  const words = h("p", { class: "summary" }, summary(result));
  const select = h(
    "select",
    { id: "heat-shows", onchange: () => replace(body, grid(result, select.value)) },
    Object.entries(Shown).map(([value, [text]]) => h("option", { value }, text)),
  );
  replace(body, grid(result, "mean"));
  return h(
    "figure",
    { class: "chart" },
    h(
      "div",
      { class: "chart-head" },
      h("h2", {}, "What each segment is like"),
      h(
        "div",
        { class: "actions" },
        h("label", { for: "heat-shows", class: "small" }, "Show"),
        select,
        full(result, body, select),
      ),
    ),
    words,
    body,
    h("div", { class: "scale", "aria-hidden": "true" }, "below all", h("span", { class: "scale-bar" }), "above all"),
  );
}

function grid({ features, segments, metrics }, shows) {
  const [word, text] = Shown[shows];
  return scroller(
    "Profiles of the segments",
    h(
      "table",
      { class: "heat" },
      h("caption", {}, `${word}${shows === "mean" || shows === "median" ? ", in the units of the file" : ""}`),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, "Segment"),
          features.map((feature) => h("th", { scope: "col" }, feature.name)),
        ),
      ),
      h(
        "tbody",
        {},
        segments.map((segment) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, marker(segment.number, metrics.k), ` ${segment.number} · ${segment.name}`),
            segment.features.map((each) => h("td", { style: { "background-color": tint(each.z) } }, text(each))),
          ),
        ),
        shows === "z" || shows === "difference"
          ? null
          : h(
              "tr",
              {},
              h("th", { scope: "row" }, "All customers"),
              features.map((feature) => h("td", {}, quantity(feature.all[shows]))),
            ),
      ),
    ),
  );
}

function tint(z) {
  const strength = Math.round(100 * Math.min(1, Math.abs(z) / Strongest));
  return `color-mix(in oklab, var(--${z < 0 ? "low" : "high"}) ${strength}%, var(--surface))`;
}

function summary({ segments, features }) {
  const all = segments.flatMap((segment) => segment.features.map((each) => ({ ...each, segment })));
  const top = all.reduce((a, b) => (Math.abs(b.z) > Math.abs(a.z) ? b : a));
  const weight = [...features].sort((a, b) => b.importance - a.importance)[0];
  return (
    `The strongest difference: ${top.name} of segment ${top.segment.number} (${top.segment.name}) averages ${quantity(top.here.mean)}, ${Math.abs(top.z).toFixed(1)} deviations ` +
    `${top.z < 0 ? "below" : "above"} all customers. ${weight.name} separates the segments most.`
  );
}

function full({ segments }, body, select) {
  let open = false;
  const button = h(
    "button",
    {
      type: "button",
      class: "button plain small",
      "aria-expanded": "false",
      onclick: () => {
        open = !open;
        button.setAttribute("aria-expanded", open);
        if (!open) return select.dispatchEvent(new Event("change"));
        return replace(
          body,
          plain({
            caption: "Every number, in the units of the file",
            columns: [
              "Segment",
              "Feature",
              ...[
                "Mean",
                "Deviation",
                "Smallest",
                "Lower quartile",
                "Median",
                "Upper quartile",
                "Largest",
                "Difference to all",
                "z",
              ].map((text) => ({ text, end: true })),
            ],
            rows: segments.flatMap((segment) =>
              segment.features.map((each) => [
                `${segment.number} · ${segment.name}`,
                each.name,
                ...[
                  each.here.mean,
                  each.here.deviation,
                  each.here.min,
                  each.here.q25,
                  each.here.median,
                  each.here.q75,
                  each.here.max,
                ].map(quantity),
                Shown.difference[1](each),
                Shown.z[1](each),
              ]),
            ),
          }),
        );
      },
    },
    icon("table"),
    "All numbers",
  );
  return button;
}
