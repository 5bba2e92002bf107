import { separating, stripAxis } from "../charts/axes.js";
import { readZoom, writeZoom } from "../charts/explore.js";
import { chosenPoints, readSelection, writeSelection } from "../charts/selection.js";
import { FirstTurn, turnOf } from "../charts/space.js";

const ManyRows = 50_000; // above, squares of a grid are easier to read than points
export const Views = { "2d": "Two dimensions", "3d": "Three dimensions", parallel: "All features" };

/** What the map shows at first, from the address. Axes that it does not name are the features that separate most. */
export function readState(query, axes, { features, points, segments }) {
  const strongest = separating(features, 3).map((i) => axes[i]);
  const named = (name, otherwise) => axes.find((each) => each.key === query.get(name)) ?? otherwise;
  const [x, y, z] = strongest;
  const across = named("x", x);
  const views = Object.keys(Views).filter((view) => features.length >= LeastFeatures[view]);
  const state = {
    axes,
    views,
    features: axes.slice(0, features.length),
    view: views.includes(query.get("view")) ? query.get("view") : "2d",
    x: across,
    y: features.length > 1 ? named("y", y) : stripAxis(points),
    z: named("z", z),
    hidden: readHidden(query, segments),
    manyRows: points.of > ManyRows,
    density: query.has("density") ? query.get("density") === "on" : points.of > ManyRows,
    zoom: readZoom(query.get("zoom")),
    turn: readTurn(query.get("turn")),
    selection: readSelection(query, axes),
    tool: "move",
    chosen: null,
  };
  return choose(state, state.selection, points);
}

const LeastFeatures = { "2d": 1, "3d": 3, parallel: 2 };

/** The state with other customers chosen. */
export function choose(state, selection, points) {
  const chosen = chosenPoints(selection, state.axes, points.rows.length);
  return Object.assign(state, { selection, chosen });
}

/** The address of what is shown, without what is so anyway. */
export function writeState(state, { segments }) {
  const { view, x, y, z, density, manyRows, zoom, turn } = state;
  const { alpha, beta } = turn;
  const turned = alpha !== FirstTurn.alpha || beta !== FirstTurn.beta;
  return new URLSearchParams({
    x: x.key,
    ...(!y.strip && { y: y.key }),
    ...(view !== "2d" && { view }),
    ...(view === "3d" && { z: z.key, ...(turned && { turn: `${alpha}_${beta}` }) }),
    ...writeHidden(state, segments),
    ...(density !== manyRows && { density: density ? "on" : "off" }),
    ...(zoom && { zoom: writeZoom(zoom) }),
    ...writeSelection(state.selection),
  });
}

/** The only segment that is shown, or null. */
export function onlyShown({ hidden }, segments) {
  const shown = segments.filter(({ number }) => !hidden.has(number));
  return segments.length > 1 && shown.length === 1 ? shown[0].number : null;
}

/** Shows one segment only; all, if it is the only one already. */
export function isolate(state, segments, number) {
  const again = onlyShown(state, segments) === number;
  const others = segments.map((segment) => segment.number).filter((other) => other !== number);
  state.hidden = new Set(again ? [] : others);
}

/** Shows or hides one segment. */
export function toggle(state, number) {
  if (!state.hidden.delete(number)) state.hidden.add(number);
}

/** The numbers of the segments that an address does not show. */
export function readHidden(query, segments) {
  const numbers = segments.map(({ number }) => number);
  const only = Number(query.get("only"));
  if (numbers.includes(only)) return new Set(numbers.filter((number) => number !== only));
  return new Set((query.get("hide") ?? "").split("_").map(Number).filter((number) => numbers.includes(number)));
}

/** Its part of the address. */
export function writeHidden(state, segments) {
  const only = onlyShown(state, segments);
  if (only !== null) return { only };
  return state.hidden.size > 0 && { hide: [...state.hidden].sort((a, b) => a - b).join("_") };
}

function readTurn(text) {
  const [alpha, beta] = (text ?? "").split("_").map(Number);
  return text && Number.isFinite(alpha) && Number.isFinite(beta) ? turnOf(alpha, beta) : { ...FirstTurn };
}
