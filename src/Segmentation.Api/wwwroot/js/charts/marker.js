import { h, svg } from "../kit/dom.js";

// Outlines on a grid of 24. Every chart draws the same ones.
const Shapes = [
  "M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19Z",
  "M3.5 3.5h17v17h-17Z",
  "M12 2 22.5 20.5h-21Z",
  "M12 1 22 12 12 23 2 12Z",
  "M8.5 2h7v6.5h6.5v7h-6.5v6.5h-7v-6.5h-6.5v-7h6.5Z",
  "M12 1.5l3.1 7 7.4.8-5.5 5.1 1.5 7.4-6.5-3.7-6.5 3.7 1.5-7.4-5.5-5.1 7.4-.8Z",
  "M12 23C7 16.5 4 13.2 4 9.3a8 8 0 0 1 16 0c0 3.9-3 7.2-8 13.7Z",
  "M12 1.5 21.5 22 12 17.5 2.5 22Z",
];

/** The CSS variable with the colour of segment `number` (from 1) when there are `k`; charts.css has the sets. */
export function colourName(number, k) {
  const size = k <= 6 ? 6 : 8;
  return `--segment-${((number - 1) % size) + 1}-of-${size}`;
}

/** The outline of segment `number`. Up to 64 segments, no two have both the same outline and the same colour. */
export function shapeOf(number) {
  const i = number - 1;
  return Shapes[(i + Math.floor(i / 8)) % 8];
}

/** The mark of a segment, as it is drawn in every chart. */
export function marker(number, k) {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", class: "marker", "aria-hidden": "true" },
    svg("path", { d: shapeOf(number), style: { fill: `var(${colourName(number, k)})` } }),
  );
}

/** The number by which a segment is drawn: its own, or that of another one whose counterpart it is. */
export const lookOf = ({ look, number }) => look ?? number;

/** The CSS variable with the colour by which a segment is drawn. */
export const lookColour = (segment, k) => colourName(lookOf(segment), k);

/** A segment by number and name. */
export const segmentTitle = (segment) => `${segment.number} · ${segment.name}`;

/** A segment by mark, number and name. */
export const segmentLabel = (segment, k) => [marker(lookOf(segment), k), " ", h("span", {}, segmentTitle(segment))];
