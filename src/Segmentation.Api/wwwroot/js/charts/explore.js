import { boxOf, lassoOf, nothingChosen } from "./selection.js";

const Whole = [0, 100];
const LeastShown = 0.5; // percent of an axis; closer, a number has more digits than an axis can write
const BrushTypes = { box: "rect", lasso: "polygon" };

/**
 * Zoom, and choosing by box and lasso, for a chart with two axes. `state` is {x, y, zoom, tool, selection}: `zoom` is
 * {x, y} with the percents of each axis that are shown, or null; `tool` is "move", "box" or "lasso".
 * `changed(what)` is called with "zoom" or "selection" after the reader changed it.
 * Gives `option(colours)` and `window()` for the chart, and `events` and `after` for `plot`.
 */
export function explorer(state, changed) {
  return {
    option: (colours) => ({ dataZoom: zooms(state), brush: brush(colours), toolbox: { show: false } }),
    window: () => ({ x: shownOf(state.x, state.zoom?.x), y: shownOf(state.y, state.zoom?.y) }),
    events: {
      datazoom: (_, chart) => {
        const [x, y] = chart.getOption().dataZoom.map(({ start, end }) => [start, end].map(tenths));
        state.zoom = isWhole(x) && isWhole(y) ? null : { x, y };
        changed("zoom");
      },
      brushEnd: ({ areas }) => {
        state.selection = chosenBy(areas.at(-1), state);
        changed("selection");
      },
    },
    after: (chart) => restore(chart, state),
  };
}

/** The zoom around the same middle: `factor` below 1 comes closer; null when everything is shown. */
export function zoomed(zoom, factor) {
  const side = ([start, end]) => {
    const size = Math.min(100, Math.max(LeastShown, (end - start) * factor));
    const from = Math.min(100 - size, Math.max(0, (start + end - size) / 2));
    return [tenths(from), tenths(from + size)];
  };
  const [x, y] = [side(zoom?.x ?? Whole), side(zoom?.y ?? Whole)];
  return isWhole(x) && isWhole(y) ? null : { x, y };
}

/** The zoom as text of an address, and back; null when there is none or it cannot be read. */
export const writeZoom = (zoom) => zoom && [...zoom.x, ...zoom.y].join("_");

export function readZoom(text) {
  const [a, b, c, d] = (text ?? "").split("_").map(Number);
  const valid = (start, end) => start >= 0 && end <= 100 && end - start >= LeastShown - 0.01;
  return valid(a, b) && valid(c, d) ? { x: [a, b], y: [c, d] } : null;
}

// Two fingers or Ctrl: a wheel alone scrolls the page, and one finger does until something is hidden.
function zooms({ zoom, tool }) {
  const moves = tool === "move" && zoom !== null;
  const one = (axis, shown) => ({
    type: "inside",
    [`${axis}AxisIndex`]: 0,
    filterMode: "none",
    start: shown[0],
    end: shown[1],
    minSpan: LeastShown,
    zoomOnMouseWheel: "ctrl",
    moveOnMouseMove: moves,
    preventDefaultMouseMove: moves,
  });
  return [one("x", zoom?.x ?? Whole), one("y", zoom?.y ?? Whole)];
}

// It draws the outline only: what is faded follows from the selection.
function brush(colours) {
  return {
    toolbox: [],
    xAxisIndex: 0,
    yAxisIndex: 0,
    seriesIndex: [],
    throttleType: "debounce",
    brushStyle: { color: "transparent", borderColor: colours.accent, borderWidth: 2 },
  };
}

// A drawing from scratch forgets the cursor and the outline.
function restore(chart, state) {
  const area = areaOf(state);
  if (area) chart.dispatchAction({ type: "brush", areas: [{ xAxisIndex: 0, yAxisIndex: 0, ...area }] });
  const brushType = BrushTypes[state.tool] ?? false;
  const brushOption = { brushType, brushMode: "single" };
  chart.dispatchAction({ type: "takeGlobalCursor", key: "brush", brushOption });
}

// The outline, if it lies on the axes that are shown.
function areaOf({ x, y, selection: { ranges, lasso } }) {
  if (lasso) return lasso.x === x.key && lasso.y === y.key && { brushType: "polygon", coordRange: lasso.corners };
  const [across, up] = [ranges[x.key], ranges[y.key]];
  const alone = Object.keys(ranges).length === 2 && across?.length === 1 && up?.length === 1;
  return alone && { brushType: "rect", coordRange: [across[0], up[0]] };
}

function chosenBy(area, { x, y }) {
  if (area?.brushType === "rect") return boxOf(x, y, area.coordRange);
  return area ? lassoOf(x, y, area.coordRange) : nothingChosen();
}

function shownOf({ range: [low, high] }, percents = Whole) {
  return percents.map((percent) => low + ((high - low) * percent) / 100);
}

const tenths = (value) => Math.round(value * 10) / 10;
const isWhole = ([start, end]) => start <= 0 && end >= 100;
