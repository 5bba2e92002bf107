import { count, percent, plural, quantity, several } from "../kit/format.js";
import { drawing } from "./drawing.js";
import { figure } from "./figure.js";
import { segmentTitle } from "./marker.js";
import { textWidth } from "./pen.js";

const Height = 164;
const Edges = { left: 4, right: 4, top: 20, bottom: 22 };
const Small = 11; // pixels of the letters

/**
 * The values of a column. `shown()` gives what is drawn at the moment, as {@link shownOf}; `k` is the number of
 * segments, if there are some.
 */
export function histogramFigure(title, shown, { k, heading, signal }) {
  return figure({
    title,
    heading,
    summary: () => histogramWords(shown()),
    partial: () => beyondWords(shown()),
    table: () => histogramTable(shown()),
    picture: drawing({ signal, height: () => Height, paint: (pen, size) => paint(pen, size, shown(), k) }),
  });
}

/**
 * Of a histogram of the API, before the transform or after it: {edges, all, below, above, log}, and `own`, the same of
 * `segment`, if one is given. After the transform only all customers are counted.
 */
export function shownOf(feature, after, segment = null) {
  if (after && feature.after) return { ...feature.after, below: 0, above: 0, log: false, own: null, segment };
  const { edges, all, log, kind } = feature;
  const place = segment && segment.number - 1;
  const own = segment && {
    all: feature.segments[place],
    below: feature.below[place],
    above: feature.above[place],
  };
  return { edges, all, log, kind, below: sum(feature.below), above: sum(feature.above), own, segment };
}

/** Which values are the most frequent. */
export function histogramWords({ edges, all, log, kind, own, segment }) {
  const axis = log ? " The axis is logarithmic." : "";
  const most = frequent(edges, all, kind);
  if (!own) return `Most frequent: ${most}.${axis}`;
  const here = `In segment ${segment.number}: ${frequent(edges, own.all, kind)}. Of all: ${most}.`;
  return `${here} Bars are shares of the segment, the outline of all.${axis}`;
}

/** How many lie outside of the axis, and whether a segment cannot be shown; null when there is nothing to say. */
export function beyondWords({ below, above, own, segment }) {
  const parts = [below > 0 && `${count(below)} smaller`, above > 0 && `${count(above)} larger`].filter(Boolean);
  const beyond = parts.length > 0 && `Beyond the axis: ${parts.join(", ")}.`;
  const hidden = segment && !own && "After the transform only all customers are counted.";
  return [beyond, hidden].filter(Boolean).join(" ") || null;
}

/** Every bin; the values beyond the axis first and last. */
export function histogramTable({ edges, all, kind, below, above, own, segment }) {
  const row = (text, each, part) => [text, count(each), ...(own ? [count(part)] : [])];
  const rows = all.map((each, b) => row(rangeOf(edges, b, kind), each, own?.all[b]));
  return {
    columns: ["Values", { text: "Customers", end: true }, ...(own ? [{ text: segmentTitle(segment), end: true }] : [])],
    rows: [
      ...(below > 0 ? [row(`below ${quantity(edges[0], kind)}`, below, own?.below)] : []),
      ...rows,
      ...(above > 0 ? [row(`above ${quantity(edges.at(-1), kind)}`, above, own?.above)] : []),
    ],
  };
}

const sum = (list) => list.reduce((total, each) => total + each, 0);
const rangeOf = (edges, b, kind) => several([edges[b], edges[b + 1]], kind).join(" to ");

function frequent(edges, counts, kind) {
  const most = counts.indexOf(Math.max(...counts));
  const part = percent(counts[most] / Math.max(1, sum(counts)));
  return `${rangeOf(edges, most, kind)}, ${plural(counts[most], "customer")} (${part})`;
}

function paint(pen, { width, height, colours }, shown, k) {
  const { edges, own, segment } = shown;
  const [from, to, bottom] = [Edges.left, width - Edges.right, height - Edges.bottom];
  const { all, part, most, label } = heightsOf(shown);
  const across = (to - from) / all.length;
  const up = (each) => (each > 0 ? Math.max(1, ((bottom - Edges.top) * each) / most) : 0);
  const bars = (heights, fill) =>
    heights.forEach((each, b) => {
      if (each > 0) pen.rect(from + b * across, bottom - up(each), Math.max(1, across - 1), up(each), fill);
    });
  const words = { size: Small, fill: colours.quiet };
  pen.text(label, from, Edges.top - 6, words);
  pen.line([[from, Edges.top], [to, Edges.top]], { stroke: colours.line });
  if (own) {
    bars(part, colours.segment(segment.number, k));
    const tops = all.map((each) => bottom - up(each));
    outline(pen, tops, { from, across, bottom, look: { stroke: colours.surface, width: 3 } });
    outline(pen, tops, { from, across, bottom, look: { stroke: colours.ink } });
  } else bars(all, colours.accent);
  pen.line([[from, bottom], [to, bottom]], { stroke: colours.control });
  ticks(pen, shown, { from, to, across, y: height - 6, words });
}

// Customers; beside a segment shares of each, since a small one could not be seen among all.
function heightsOf({ all, own }) {
  if (!own) return { all, most: Math.max(1, ...all), label: count(Math.max(...all)) };
  const shares = (counts) => counts.map((each) => each / Math.max(1, sum(counts)));
  const [whole, part] = [shares(all), shares(own.all)];
  const most = Math.max(...whole, ...part);
  return { all: whole, part, most: most || 1, label: percent(most) };
}

// The skyline of all customers, on dark bars too.
function outline(pen, tops, { from, across, bottom, look }) {
  const steps = tops.flatMap((y, b) => [[from + b * across, y], [from + (b + 1) * across, y]]);
  pen.line([[from, bottom], ...steps, [from + tops.length * across, bottom]], look);
}

function ticks(pen, { edges, kind }, { from, to, across, y, words }) {
  const middle = Math.floor((edges.length - 1) / 2);
  const [low, half, high] = [edges[0], edges[middle], edges.at(-1)].map((edge) => quantity(edge, kind));
  const room = (to - from) / 2 - textWidth(half, Small) / 2 - Math.max(textWidth(low, Small), textWidth(high, Small));
  pen.text(low, from, y, words);
  if (room > 8) pen.text(half, from + middle * across, y, { ...words, align: "middle" });
  pen.text(high, to, y, { ...words, align: "end" });
}
