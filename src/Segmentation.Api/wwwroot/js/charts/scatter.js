import { count, quantity } from "../kit/format.js";
import { axesOf } from "./axes.js";
import { bins } from "./density.js";
import { axis, base, label, plot } from "./echarts.js";
import { figure } from "./figure.js";
import { jitter } from "./jitter.js";
import { loadings } from "./loadings.js";
import { lookOf, segmentTitle, shapeOf } from "./marker.js";

export { axesOf };

const Dense = 1_500; // points above which they are drawn small
const MostCentres = 12; // in words
const Square = 14; // pixels of a square that points are counted in
const Edges = { left: 64, right: 24, top: 16, bottom: 48 };

/**
 * Points are opaque, with an outline in the colour of the page. Seen through to 0.55, two colours of segments come
 * within 7 of each other for some eyes (CIEDE2000; a test measures all pairs); opaque ones stay 16 apart or more.
 */
export const PointOpacity = 1;
const FadedOpacity = 0.18; // of customers that are not chosen

/**
 * Customers as points. `pick` is {x, y, hidden}: two axes of {@link axesOf}, and the numbers of segments not shown.
 * It may have `chosen`, a flag for each point: the others are drawn faded; `density`: squares instead of points; and
 * what explore.js gives. `more` are further parts of the figure and `explore` further parts of its picture.
 */
export function scatterFigure(title, result, pick, { controls, click, signal, explore, ...more }) {
  return figure({
    title,
    controls,
    summary: () => scatterSummary(result, pick),
    table: () => scatterTable(result, pick),
    partial: () => samplePart(result),
    empty: () => nothingShown(result, pick),
    picture: plot({
      click,
      signal,
      height: heightOf,
      option: (colours, width) => scatterOption(result, pick, colours, width),
      marks: (colours) => marksOf(result, pick, colours),
      ...explore,
    }),
    ...more,
  });
}

const heightOf = (width) => Math.max(340, Math.min(620, width * 0.68));

/** That not all customers are drawn; null when they are. */
export function samplePart({ points }) {
  if (!points.sampled) return null;
  if (points.thinned) return `${count(points.rows.length)} of ${count(points.of)} customers are drawn.`;
  return `A sample of ${count(points.rows.length)} of ${count(points.of)} customers, drawn per segment in proportion.`;
}

/** Why the picture is empty; null when it is not. */
export function nothingShown({ segments }, { hidden }) {
  const some = segments.some((segment) => !hidden.has(segment.number));
  return some ? null : "No segment is shown. Choose one in the list of segments.";
}

/** The key of a saved picture: the segments shown. */
export function marksOf({ segments, metrics }, { hidden }, colours) {
  return segments
    .filter(({ number }) => !hidden.has(number))
    .map((segment) => {
      const number = lookOf(segment);
      return { number, text: segmentTitle(segment), colour: colours.segment(number, metrics.k) };
    });
}

/** How many customers are drawn, along which axes, and where the centres are. */
export function scatterSummary(result, pick) {
  const { points, segments } = result;
  const { x, y, hidden, density } = pick;
  const centres = segments
    .filter((segment) => !hidden.has(segment.number))
    .map((segment) => `${segment.number} at ${[x, y].filter(isReal).map(placeOf(segment)).join(" / ")}`);
  return [
    !points.sampled && `All ${count(points.of)} customers.`,
    y.strip ? `Across: ${x.name}.` : `Across: ${x.name}; up: ${y.name}.`,
    shiftWords(placed(result, pick).shifts, [x, y]),
    density && "Each mark is one square of a grid: the larger, the more of the drawn customers are in it.",
    centresWords(centres),
  ]
    .filter(Boolean)
    .join(" ");
}

function centresWords(centres) {
  if (centres.length > MostCentres) return `The table has the ${count(centres.length)} centres.`;
  return centres.length > 0 && `Centres: ${centres.join(", ")}.`;
}

const isReal = (each) => !each.strip;
const placeOf = (segment) => (each) => quantity(each.centre(segment), each.kind);

/** Says that points are not exactly where their values are. */
export function shiftWords(shifts, axes) {
  const real = axes.flatMap((each, i) => (shifts[i] > 0 ? [[each.name, quantity(shifts[i])]] : []));
  if (axes.some((each) => each.strip)) return "Points are shifted up and down so that they do not hide each other.";
  if (real.length === 0) return null;
  const amounts = real.map(([name, shift]) => `${shift} along ${name}`).join(" and ");
  return `Points are shifted by up to ${amounts}, so that equal values do not hide each other.`;
}

/** Size and means of every segment. */
export function scatterTable({ segments }, { x, y, more = [] }) {
  const axes = [x, y, ...more].filter(isReal);
  const numbers = ["Customers", ...axes.map((each) => `Mean ${each.name}`)];
  return {
    columns: ["Segment", ...numbers.map((text) => ({ text, end: true }))],
    rows: segments.map((segment) => [
      segmentTitle(segment),
      count(segment.size),
      ...axes.map((each) => quantity(each.centre(segment), each.kind)),
    ]),
  };
}

