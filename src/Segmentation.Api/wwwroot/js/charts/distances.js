import { h, replace } from "../kit/dom.js";
import { fixed } from "../kit/format.js";
import { scroller } from "../kit/table.js";
import { figure } from "./figure.js";
import { marker, segmentLabel, segmentTitle } from "./marker.js";
import { sheetImage } from "./sheet.js";

/** How far the centres are from each other, every segment against every other. */
export function distanceFigure(title, result) {
  const element = h("div");
  return figure({
    title,
    heading: "h2",
    summary: () => distanceSummary(result.segments),
    table: () => distanceTable(result.segments),
    picture: {
      element,
      draw: () => replace(element, grid(result)),
      formats: ["png", "svg"],
      image: (format, words) => sheetImage(sheet(result), format, words),
    },
    legend: h("div", { class: "scale", "aria-hidden": "true" }, [
      "far",
      h("span", { class: "scale-bar near" }),
      "near",
    ]),
  });
}

/** Every pair of segments with the distance of their centres on scaled features, nearest first. */
export function pairsOf(segments) {
  const pairs = segments.flatMap((a, i) => segments.slice(i + 1).map((b) => ({ a, b, distance: distanceOf(a, b) })));
  return pairs.sort((one, other) => one.distance - other.distance);
}

/** Euclidean, on scaled features. */
export function distanceOf(a, b) {
  return Math.hypot(...a.scaledCentre.map((value, j) => value - b.scaledCentre[j]));
}

/** The nearest and the furthest pair, in words. */
export function distanceSummary(segments) {
  const pairs = pairsOf(segments);
  const [near, far] = [pairs[0], pairs.at(-1)];
  const named = ({ a, b }) => `${a.number} (${a.name}) and ${b.number} (${b.name})`;
  const nearest = `Segments ${named(near)} are nearest: ${fixed(near.distance, 2)}`;
  return pairs.length === 1
    ? `${nearest} apart, in scaled units.`
    : `${nearest}. ${named(far)} are furthest apart: ${fixed(far.distance, 2)}. In scaled units.`;
}

/** Every pair. */
export function distanceTable(segments) {
  return {
    caption: "Distances between centres in scaled units, nearest first",
    columns: ["Segment", "Other segment", { text: "Distance", end: true }],
    rows: pairsOf(segments).map(({ a, b, distance }) => [segmentTitle(a), segmentTitle(b), fixed(distance, 4)]),
  };
}

/** How strong the colour of a cell is, in percent: full for the nearest pair, none for the furthest. */
export function nearness(distance, nearest, furthest) {
  return furthest > nearest ? Math.round((100 * (furthest - distance)) / (furthest - nearest)) : 100;
}

const cellColour = (...distances) =>
  `color-mix(in oklab, var(--high) ${nearness(...distances)}%, var(--surface))`;

function sheet({ segments }) {
  const pairs = pairsOf(segments);
  const [nearest, furthest] = [pairs[0].distance, pairs.at(-1).distance];
  const cell = (a, b) => {
    if (a === b) return { text: "–" };
    const distance = distanceOf(a, b);
    return { text: fixed(distance, 2), fill: cellColour(distance, nearest, furthest) };
  };
  return {
    columns: segments.map(({ number }) => String(number)),
    rows: segments.map((a) => ({ head: segmentTitle(a), cells: segments.map((b) => cell(a, b)) })),
  };
}

function grid({ segments, metrics }) {
  const pairs = pairsOf(segments);
  const [nearest, furthest] = [pairs[0].distance, pairs.at(-1).distance];
  const cell = (a, b) => {
    if (a === b) return h("td", { class: "quiet" }, "–");
    const distance = distanceOf(a, b);
    return h("td", { style: { "background-color": cellColour(distance, nearest, furthest) } }, fixed(distance, 2));
  };
  const head = (segment) => h("th", { scope: "col" }, marker(segment.number, metrics.k), ` ${segment.number}`);
  const row = (a) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, segmentLabel(a, metrics.k)),
      segments.map((b) => cell(a, b)),
    );
  return scroller(
    "Distances between the centres",
    h(
      "table",
      { class: "heat distances" },
      h("caption", {}, "In scaled units"),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Segment"), segments.map(head))),
      h("tbody", {}, segments.map(row)),
    ),
  );
}
