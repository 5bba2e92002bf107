import { count, fixed, plural, quantity, share } from "../kit/format.js";
import { drawing } from "./drawing.js";
import { figure } from "./figure.js";
import { assignments, isFirst, isSampled } from "./story.js";

const Indices = [
  ["Silhouette", ({ silhouette }) => silhouette, (value) => fixed(value, 3)],
  ["Calinski-Harabasz", ({ calinskiHarabasz }) => calinskiHarabasz, quantity],
  ["Davies-Bouldin", ({ daviesBouldin }) => daviesBouldin, (value) => fixed(value, 3)],
];
const Sum = ["Sum of squared distances", ({ inertia }) => inertia, quantity];
const Mean = ["Squared distance per customer", ({ inertia, of }) => inertia / of, quantity];
const Line = 92; // pixels of one measure
const Bar = 22; // of a segment
const SmallBar = 15; // of one of many
const Crowd = 20;
const Left = 12;

/** Measures of each assignment, with a cursor at the present one. `scene()` gives {story, state}. */
export function measuresFigure(story, scene, signal) {
  const steps = assignments(story);
  const known = Indices.filter(([, of]) => steps.some(({ frame }) => of(frame) !== null));
  const shown = [isSampled(story) ? Mean : Sum, ...known];
  const ofDrawn = known.length > 0 ? ` The indices are those of the ${plural(drawn(story), "drawn customer")}.` : "";
  return figure({
    title: "How good each step is",
    summary: () => {
      const [[name, of]] = shown;
      const [first, last] = [steps[0], steps.at(-1)].map(({ frame }) => quantity(of(frame)));
      return `${name}: from ${first} to ${last} in ${plural(story.steps, "step")}.${ofDrawn}`;
    },
    table: () => ({
      columns: ["Step", ...shown.map(([text]) => ({ text, end: true }))],
      rows: steps.map(({ frame }) => [
        count(frame.iteration),
        ...shown.map(([, of, format]) => textOf(of(frame), format)),
      ]),
    }),
    picture: drawing({
      signal,
      height: () => shown.length * Line,
      paint: (pen, size) =>
        shown.forEach((measure, i) => paintMeasure(pen, { ...size, top: i * Line }, steps, scene(), measure)),
    }),
  });
}

const textOf = (value, format) => (value === null ? "–" : format(value));

/** How many change their segment in each step. */
export function movedFigure(story, scene, signal) {
  const steps = assignments(story);
  return figure({
    title: "Who changes segment",
    summary: () => movedWords(story, steps),
    table: () => ({
      columns: ["Step", { text: "Change segment", end: true }, { text: "Of", end: true }],
      rows: steps.map(({ frame }) => [count(frame.iteration), count(frame.moved), count(frame.of)]),
    }),
    picture: drawing({
      signal,
      height: () => 120,
      paint: (pen, size) => paintMoved(pen, size, steps, scene()),
    }),
  });
}

/** How large the segments are after the present step. */
export function sizesFigure(story, scene, signal) {
  const { k } = story.view;
  const none = { of: 0, sizes: new Array(k).fill(0) };
  const now = () => scene().state.assigned ?? none;
  const most = Math.max(...assignments(story).flatMap(({ frame }) => frame.sizes));
  return figure({
    title: "How large the segments are",
    summary: () => sizesWords(now()),
    table: () => ({
      columns: ["Segment", { text: "Customers", end: true }, { text: "Share", end: true }],
      rows: now().sizes.map((size, c) => [String(c + 1), count(size), share(size / Math.max(1, now().of))]),
    }),
    picture: drawing({
      signal,
      height: () => k * barOf(k) + 8,
      paint: (pen, size) => paintSizes(pen, size, now().sizes, most),
    }),
  });
}

const barOf = (k) => (k > Crowd ? SmallBar : Bar);
const drawn = ({ view }) => view.points.rows.length;

function sizesWords({ of, sizes }) {
  if (of === 0) return "No customer is in a segment yet.";
  const most = Math.max(...sizes);
  return `Segment ${sizes.indexOf(most) + 1} is the largest now: ${plural(most, "customer")}.`;
}

