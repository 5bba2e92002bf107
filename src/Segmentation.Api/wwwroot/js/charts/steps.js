import { count, fixed, plural, quantity, share } from "../kit/format.js";
import { drawing } from "./drawing.js";
import { figure } from "./figure.js";
import { assignments } from "./story.js";

const Measures = [
  ["inertia", "Sum of squared distances", quantity],
  ["silhouette", "Silhouette", (value) => fixed(value, 3)],
  ["calinskiHarabasz", "Calinski-Harabasz", quantity],
  ["daviesBouldin", "Davies-Bouldin", (value) => fixed(value, 3)],
];
const Line = 92; // pixels of one measure
const Bar = 22;
const Left = 12;

/** Measures of each assignment, with a cursor at the present one. `scene()` gives {story, state}. */
export function measuresFigure(story, scene, signal) {
  const steps = assignments(story);
  const shown = Measures.filter(([key]) => steps.some(({ frame }) => frame[key] !== null));
  const ofDrawn = shown.length > 1 ? ` The indices are those of the ${plural(drawn(story), "drawn customer")}.` : "";
  return figure({
    title: "How good each step is",
    summary: () => {
      const [first, last] = [steps[0].frame, steps.at(-1).frame];
      const from = `The sum of squared distances goes from ${quantity(first.inertia)} to ${quantity(last.inertia)}`;
      return `${from} in ${plural(story.steps, "step")}.${ofDrawn}`;
    },
    table: () => ({
      columns: ["Step", ...shown.map(([, text]) => ({ text, end: true }))],
      rows: steps.map(({ frame }) => [
        count(frame.iteration),
        ...shown.map(([key, , format]) => (frame[key] === null ? "–" : format(frame[key]))),
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

/** How many change their segment in each step, and how large the segments are after the present one. */
export function movedFigure(story, scene, signal) {
  const steps = assignments(story);
  const moved = steps.slice(1).filter(({ frame }) => frame.moved !== null);
  return figure({
    title: "Who changes segment",
    summary: () => movedWords(story, moved),
    table: () => ({
      columns: ["Step", { text: "Change segment", end: true }, { text: "Of", end: true }],
      rows: steps.map(({ frame }) => [
        count(frame.iteration),
        frame.moved === null ? "–" : count(frame.moved),
        count(frame.of),
      ]),
    }),
    picture: drawing({
      signal,
      height: () => 120,
      paint: (pen, size) => paintMoved(pen, size, steps, scene()),
    }),
  });
}

export function sizesFigure(story, scene, signal) {
  const { k } = story.view;
  const now = () => (scene().state.assigned ?? assignments(story)[0].frame).sizes;
  return figure({
    title: "How large the segments are",
    summary: () => {
      const sizes = now();
      const most = sizes.reduce((best, each, c) => (each > sizes[best] ? c : best), 0);
      const when = scene().state.assigned ? "now" : "after the first step";
      return `Segment ${most + 1} is the largest ${when}: ${plural(sizes[most], "customer")}.`;
    },
    table: () => ({
      columns: ["Segment", { text: "Customers", end: true }, { text: "Share", end: true }],
      rows: now().map((size, c) => [String(c + 1), count(size), share(size / total(now()))]),
    }),
    picture: drawing({
      signal,
      height: () => k * Bar + 8,
      paint: (pen, size) => paintSizes(pen, size, now(), k),
    }),
  });
}

const drawn = ({ view }) => view.points.rows.length;
const total = (sizes) => sizes.reduce((sum, each) => sum + each, 0);

function movedWords(story, moved) {
  if (moved.length === 0) return "After the first step nobody is counted to change.";
  const most = moved.reduce((best, each) => (each.frame.moved > best.frame.moved ? each : best));
  const last = moved.at(-1).frame;
  const end = last.moved === 0 ? " In the last step nobody changes." : "";
  const people = plural(most.frame.moved, "customer");
  return most.frame.moved === 0
    ? "After the first step nobody changes: it was settled at once."
    : `Most change in step ${count(most.frame.iteration)}: ${people}.${end}`;
}

// The step at which the cursor stands: the last assignment so far.
const cursorOf = (steps, { state }) => Math.max(0, steps.findLastIndex(({ i }) => i <= state.i));

function paintMeasure(pen, { width, top, colours }, steps, scene, [key, name, format]) {
  const values = steps.map(({ frame }) => frame[key]);
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const [from, to] = [top + Line - 14, top + 34];
  const x = (i) => Left + ((width - 2 * Left) * i) / Math.max(1, steps.length - 1);
  const y = (value) => (high > low ? from + ((value - low) * (to - from)) / (high - low) : (from + to) / 2);
  const at = cursorOf(steps, scene);
  pen.text(name, 0, top + 16, { size: 13, weight: 600, fill: colours.ink });
  const now = values[at] === null ? "–" : format(values[at]);
  pen.text(now, width, top + 16, { size: 13, weight: 600, fill: colours.ink, align: "end" });
  pen.line([[0, from + 8], [width, from + 8]], { stroke: colours.line });
  pen.line([[x(at), top + 24], [x(at), from + 8]], { stroke: colours.accent, width: 1.5, dash: [3, 3] });
  const line = values.flatMap((value, i) => (value === null ? [] : [[x(i), y(value)]]));
  pen.line(line, { stroke: colours.accent, width: 2 });
  for (const [across, up] of line) pen.circle(across, up, 2.5, { fill: colours.accent });
  if (values[at] !== null)
    pen.circle(x(at), y(values[at]), 5, { fill: colours.accent, stroke: colours.surface, width: 2 });
}

function paintMoved(pen, { width, height, colours }, steps, scene) {
  const [bottom, top] = [height - 20, 20];
  const most = Math.max(1, ...steps.slice(1).map(({ frame }) => frame.moved ?? 0));
  const across = width / steps.length;
  const at = cursorOf(steps, scene);
  pen.line([[0, bottom], [width, bottom]], { stroke: colours.control });
  steps.forEach(({ frame }, i) => {
    const isFirst = i === 0 || frame.of !== steps[i - 1].frame.of;
    const colour = i === at ? colours.accent : colours.control;
    const middle = (i + 0.5) * across;
    const words = { size: 11, fill: i === at ? colours.ink : colours.quiet, align: "middle" };
    if (i === at || steps.length < 16) pen.text(count(frame.iteration), middle, height - 6, words);
    if (isFirst || frame.moved === null) {
      if (i === at) pen.text(isFirst ? "all" : "–", middle, bottom - 5, words);
      return;
    }
    const up = ((bottom - top) * frame.moved) / most;
    pen.rect(middle - across * 0.35, bottom - up, across * 0.7, Math.max(up, 1), colour);
    if (i === at) pen.text(count(frame.moved), middle, bottom - up - 5, { ...words, weight: 700 });
  });
}

function paintSizes(pen, { width, colours }, sizes, k) {
  const [from, room] = [46, 84];
  const most = Math.max(1, ...sizes);
  sizes.forEach((size, c) => {
    const y = c * Bar + Bar / 2 + 4;
    const fill = colours.segment(c + 1, k);
    pen.mark(c + 1, 9, y, { size: 14, fill });
    pen.text(String(c + 1), 20, y + 4, { size: 12, fill: colours.ink });
    const across = Math.max(1, ((width - from - room) * size) / most);
    pen.rect(from, y - 7, across, 14, fill);
    pen.text(count(size), from + across + 6, y + 4, { size: 12, fill: colours.ink });
  });
}
