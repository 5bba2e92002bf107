import { axesOf } from "../charts/axes.js";
import { explorer } from "../charts/explore.js";
import { parallelFigure } from "../charts/parallel.js";
import { scatterFigure } from "../charts/scatter.js";
import { nothingChosen, withRange } from "../charts/selection.js";
import { spaceFigure, withoutSpace } from "../charts/space.js";
import { debounce } from "../kit/debounce.js";
import { h, refill, replace } from "../kit/dom.js";
import { percent, signed } from "../kit/format.js";
import { bullets, card } from "../kit/layout.js";
import { note } from "../kit/messages.js";
import { replaceQuery } from "../shell/navigation.js";
import { customerCard } from "./customer.js";
import { chosenCard } from "./map-chosen.js";
import { pickers, segmentList, tools, turns, viewSwitch } from "./map-controls.js";
import { choose, readState, writeState } from "./map-state.js";

const MostLoadings = 3;
const Title = "Map of the customers";
const Settled = 250; // ms without a turn of the wheel, after which the squares are counted again

/** Where the customers are: in two or three dimensions, or along all features. */
export default async function mapView({ result: found, part, query, signal }) {
  const result = { ...found, points: await part("files/points.json") };
  const state = readState(query, axesOf(result), result);
  const map = { result, state, signal, picture: h("section", { class: "card stack" }), drawing: null, leave: null };
  map.customer = h("div", { class: "customer", role: "status" }, hint("Choose a point to see the customer."));
  map.change = (part, how) => change(map, part, how);
  [map.list, map.tools] = [h("div"), h("div")];
  map.chosen = chosenCard(state, result, map.change);
  build(map);
  return h(
    "div",
    { class: "stack" },
    viewSwitch(state, map.change),
    h(
      "div",
      { class: "beside" },
      map.picture,
      h("section", { class: "card", "aria-label": "Customer" }, map.customer),
    ),
    map.chosen.element,
    explained(result),
  );
}

// Another view or tool makes another figure; all else draws the present one again.
function change(map, part, { quiet = false } = {}) {
  const { state, result } = map;
  const { selection, ...rest } = part;
  Object.assign(state, rest);
  if (selection !== undefined) choose(state, selection ?? nothingChosen(), result.points);
  replaceQuery(writeState(state, result));
  if (part.view) return build(map);
  if (selection !== undefined || !quiet) map.chosen.draw();
  drawControls(map);
  map.drawing.draw();
}

function build(map) {
  const { state, signal } = map;
  map.leave?.abort();
  map.leave = new AbortController();
  const why = state.view === "3d" ? withoutSpace() : null;
  const parts = {
    click: (point) => showCustomer(map, point),
    signal: AbortSignal.any([signal, map.leave.signal]),
    heading: "h2",
    controls: (map.controls = h("div")),
    legend: h("div", { class: "stack tight" }, map.tools, map.list),
  };
  map.shown = why ? "2d" : state.view;
  map.drawing = Drawings[map.shown](map, parts);
  drawControls(map);
  replace(map.picture, why && note("warn", h("p", {}, why)), map.drawing);
}

const Drawings = {
  "2d": (map, parts) => {
    const { state, result } = map;
    const redraw = debounce(() => map.change({}), Settled, parts.signal);
    state.explore = explorer(state, (what) => {
      if (what === "selection") return map.change({ selection: state.selection });
      replaceQuery(writeState(state, result));
      redraw();
    });
    const { events, after } = state.explore;
    return scatterFigure(Title, result, state, { ...parts, explore: { events, after } });
  },
  "3d": (map, parts) => {
    const turned = (turn) => {
      map.state.turn = turn;
      map.drawing.describe();
      replaceQuery(writeState(map.state, map.result));
    };
    return spaceFigure(Title, map.result, map.state, { ...parts, turned });
  },
  parallel: (map, parts) => {
    // The chart fades the others itself; to draw it again would end the dragging.
    const ranged = (axis, intervals) => {
      const { state, result } = map;
      choose(state, withRange(state.selection, axis, intervals), result.points);
      replaceQuery(writeState(state, result));
      map.chosen.draw();
    };
    return parallelFigure(Title, map.result, map.state, { ...parts, ranged });
  },
};

function drawControls(map) {
  const { state, result, shown, change } = map;
  refill(map.controls, shown !== "parallel" && pickers({ ...state, view: shown }, change));
  refill(map.tools, shown === "2d" && tools(state, change), shown === "3d" && turns(state, change));
  refill(map.list, segmentList(state, result, change));
}

function showCustomer({ customer, result, state, shown }, { value }) {
  const numbers = { "2d": 3, "3d": 4, parallel: state.features.length + 1 };
  if (value?.length === numbers[shown]) replace(customer, customerCard(result, value.at(-1)));
}

const hint = (text) => h("p", { class: "quiet small" }, text);

function explained({ pca, features }) {
  if (pca.components.length === 0) return null;
  const strongest = (loadings) =>
    loadings
      .map((value, j) => [value, features[j].name])
      .sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]))
      .slice(0, MostLoadings)
      .map(([value, name]) => `${name} ${signed(value, 2)}`)
      .join(", ");
  return card(
    "pcs",
    "What the principal components are",
    bullets(
      pca.components
        .slice(0, 3)
        .map((loadings, i) => [
          h("strong", {}, `PC${i + 1}`),
          ` keeps ${percent(pca.share[i])} of the variance: ${strongest(loadings)}`,
        ]),
    ),
  );
}
