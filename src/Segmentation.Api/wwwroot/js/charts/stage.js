import { quantity } from "../kit/format.js";
import { trail } from "./story.js";
import { ticks } from "./ticks.js";

const Edges = { left: 62, right: 18, top: 14, bottom: 46 };
const Crowd = 20; // segments above which trails and numbers would cover the customers

/**
 * Draws one moment of an animation. `scene` is {x, y, story, state, t, hidden, alone, named, lines}: axes of
 * {@link stageAxes}; the state, and `t` from 0 to 1 how far it has come since the one before it; numbers of segments
 * that are not shown; the centre whose trail is shown alone; the one that is pointed at; and the customer that is,
 * with its nearest centres.
 */
export function paintStage(pen, size, scene) {
  const map = mapping(size, scene);
  paintAxes(pen, size, scene, map);
  paintPoints(pen, size, scene, map);
  if (scene.lines) paintLines(pen, size, scene, map);
  paintCentres(pen, size, scene, map);
}

/** What is drawn, in words: the axes, and what the marks mean. */
export function stageWords({ x, y, state, story }) {
  const up = y.strip ? " Customers are shifted up and down so that they do not hide each other." : ` Up: ${y.name}.`;
  const marks = {
    seed: "The large marks are the first centres, the dots customers.",
    assign: hasRings(state) ? "Rings: customers who change now." : "",
    move: story.view.k > Crowd ? "" : "Lines: the ways of the centres.",
  };
  return [`Across: ${x.name}.${up}`, marks[state.frame.phase]].filter(Boolean).join(" ");
}

/** Features and components of the drawn customers as axes, with the range of points and centres. */
export function stageAxes({ points, features, frames }, names) {
  const places = frames.filter((frame) => frame.centres);
  const feature = (name, j) => ({
    key: `f${j}`,
    name,
    values: points.values[j],
    centre: (frame, c) => frame.centres[c][j],
  });
  const component = (values, i) => ({
    key: `p${i}`,
    name: names[i],
    values,
    centre: (frame, c) => frame.componentCentres[c][i],
  });
  const axes = [...features.map(feature), ...points.components.map(component)];
  return axes.map((each) => ({ ...each, range: rangeOf(each, places) }));
}

/** The drawn customer within a few pixels of a place, or −1. */
export function pointAt(size, scene, [x, y]) {
  const map = mapping(size, scene);
  let [nearest, least] = [-1, 12 ** 2];
  scene.x.values.forEach((_, i) => {
    if (scene.hidden.has(scene.state.labels[i])) return;
    const distance = (map.x(scene.x.values[i]) - x) ** 2 + (map.y(scene.y.values[i]) - y) ** 2;
    if (distance < least) [nearest, least] = [i, distance];
  });
  return nearest;
}

/** The number of the centre at a place, or 0. */
export function centreAt(size, scene, [x, y]) {
  const map = mapping(size, scene);
  const frame = scene.state.centres;
  const near = (c) => Math.hypot(map.x(scene.x.centre(frame, c)) - x, map.y(scene.y.centre(frame, c)) - y) < 13;
  return frame.centres.findIndex((_, c) => !scene.hidden.has(c + 1) && near(c)) + 1;
}

function rangeOf({ values, centre }, places) {
  let [low, high] = [Infinity, -Infinity];
  const widen = (value) => ([low, high] = [Math.min(low, value), Math.max(high, value)]);
  values.forEach(widen);
  for (const frame of places) frame.centres.forEach((_, c) => widen(centre(frame, c)));
  const room = (high - low) / 25 || Math.abs(high) / 25 || 1;
  return [low - room, high + room];
}

function mapping({ width, height }, { x, y }) {
  const along = ([low, high], from, to) => {
    const scale = (to - from) / (high - low);
    return (value) => from + (value - low) * scale;
  };
  return {
    x: along(x.range, Edges.left, width - Edges.right),
    y: along(y.range, height - Edges.bottom, Edges.top),
  };
}

function paintAxes(pen, { width, height, colours }, { x, y }, map) {
  const bottom = height - Edges.bottom;
  const words = { size: 12, fill: colours.quiet };
  for (const value of ticks(x.range, width / 110)) {
    pen.line([[map.x(value), Edges.top], [map.x(value), bottom]], { stroke: colours.line });
    pen.text(quantity(value, x.kind), map.x(value), bottom + 16, { ...words, align: "middle" });
  }
  for (const value of y.strip ? [] : ticks(y.range, height / 70)) {
    pen.line([[Edges.left, map.y(value)], [width - Edges.right, map.y(value)]], { stroke: colours.line });
    pen.text(quantity(value, y.kind), Edges.left - 6, map.y(value) + 4, { ...words, align: "end" });
  }
  pen.line([[Edges.left, bottom], [width - Edges.right, bottom]], { stroke: colours.control });
  pen.line([[Edges.left, Edges.top], [Edges.left, bottom]], { stroke: colours.control });
  pen.text(x.name, (Edges.left + width - Edges.right) / 2, height - 8, { ...words, align: "middle" });
  pen.text(y.name, 14, (Edges.top + bottom) / 2, { ...words, align: "middle", turn: true });
}

