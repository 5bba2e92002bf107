import { count, percent, plural, quantity } from "../kit/format.js";
import { drawing } from "./drawing.js";
import { figure } from "./figure.js";

const Height = 150;
const Edges = { left: 4, right: 4, top: 8, bottom: 22 };

/** The values of a feature. `shown()` gives {edges, all, below, above, log, unit}: what is drawn at the moment. */
export function histogramFigure(title, shown, signal) {
  return figure({
    title,
    summary: () => histogramWords(shown()),
    partial: () => beyondWords(shown()),
    table: () => histogramTable(shown()),
    picture: drawing({ signal, height: () => Height, paint: (pen, size) => paint(pen, size, shown()) }),
  });
}

/** Before the transform or after it, of a histogram of the API. */
export function shownOf(feature, after) {
  if (after && feature.after) return { ...feature.after, below: 0, above: 0, log: false };
  const sum = (list) => list.reduce((total, each) => total + each, 0);
  return { ...feature, below: sum(feature.below), above: sum(feature.above) };
}

/** Where most values are. */
export function histogramWords({ edges, all, log }) {
  const total = all.reduce((sum, each) => sum + each, 0);
  const most = all.reduce((best, each, b) => (each > all[best] ? b : best), 0);
  const range = `${quantity(edges[most])} to ${quantity(edges[most + 1])}`;
  const axis = log ? " The axis is logarithmic." : "";
  return `Most are at ${range}: ${plural(all[most], "customer")}, ${percent(all[most] / Math.max(1, total))}.${axis}`;
}

/** How many lie outside of the axis; null when none does. */
export function beyondWords({ below, above }) {
  const parts = [below > 0 && `${count(below)} are smaller`, above > 0 && `${count(above)} are larger`].filter(Boolean);
  return parts.length > 0 ? `Not on the axis: ${parts.join(", ")}.` : null;
}

/** Every bin; the values beyond the axis first and last. */
export function histogramTable({ edges, all, below, above }) {
  const rows = all.map((each, b) => [`${quantity(edges[b])} to ${quantity(edges[b + 1])}`, count(each)]);
  return {
    columns: ["Values", { text: "Customers", end: true }],
    rows: [
      ...(below > 0 ? [[`below ${quantity(edges[0])}`, count(below)]] : []),
      ...rows,
      ...(above > 0 ? [[`above ${quantity(edges.at(-1))}`, count(above)]] : []),
    ],
  };
}

function paint(pen, { width, height, colours }, { edges, all }) {
  const [from, to] = [Edges.left, width - Edges.right];
  const bottom = height - Edges.bottom;
  const most = Math.max(1, ...all);
  const across = (to - from) / all.length;
  all.forEach((each, b) => {
    if (each === 0) return;
    const up = Math.max(1, ((bottom - Edges.top) * each) / most);
    pen.rect(from + b * across, bottom - up, Math.max(1, across - 1), up, colours.accent);
  });
  pen.line([[from, bottom], [to, bottom]], { stroke: colours.control });
  const words = { size: 11, fill: colours.quiet };
  pen.text(quantity(edges[0]), from, height - 6, words);
  const middle = Math.floor(all.length / 2);
  pen.text(quantity(edges[middle]), from + middle * across, height - 6, { ...words, align: "middle" });
  pen.text(quantity(edges.at(-1)), to, height - 6, { ...words, align: "end" });
}
