import { h, replace } from "../kit/dom.js";
import { fixed, quantity, signed } from "../kit/format.js";
import { scroller } from "../kit/table.js";
import { figure } from "./figure.js";
import { cellColour } from "./heatmap.js";
import { segmentLabel, segmentTitle } from "./marker.js";
import { sheetImage } from "./sheet.js";

/**
 * The mean of each feature by segment, coloured as the heatmap. `shown` is an object with `segments` and `features`,
 * which may be changed before `draw()`; of a segment's feature, only the mean and z need to be known.
 */
export function profilesFigure(title, shown) {
  const element = h("div");
  return figure({
    title,
    summary: () => profilesSummary(shown),
    table: () => profilesTable(shown),
    picture: {
      element,
      draw: () => replace(element, grid(title, shown)),
      formats: ["png", "svg"],
      image: (format, words) => sheetImage(sheet(shown), format, words),
    },
    legend: h("div", { class: "scale", "aria-hidden": "true" }, [
      "below all",
      h("span", { class: "scale-bar" }),
      "above all",
    ]),
  });
}

/** The cell that differs most, in words. */
export function profilesSummary({ segments }) {
  const all = segments.flatMap(({ number, features }) => features.map((each) => ({ ...each, number })));
  const top = all.reduce((a, b) => (Math.abs(b.z) > Math.abs(a.z) ? b : a));
  return (
    `The strongest difference: ${top.name} of segment ${top.number} averages ${quantity(top.here.mean, top.kind)}, ` +
    `${fixed(Math.abs(top.z), 1)} standard deviations ${top.z < 0 ? "below" : "above"} all customers.`
  );
}

/** Mean and z of every cell. */
export function profilesTable({ segments, features }) {
  return {
    columns: ["Segment", "Feature", ...["Mean", "All customers", "z"].map((text) => ({ text, end: true }))],
    rows: segments.flatMap((segment) =>
      segment.features.map(({ name, here, z, kind }, j) => [
        segmentTitle(segment),
        name,
        quantity(here.mean, kind),
        quantity(features[j].all.mean, kind),
        signed(z, 2),
      ]),
    ),
  };
}

function sheet({ segments, features }) {
  const cellOf = ({ here, z, kind }) => ({ text: quantity(here.mean, kind), fill: cellColour(z) });
  return {
    columns: features.map(({ name }) => name),
    rows: segments.map((segment) => ({ head: segmentTitle(segment), cells: segment.features.map(cellOf) })),
  };
}

function grid(title, { segments, features, metrics }) {
  const row = (head, cells) => h("tr", {}, h("th", { scope: "row" }, head), cells);
  const names = ["Segment", ...features.map(({ name }) => name)];
  return scroller(
    title,
    h(
      "table",
      { class: "heat" },
      h("caption", {}, "Mean, in the units of the file"),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          names.map((text) => h("th", { scope: "col" }, text)),
        ),
      ),
      h(
        "tbody",
        {},
        segments.map((segment) => row(segmentLabel(segment, metrics.k), segment.features.map(cell))),
        row(
          "All customers",
          features.map(({ all, kind }) => h("td", {}, quantity(all.mean, kind))),
        ),
      ),
    ),
  );
}

const cell = ({ here, z, kind }) =>
  h("td", { style: { "background-color": cellColour(z) } }, quantity(here.mean, kind));