// Not in the first step, in which everybody would have one.
const hasRings = ({ frame, before }) => frame.phase === "assign" && before !== null && frame.changed.length > 0;

// Who does not belong to a segment yet is a grey dot. Who changes now has a ring.
function paintPoints(pen, { colours }, scene, map) {
  const { x, y, state, story, hidden } = scene;
  const { k } = story.view;
  const size = x.values.length > 1_000 ? 7 : 10;
  const show = (i) => {
    const label = state.labels[i];
    if (hidden.has(label)) return;
    const [across, up] = [map.x(x.values[i]), map.y(y.values[i])];
    if (label === 0) pen.circle(across, up, size / 2 - 1, { fill: colours.control, opacity: 0.75 });
    else pen.mark(label, across, up, { size, fill: colours.segment(label, k), stroke: colours.surface, width: 0.8 });
  };
  x.values.forEach((_, i) => show(i));
  if (!hasRings(state)) return;
  for (const [i, segment] of state.frame.changed) {
    if (hidden.has(segment)) continue;
    pen.circle(map.x(x.values[i]), map.y(y.values[i]), size * 0.5 + 4, { stroke: colours.ink, width: 1.6 });
  }
}

// From a customer to its two nearest centres.
function paintLines(pen, { colours }, { x, y, state, lines }, map) {
  const from = [map.x(x.values[lines.point]), map.y(y.values[lines.point])];
  lines.nearest.forEach(({ centre, distance }, i) => {
    const to = [map.x(x.centre(state.centres, centre)), map.y(y.centre(state.centres, centre))];
    pen.line([from, to], { stroke: colours.ink, width: i === 0 ? 2 : 1.3, dash: i === 0 ? [] : [5, 4] });
    const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 - 5];
    pen.text(quantity(distance), ...middle, { fill: colours.ink, halo: colours.surface, weight: 600, align: "middle" });
  });
  pen.circle(...from, 9, { stroke: colours.ink, width: 2.5 });
}

function paintCentres(pen, { colours, height }, scene, map) {
  const { x, y, state, story, hidden, alone } = scene;
  const { k } = story.view;
  const order = story.view.frames[0].order;
  const size = k > Crowd ? 16 : 22;
  const shown = state.frame.phase === "seed" ? Math.max(1, Math.ceil(scene.t * k)) : k;
  for (let c = 0; c < k; c++) {
    if (hidden.has(c + 1) || (state.frame.phase === "seed" && order.indexOf(c + 1) >= shown)) continue;
    const at = placeOf(scene, c, map);
    const fill = colours.segment(c + 1, k);
    if (alone ? alone === c + 1 : k <= Crowd) paintTrail(pen, scene, c, map, { colours, fill, at });
    if (y.strip) pen.line([[at[0], Edges.top], [at[0], height - Edges.bottom]], { stroke: fill, width: 2.5 });
    pen.mark(c + 1, ...at, { size, fill, stroke: colours.surface, width: 3 });
    pen.mark(c + 1, ...at, { size, fill, stroke: colours.ink, width: 1 });
    if (k > Crowd && alone !== c + 1 && scene.named !== c + 1) continue;
    const look = { size: 15, weight: 700, fill: colours.ink, halo: colours.surface };
    pen.text(String(c + 1), at[0] + 14, at[1] + 5, look);
  }
}

function paintTrail(pen, { x, y, story, state }, c, map, { colours, fill, at }) {
  const past = trail(story, state.i).filter(({ frame }) => frame !== state.centres);
  const way = [...past.map(({ frame }) => [map.x(x.centre(frame, c)), map.y(y.centre(frame, c))]), at];
  if (way.length < 2) return;
  pen.line(way, { stroke: colours.surface, width: 5, opacity: 0.8 });
  pen.line(way, { stroke: fill, width: 2.5 });
  for (const [across, up] of way.slice(0, -1)) pen.circle(across, up, 3, { fill, stroke: colours.surface });
}

// On its way from the place before, while centres move.
function placeOf({ x, y, story, state, t }, c, map) {
  const now = state.centres;
  const to = [map.x(x.centre(now, c)), map.y(y.centre(now, c))];
  if (state.frame.phase !== "move" || t >= 1) return to;
  const { frame } = trail(story, state.i).at(-2);
  const from = [map.x(x.centre(frame, c)), map.y(y.centre(frame, c))];
  const eased = t * t * (3 - 2 * t);
  return from.map((each, i) => each + (to[i] - each) * eased);
}