/** One series a segment with its centre, and the loadings as arrows when both axes are components. */
export function scatterOption(result, pick, colours, width = 960) {
  const { x, y, hidden, chosen, explore } = pick;
  const shown = result.segments.filter((segment) => !hidden.has(segment.number));
  const places = placed(result, pick).values;
  const draw = pick.density ? squares : cloud;
  const picture = { result, pick, places, colours, width };
  const faded = chosen ? draw(picture, shown, (i) => !chosen[i], FadedOpacity) : [];
  const series = draw(picture, shown, (i) => !chosen || chosen[i], PointOpacity);
  series.forEach((each, i) => (each.markPoint = centre(result, shown[i], x, y, colours)));
  const arrows = x.component !== undefined && y.component !== undefined && [loadings(result, x, y, colours)];
  return {
    ...base(colours, { trigger: "item", formatter: (point) => tip(result, point, x, y) }),
    ...explore?.option(colours),
    grid: { ...Edges, left: y.strip ? 24 : Edges.left },
    series: [...series, ...faded.map((each) => ({ ...each, silent: true, z: 1 })), ...(arrows || [])],
    xAxis: axisOf(x, 30, colours),
    yAxis: axisOf(y, 48, colours),
  };
}

function axisOf({ name, kind, range, strip }, nameGap, colours) {
  const bare = { axisLabel: { show: false }, axisLine: { show: false }, splitLine: { show: false } };
  const formatter = (value) => quantity(value, kind);
  const axisLabel = { color: colours.quiet, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter };
  const [min, max] = range;
  return axis(colours, { name, nameLocation: "middle", nameGap, min, max, axisLabel, ...(strip && bare) });
}

// Shifted by as little as keeps equal values apart.
function placed({ points }, { x, y }) {
  return y.strip ? { values: [x.values, y.values], shifts: [0, 0] } : jitter([x.values, y.values], points.rows);
}

function cloud({ result, places: [xs, ys], colours }, shown, keep, opacity) {
  const { points } = result;
  const size = points.rows.length > Dense ? 7 : 11;
  return shown.map((segment) => ({
    ...marksSeries(result, segment, colours, opacity),
    data: points.segments.flatMap((number, i) => (number === segment.number && keep(i) ? [[xs[i], ys[i], i]] : [])),
    symbolSize: size,
  }));
}

// Halftone: the area of a mark is in proportion to the customers in its square, its look that of most of them.
function squares({ result, pick, places: [xs, ys], colours, width }, shown, keep, opacity) {
  const { points } = result;
  const numbers = new Set(shown.map((segment) => segment.number));
  const kept = points.segments.flatMap((number, i) => (numbers.has(number) && keep(i) ? [[xs[i], ys[i], number]] : []));
  const window = pick.explore?.window() ?? { x: pick.x.range, y: pick.y.range };
  const along = (pixels) => Math.max(8, Math.round(pixels / Square));
  const rows = along(heightOf(width) - Edges.top - Edges.bottom);
  const found = bins(kept, window, along(width - Edges.left - Edges.right), rows);
  const most = found.reduce((largest, each) => Math.max(largest, each.count), 1);
  return shown.map((segment) => ({
    ...marksSeries(result, segment, colours, opacity),
    data: found
      .filter((each) => each.segment === segment.number)
      .map((each) => ({ value: [each.x, each.y], square: each, symbolSize: sizeOf(each.count / most) })),
  }));
}

const sizeOf = (share) => Math.max(4, 1.15 * Square * Math.sqrt(share));

function marksSeries({ metrics }, segment, colours, opacity) {
  return {
    type: "scatter",
    name: segment.name,
    symbol: `path://${shapeOf(lookOf(segment))}`,
    progressive: 0,
    itemStyle: {
      color: colours.segment(lookOf(segment), metrics.k),
      borderColor: colours.surface,
      borderWidth: 0.8,
      opacity,
    },
  };
}

function centre({ metrics }, segment, x, y, colours) {
  const color = colours.segment(lookOf(segment), metrics.k);
  return {
    silent: true,
    symbol: `path://${shapeOf(lookOf(segment))}`,
    symbolSize: 24,
    itemStyle: { color, borderColor: colours.surface, borderWidth: 3, opacity: 1 },
    label: { ...label(colours), position: "right", distance: 4, formatter: String(segment.number) },
    data: [{ coord: [x.centre(segment), y.centre(segment)] }],
  };
}

function tip(result, point, x, y) {
  if (point.data?.square) return squareTip(point.data.square);
  return point.value?.length > 2 ? customerTip(result, point.value[2], [x, y]) : "";
}

function squareTip({ count: many, segments }) {
  const parts = segments.map(([number, own]) => `Segment ${number}: ${count(own)}`);
  return [`${count(many)} of the drawn customers`, ...parts].join("\n");
}

/** Who a point is: with the values of the file, wherever it is drawn. */
export function customerTip({ points, segments }, i, axes) {
  const segment = segments[points.segments[i] - 1];
  return [
    customerTitle(points, i),
    `Segment ${segment.number}: ${segment.name}`,
    ...axes.filter(isReal).map((each) => `${each.name}: ${quantity(each.values[i], each.kind)}`),
  ].join("\n");
}

/** The customer of point `i`: by id, or by row where the file has no ids. */
export const customerTitle = ({ ids, rows }, i) => (ids[i] ? `Customer ${ids[i]}` : `Row ${count(rows[i] + 1)}`);