const peopleOf = ({ moved }) => plural(moved, "customer");
const partOf = ({ frame }) => frame.moved / frame.of;

function movedWords(story, steps) {
  const later = steps.filter((state) => !isFirst(state));
  if (later.every(({ frame }) => frame.moved === 0)) return "After the first step nobody changes.";
  const most = later.reduce((best, each) => (partOf(each) > partOf(best) ? each : best)).frame;
  const people = most.of < story.view.rows ? `${count(most.moved)} of ${count(most.of)} customers` : peopleOf(most);
  const end = steps.at(-1).frame.moved === 0 ? " In the last step nobody does." : "";
  return `Once all have a segment, most change in step ${count(most.iteration)}: ${people}.${end}`;
}

// The step at which the cursor stands: the last assignment so far; before the first one, −1.
const cursorOf = (steps, { state }) => steps.findLastIndex(({ i }) => i <= state.i);

function paintMeasure(pen, { width, top, colours }, steps, scene, [name, of, format]) {
  const values = steps.map(({ frame }) => of(frame));
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const [from, to] = [top + Line - 14, top + 34];
  const x = (i) => Left + ((width - 2 * Left) * i) / Math.max(1, steps.length - 1);
  const y = (value) => (high > low ? from + ((value - low) * (to - from)) / (high - low) : (from + to) / 2);
  const words = { size: 13, weight: 600, fill: colours.ink };
  pen.text(name, 0, top + 16, words);
  pen.line([[0, from + 8], [width, from + 8]], { stroke: colours.line });
  const line = values.flatMap((value, i) => (value === null ? [] : [[x(i), y(value)]]));
  pen.line(line, { stroke: colours.accent, width: 2 });
  for (const [across, up] of line) pen.circle(across, up, 2.5, { fill: colours.accent });
  const at = cursorOf(steps, scene);
  if (at < 0) return;
  pen.text(textOf(values[at], format), width, top + 16, { ...words, align: "end" });
  pen.line([[x(at), top + 24], [x(at), from + 8]], { stroke: colours.accent, width: 1.5, dash: [3, 3] });
  if (values[at] !== null)
    pen.circle(x(at), y(values[at]), 5, { fill: colours.accent, stroke: colours.surface, width: 2 });
}

// Bars are shares, because the last steps of a large run count all customers and the others a sample.
function paintMoved(pen, { width, height, colours }, steps, scene) {
  const [bottom, top] = [height - 20, 20];
  const most = Math.max(...steps.filter((state) => !isFirst(state)).map(partOf), Number.MIN_VALUE);
  const across = width / steps.length;
  const at = cursorOf(steps, scene);
  pen.line([[0, bottom], [width, bottom]], { stroke: colours.control });
  steps.forEach((state, i) => {
    const { frame } = state;
    const middle = (i + 0.5) * across;
    const words = { size: 11, fill: i === at ? colours.ink : colours.quiet, align: "middle" };
    if (i === at || steps.length < 16) pen.text(count(frame.iteration), middle, height - 6, words);
    const up = isFirst(state) ? 0 : ((bottom - top) * partOf(state)) / most;
    const colour = i === at ? colours.accent : colours.control;
    if (!isFirst(state)) pen.rect(middle - across * 0.35, bottom - up, across * 0.7, Math.max(up, 1), colour);
    const text = isFirst(state) ? "all" : count(frame.moved);
    if (i === at || isFirst(state)) pen.text(text, middle, bottom - up - 5, { ...words, weight: 700 });
  });
}

function paintSizes(pen, { width, colours }, sizes, most) {
  const [from, room] = [46, 84];
  const bar = barOf(sizes.length);
  sizes.forEach((size, c) => {
    const y = (c + 0.5) * bar + 4;
    const fill = colours.segment(c + 1, sizes.length);
    pen.mark(c + 1, 9, y, { size: bar - 5, fill });
    pen.text(String(c + 1), 20, y + 4, { size: 12, fill: colours.ink });
    const across = Math.max(1, ((width - from - room) * size) / most);
    pen.rect(from, y - bar / 3, across, (bar * 2) / 3, fill);
    pen.text(count(size), from + across + 6, y + 4, { size: 12, fill: colours.ink });
  });
}
