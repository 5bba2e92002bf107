import { count, quantity } from "../kit/format.js";
import { base, label, plot } from "./echarts.js";
import { figure } from "./figure.js";
import { shapeOf } from "./marker.js";
import { customerTip, marksOf, nothingShown, scatterTable } from "./scatter.js";

const Most = 2_000; // lines
const Closest = 92; // pixels between two axes; closer, they lie one below the other
const Row = 64; // pixels from one lying axis to the next
const Edges = { left: 56, right: 56, top: 46, bottom: 34 };
const LyingEdges = { left: 26, right: 26, top: 34, bottom: 40 };
const FadedOpacity = 0.03;

/**
 * Customers as lines over all features. `pick` is {features, hidden, chosen, selection}: the axes, and what is shown
 * and chosen. `ranged(axis, intervals)` is called while the reader marks parts of an axis.
 */
export function parallelFigure(title, result, pick, { controls, click, ranged, signal, ...more }) {
  const axisOf = (id) => pick.features.find((axis) => axis.key === id);
  return figure({
    title,
    controls,
    summary: () => parallelSummary(result, pick),
    table: () => segmentTable(result, pick),
    partial: () => linesPart(result),
    empty: () => nothingShown(result, pick),
    picture: plot({
      click,
      signal,
      height: (width) => placesOf(pick.features, width).height,
      events: { axisareaselected: (what) => ranged(axisOf(what.parallelAxisId), what.intervals) },
      after: (chart) => restore(chart, pick),
      option: (colours, width) => parallelOption(result, pick, colours, width),
      marks: (colours) => marksOf(result, pick, colours),
    }),
    ...more,
  });
}

/** That not all customers are drawn; null when they are. */
export function linesPart({ points }) {
  const lines = Math.min(Most, points.rows.length);
  return lines < points.of ? `A sample of ${count(lines)} of ${count(points.of)} customers is drawn as lines.` : null;
}

export function parallelSummary({ points }, { features }) {
  const many = points.rows.length > Most || points.sampled ? "Each thin line is a customer" : "Each customer is a line";
  return `${many} over ${count(features.length)} features; each thick one is the mean of a segment.`;
}

/** Which points are lines: every so many, so that the shares of the segments stay. */
export function drawnLines(many) {
  const lines = Math.min(Most, many);
  const all = Array.from({ length: many }, (_, i) => i);
  return all.filter((i) => Math.floor(((i + 1) * lines) / many) > Math.floor((i * lines) / many));
}

export function parallelOption(result, pick, colours, width) {
  const { features, hidden } = pick;
  const places = placesOf(features, width);
  const shown = result.segments.filter(({ number }) => !hidden.has(number));
  const lines = drawnLines(result.points.rows.length);
  const opacity = Math.max(0.1, Math.min(0.5, 6 / Math.sqrt(lines.length)));
  const own = ({ number }) => lines.filter((i) => result.points.segments[i] === number);
  return {
    ...base(colours, { trigger: "item", formatter: (line) => tip(result, line, features) }),
    parallel: { ...places.edges, layout: places.lying ? "vertical" : "horizontal" },
    parallelAxis: features.map((axis, dim) => parallelAxis(axis, dim, places, colours)),
    series: [
      ...shown.map((segment) => thin(result, pick, segment, own(segment), opacity, colours)),
      ...shown.flatMap((segment) => thick(result, segment, features, colours)),
      ...shown.map((segment) => marks(result, segment, features, places, colours)),
    ],
    ...pixels(width, places.height),
  };
}

// Beside each other, or one below the other where there is no room.
function placesOf(features, width) {
  const gaps = features.length - 1;
  const lying = (width - Edges.left - Edges.right) / gaps < Closest;
  const edges = lying ? LyingEdges : Edges;
  const height = lying ? edges.top + edges.bottom + gaps * Row : Math.max(340, Math.min(520, width * 0.5));
  const [across, down] = [width - edges.left - edges.right, height - edges.top - edges.bottom];
  const at = (dim, part) =>
    lying
      ? [edges.left + part * across, edges.top + (dim * down) / gaps]
      : [edges.left + (dim * across) / gaps, edges.top + (1 - part) * down];
  return { lying, edges, height, at };
}

