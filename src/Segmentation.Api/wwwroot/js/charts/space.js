import { count, quantity } from "../kit/format.js";
import { base, label, plot } from "./echarts.js";
import { figure } from "./figure.js";
import { FadedOpacity, flatOption, heightOf, placed, Side, Volume } from "./flat.js";
import { loadGl } from "./gl.js";
import { shapeOf } from "./marker.js";
import { customerTip, marksOf, nothingShown, PointOpacity, samplePart, scatterTable, shiftWords } from "./scatter.js";

const Dense = 1_500; // points above which they are drawn small

const MostLetters = 18; // of the name of an axis; longer ones leave the picture

/** How the box stands at first, in degrees. */
export const FirstTurn = { alpha: 18, beta: 32 };

/**
 * Customers in three dimensions. `pick` is {x, y, z, hidden, chosen, turn}: axes across, up and into the depth, and
 * how the box is turned; `turned(turn)` is called when the reader turned it.
 */
export function spaceFigure(title, result, pick, { controls, click, turned, signal, ...more }) {
  return figure({
    title,
    controls,
    summary: () => spaceSummary(result, pick),
    table: () => scatterTable(result, { ...pick, more: [pick.z] }),
    partial: () => samplePart(result),
    empty: () => nothingShown(result, pick),
    picture: plot({
      click,
      signal,
      load: loadGl,
      height: heightOf,
      events: { grid3dcamerachanged: ({ alpha, beta }) => turned(turnOf(alpha, beta)) },
      option: (colours) => spaceOption(result, pick, colours),
      still: (colours, width) => flatOption(result, pick, colours, width),
      marks: (colours) => marksOf(result, pick, colours),
    }),
    ...more,
  });
}

/** Why there can be no picture in three dimensions; null when there can. */
export function withoutSpace() {
  const context = document.createElement("canvas").getContext("webgl");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context
    ? null
    : "Three dimensions need WebGL, which this browser does not offer: it may be switched off, or the graphics " +
        "driver may be blocked. Here are two dimensions instead.";
}

/** A turn within what the box allows: all around, and from below to above. */
export function turnOf(alpha, beta) {
  const around = ((((Math.round(beta) + 180) % 360) + 360) % 360) - 180;
  return { alpha: Math.max(-90, Math.min(90, Math.round(alpha))), beta: around };
}

export function spaceSummary(result, pick) {
  const { points } = result;
  const { x, y, z } = pick;
  return [
    !points.sampled && `All ${count(points.of)} customers.`,
    `Across: ${x.name}; up: ${y.name}; into the depth: ${z.name}.`,
    shiftWords(placed(result, pick).shifts, [x, y, z]),
    `The box is turned by ${pick.turn.beta}° and seen from ${Math.abs(pick.turn.alpha)}° ` +
      `${pick.turn.alpha < 0 ? "below" : "above"}.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** The option of ECharts GL. Its z axis points up. */
export function spaceOption(result, pick, colours) {
  const { points } = result;
  const { x, y, z, turn } = pick;
  const places = placed(result, pick).values;
  const at = (i) => [places[0][i], places[2][i], places[1][i], i];
  const shown = result.segments.filter((segment) => !pick.hidden.has(segment.number));
  const own = (segment, keep) =>
    points.segments.flatMap((number, i) => (number === segment.number && keep(i) ? [at(i)] : []));
  const isChosen = (i) => !pick.chosen || pick.chosen[i];
  const isFaded = (i) => !isChosen(i);
  const faded = pick.chosen ? shown : [];
  return {
    ...base(colours, { trigger: "item", formatter: (point) => tip(result, point, [x, y, z]) }),
    grid3D: grid(turn, colours),
    xAxis3D: axis3D(x, colours),
    yAxis3D: axis3D(z, colours),
    zAxis3D: axis3D(y, colours),
    series: [
      ...shown.map((segment) => cloud(result, segment, own(segment, isChosen), PointOpacity, colours)),
      ...faded.map((segment) => cloud(result, segment, own(segment, isFaded), FadedOpacity, colours)),
      ...shown.map((segment) => centre(result, segment, [x, z, y], colours)),
    ],
  };
}

function grid({ alpha, beta }, colours) {
  const line = { lineStyle: { color: colours.line } };
  return {
    boxWidth: Side,
    boxHeight: Side,
    boxDepth: Side,
    environment: colours.surface,
    axisLine: { lineStyle: { color: colours.control } },
    splitLine: line,
    axisPointer: { show: false },
    light: { main: { intensity: 0, shadow: false }, ambient: { intensity: 1 } },
    viewControl: {
      projection: "orthographic",
      orthographicSize: Volume,
      alpha,
      beta,
      minBeta: -Infinity,
      maxBeta: Infinity,
      zoomSensitivity: 0, // the wheel scrolls the page
      panSensitivity: 0,
      damping: 0,
      animation: false,
    },
  };
}

function axis3D({ name, kind, range }, colours) {
  const words = { color: colours.quiet, fontFamily: colours.font, fontSize: 12 };
  return {
    type: "value",
    name: name.length > MostLetters ? `${name.slice(0, MostLetters - 1)}…` : name,
    min: range[0],
    max: range[1],
    nameTextStyle: { ...words, color: colours.ink, fontSize: 13 },
    axisLabel: { textStyle: words, formatter: (value) => (range.includes(value) ? "" : quantity(value, kind)) },
  };
}

function cloud({ metrics, points }, segment, data, opacity, colours) {
  return {
    type: "scatter3D",
    name: segment.name,
    data,
    symbol: `path://${shapeOf(segment.number)}`,
    symbolSize: points.rows.length > Dense ? 8 : 11,
    itemStyle: {
      color: colours.segment(segment.number, metrics.k),
      borderColor: colours.surface,
      borderWidth: 0.8,
      opacity,
    },
    emphasis: { label: { show: false } },
  };
}

function centre({ metrics }, segment, axes, colours) {
  const itemStyle = { color: colours.segment(segment.number, metrics.k), borderColor: colours.ink, borderWidth: 2 };
  return {
    type: "scatter3D",
    data: [axes.map((each) => each.centre(segment))],
    symbol: `path://${shapeOf(segment.number)}`,
    symbolSize: 24,
    silent: true,
    itemStyle: { ...itemStyle, opacity: 1 },
    label: { show: true, formatter: String(segment.number), textStyle: label(colours) },
  };
}

function tip(result, point, axes) {
  return point.value?.length > 3 ? customerTip(result, point.value[3], axes) : "";
}
