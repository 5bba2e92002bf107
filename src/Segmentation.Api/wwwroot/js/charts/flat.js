import { quantity } from "../kit/format.js";
import { base, label } from "./echarts.js";
import { jitter } from "./jitter.js";
import { shapeOf } from "./marker.js";
import { PointOpacity } from "./scatter.js";

export const Side = 100; // of the box, in units of ECharts GL
export const Volume = 175; // what the picture is high: the box fits however it is turned
export const FadedOpacity = 0.12; // of customers that are not chosen
const Dense = 1_500; // points above which they are drawn small

/** The same view in two dimensions, for files: seen from far away, as the box is. */
export function flatOption(result, pick, colours, width) {
  const { points, segments } = result;
  const places = placed(result, pick).values;
  const axes = [pick.x, pick.y, pick.z];
  const look = (values) => project(values.map((value, a) => share(value, axes[a].range) * Side - Side / 2), pick.turn);
  const dots = points.segments.flatMap((number, i) => {
    if (pick.hidden.has(number)) return [];
    const [u, v, near] = look(places.map((each) => each[i]));
    return [{ near, value: [u, v], ...dot(result, number, !pick.chosen || pick.chosen[i], colours) }];
  });
  const shown = segments.filter(({ number }) => !pick.hidden.has(number));
  const centres = shown.map((segment) => {
    const value = look(axes.map((each) => each.centre(segment))).slice(0, 2);
    return { value, ...bigDot(result, segment.number, colours) };
  });
  const reach = Volume / 2;
  const plane = (most) => ({ type: "value", show: false, min: -most, max: most });
  return {
    ...base(colours, { show: false }),
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: plane((reach * width) / heightOf(width)),
    yAxis: plane(reach),
    series: [
      ...edges(axes, look, colours),
      { type: "scatter", progressive: 0, data: dots.sort((a, b) => a.near - b.near) },
      { type: "scatter", data: centres },
      { type: "scatter", data: axisWords(axes, look, colours) },
    ],
  };
}

/** Where a place in the box is seen: across, up, and how near. As the camera of ECharts GL looks from far away. */
export function project([x, up, depth], { alpha, beta }) {
  const [a, b] = [alpha, beta].map((degrees) => (degrees * Math.PI) / 180);
  const inward = -x * Math.sin(b) + depth * Math.cos(b);
  return [
    x * Math.cos(b) + depth * Math.sin(b),
    up * Math.cos(a) + inward * Math.sin(a),
    up * Math.sin(a) - inward * Math.cos(a),
  ];
}

const share = (value, [low, high]) => (value - low) / (high - low);

/** How high the picture is. */
export const heightOf = (width) => Math.max(360, Math.min(620, width * 0.75));
/** Shifted by as little as keeps equal values apart. */
export function placed({ points }, { x, y, z }) {
  return jitter([x.values, y.values, z.values], points.rows);
}

function dot({ metrics, points }, number, isChosen, colours) {
  const itemStyle = { color: colours.segment(number, metrics.k), borderColor: colours.surface, borderWidth: 0.8 };
  return {
    symbol: `path://${shapeOf(number)}`,
    symbolSize: points.rows.length > Dense ? 7 : 11,
    itemStyle: { ...itemStyle, opacity: isChosen ? PointOpacity : FadedOpacity },
  };
}

function bigDot({ metrics }, number, colours) {
  return {
    symbol: `path://${shapeOf(number)}`,
    symbolSize: 24,
    itemStyle: { color: colours.segment(number, metrics.k), borderColor: colours.ink, borderWidth: 2, opacity: 1 },
    label: { ...label(colours), position: "right", distance: 4, formatter: String(number) },
  };
}

// The twelve edges of the box.
function edges(axes, look, colours) {
  const ends = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => cornerOf(axes, bits));
  return ends.flatMap((from, bits) =>
    [1, 2, 4].flatMap((side) => (bits & side ? [] : [line([from, ends[bits | side]].map(look), colours)])),
  );
}

function line(ends, colours) {
  return {
    type: "line",
    silent: true,
    showSymbol: false,
    data: ends.map(([u, v]) => [u, v]),
    lineStyle: { color: colours.control, width: 1 },
  };
}

// The name in the middle of an edge of each axis, and two of its numbers beside it: the lowest edge, or for the axis
// that points up the one farthest to the left.
function axisWords(axes, look, colours) {
  return axes.flatMap((each, a) => {
    const edge = edgeOf(axes, a, look);
    const at = (value) => look(edge.map((other, b) => (a === b ? value : other))).slice(0, 2);
    const [from, to] = each.range;
    const number = (part) => Number((from + part * (to - from)).toPrecision(2));
    const numbers = [number(0.1), number(0.9)].filter((value) => value > from && value < to);
    const ends = numbers.map((value) => [value, quantity(value, each.kind), 11]);
    const words = [[(from + to) / 2, each.name, 13], ...ends];
    return words.map(([value, text, fontSize]) => ({
      value: at(value),
      symbolSize: 0.01,
      itemStyle: { opacity: 1 },
      label: { ...label(colours), fontWeight: 500, fontSize, position: a === Up ? "left" : "bottom", formatter: text },
    }));
  });
}

const Up = 1;

function edgeOf(axes, a, look) {
  const starts = [0, 1, 2, 3, 4, 5, 6, 7].filter((bits) => !((bits >> a) & 1)).map((bits) => cornerOf(axes, bits));
  const rank = (corner) => look(corner)[a === Up ? 0 : 1];
  const half = (axes[a].range[0] + axes[a].range[1]) / 2;
  const middle = (corner) => rank(corner.map((value, b) => (a === b ? half : value)));
  return starts.reduce((best, corner) => (middle(corner) < middle(best) ? corner : best));
}

const cornerOf = (axes, bits) => axes.map(({ range }, a) => range[(bits >> a) & 1]);