function parallelAxis({ key, name, kind, range }, dim, { lying }, colours) {
  return {
    id: key,
    dim,
    name,
    min: range[0],
    max: range[1],
    nameLocation: lying ? "start" : "end",
    nameGap: lying ? 0 : 14,
    nameTextStyle: {
      ...label(colours),
      fontWeight: 500,
      fontSize: 12,
      ...(lying
        ? { align: "left", verticalAlign: "bottom", padding: [0, 0, 6, 0] }
        : { width: 110, overflow: "break" }),
    },
    axisLabel: {
      ...label(colours),
      fontWeight: 400,
      fontSize: 11,
      formatter: (value) => quantity(value, kind),
      hideOverlap: true,
      showMinLabel: false,
      showMaxLabel: false,
    },
    axisLine: { lineStyle: { color: colours.control } },
    axisTick: { show: false },
    areaSelectStyle: { width: 22, color: colours.accent, borderColor: colours.accent, opacity: 0.25 },
  };
}

// Context: the opaque lines of the segments, with their marks, are read.
function thin({ metrics }, { features, chosen, selection }, segment, lines, opacity, colours) {
  const own = Object.keys(selection.ranges).every((key) => features.some((axis) => axis.key === key));
  const byAxes = own && !selection.lasso; // then ECharts itself fades the others
  const color = colours.segment(segment.number, metrics.k);
  const width = 1;
  return {
    type: "parallel",
    name: segment.name,
    progressive: 0,
    smooth: false,
    inactiveOpacity: FadedOpacity,
    activeOpacity: opacity,
    lineStyle: { color, width, opacity },
    data: lines.map((i) => ({
      value: [...features.map(({ values }) => values[i]), i],
      ...(chosen && !byAxes && !chosen[i] && { lineStyle: { color, width, opacity: FadedOpacity } }),
    })),
  };
}

function thick({ metrics }, segment, features, colours) {
  const line = (color, width) => ({
    type: "parallel",
    name: segment.name,
    inactiveOpacity: 1,
    activeOpacity: 1,
    lineStyle: { color, width, opacity: 1 },
    z: 3,
    silent: true,
    data: [features.map((axis) => axis.centre(segment))],
  });
  return [line(colours.surface, 7), line(colours.segment(segment.number, metrics.k), 4)];
}

// Axes of pixels, for the marks: the lines of parallel coordinates have none.
function pixels(width, height) {
  const plain = { type: "value", show: false, min: 0 };
  return {
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { ...plain, max: width },
    yAxis: { ...plain, max: height, inverse: true },
  };
}

// Colour alone does not tell segments apart: the mark of each on every axis, its number beside the last.
function marks({ metrics }, segment, features, { at, lying }, colours) {
  const places = features.map((axis, dim) => {
    const [low, high] = axis.range;
    return at(dim, (axis.centre(segment) - low) / (high - low));
  });
  const text = { ...label(colours), position: lying ? "bottom" : "right", formatter: String(segment.number) };
  return {
    type: "scatter",
    silent: true,
    z: 5,
    symbol: `path://${shapeOf(segment.number)}`,
    symbolSize: 17,
    itemStyle: {
      color: colours.segment(segment.number, metrics.k),
      borderColor: colours.surface,
      borderWidth: 1.5,
      opacity: 1,
    },
    data: places.map((value, dim) => ({ value, label: dim === features.length - 1 ? text : { show: false } })),
  };
}

// A drawing from scratch forgets the marked parts. An axis does not draw its own when it is told of them.
function restore(chart, { features, selection }) {
  const marked = features.filter(({ key }) => selection.ranges[key]);
  for (const { key } of marked)
    chart.dispatchAction(
      { type: "axisAreaSelect", parallelAxisId: key, intervals: selection.ranges[key] },
      { silent: true },
    );
  if (marked.length > 0) chart.setOption({});
}

function segmentTable(result, { features }) {
  const [x, y] = features;
  return scatterTable(result, { x, y, more: features.slice(2) });
}

function tip(result, line, features) {
  const i = line.value?.[features.length];
  return i === undefined ? "" : customerTip(result, i, features.slice(0, 8));
}
