import { count, fixed, plural, quantity, share } from "../kit/format.js";

const LeastChange = 0.0005; // of the sum of squared distances; less is 0% in words
const MostNamed = 10; // centres, in the order in which they were drawn
const Ordinals = { 2: "second", 3: "third", 4: "fourth", 5: "fifth", 8: "eighth" };

/**
 * The half steps of an animation as states that can be drawn in any order: for each frame the segment of every drawn
 * customer (0: none yet), who changed in it, and the frame whose centres hold after it.
 */
export function storyOf(view) {
  const labels = new Uint8Array(view.points.rows.length);
  let centres = view.frames[0];
  let assigned = null;
  const states = view.frames.map((frame, i) => {
    const before = assigned;
    if (frame.phase === "assign") {
      for (const [point, segment] of frame.changed) labels[point] = segment;
      assigned = frame;
    } else centres = frame;
    return { i, frame, labels: labels.slice(), centres, assigned, before };
  });
  const last = states.at(-1);
  return { view, states, settled: view.converged, steps: last.frame.iteration };
}

/** The states that show a new place of the centres, up to one of them: where trails go through. */
export function trail({ states }, i) {
  return states.slice(0, i + 1).filter(({ frame }) => frame.phase !== "assign");
}

/** What happens in a state, as a sentence or two. */
export function sentence(story, i) {
  const { frame } = story.states[i];
  const text = { seed: seedSentence, assign: assignSentence, move: moveSentence }[frame.phase](story, i);
  return [text, sampleWords(story, frame)].filter(Boolean).join(" ");
}

/** A state in a few words, as the slider says it. */
export function shortWords(story, i) {
  const { frame } = story.states[i];
  if (frame.phase === "seed") return "Start: the first centres";
  const step = `Step ${count(frame.iteration)} of ${count(story.steps)}`;
  if (frame.phase === "move") return `${step}: the centres move`;
  if (frame.moved === 0) return `${step}: nobody changes`;
  return `${step}: ${plural(frame.moved, "customer changes", "customers change")} segment`;
}

/** How many are drawn, and which steps are left out; null when all are there. */
export function partialWords(story) {
  const { points, rows, every } = story.view;
  const counts = isSampled(story) ? "counts are of as many as a step names." : "counts are of all.";
  const drawn =
    points.rows.length < rows &&
    `${count(points.rows.length)} of ${count(rows)} customers are drawn, of each segment in proportion; ${counts}`;
  return [drawn, gapWords(every)].filter(Boolean).join(" ") || null;
}

function gapWords(every) {
  if (every.length === 0) return null;
  const steps = `steps ${count(every[0][0])} to ${count(every.at(-1)[1])}`;
  if (every.length > 1) return `Not all of ${steps} are shown.`;
  const [[, , n]] = every;
  return `Of ${steps}, every ${Ordinals[n] ?? `${count(n)}th`} is shown.`;
}

/** How a start ended, for the list of starts. */
export function startWords({ number, best, worse, inertia }) {
  if (best) return `Start ${number}, the best: ended at ${quantity(inertia)}`;
  if (worse < LeastChange) return `Start ${number}: ended the same`;
  return `Start ${number}: ended ${share(worse)} worse`;
}

/** Step by step what is drawn, as a table. */
export function storyTable(story) {
  const { k } = story.view;
  const numbers = Array.from({ length: k }, (_, i) => `Segment ${i + 1}`);
  const heads = ["Customers", "Change segment", "Sum of squared distances", ...numbers];
  return {
    caption: "Every assignment: who changed, how near the centres are, and how large the segments are",
    columns: ["Step", ...heads.map((text) => ({ text, end: true }))],
    rows: assignments(story).map(({ frame }) => [
      count(frame.iteration),
      count(frame.of),
      count(frame.moved),
      quantity(frame.inertia),
      ...frame.sizes.map(count),
    ]),
  };
}

/** The states in which customers were assigned. */
export const assignments = ({ states }) => states.filter(({ frame }) => frame.phase === "assign");

/** Whether its customers are assigned for the first time: then all of them count as moved. */
export const isFirst = ({ frame, before }) => before?.of !== frame.of;

/** Whether the start ran on a sample, and its last steps on all: then sums are not comparable. */
export const isSampled = ({ view }) => view.frames[0].of < view.rows;

/** Where a point went in every assignment: [step, segment] at each change. */
export function wayOf(story, point) {
  return assignments(story)
    .filter(({ frame }) => frame.changed.some(([index]) => index === point))
    .map(({ frame, labels }) => [frame.iteration, labels[point]]);
}

/** The way of a customer in words. */
export function wayWords(way) {
  const [[, first], ...later] = way;
  if (later.length === 0) return `in segment ${first} from the first step on`;
  const from = [first, ...later.map(([, segment]) => segment)];
  return later.map(([step, segment], i) => `${from[i]} → ${segment} at step ${step}`).join(", ");
}

const isLast = ({ states }, i) => i === states.length - 1;

function seedSentence({ view }) {
  const [first, ...others] = view.frames[0].order;
  const begin = `Start ${view.start}: ${plural(view.k, "customer becomes", "customers become")} the first centres.`;
  if (others.length === 0) return begin;
  const next = others.length < MostNamed ? `: ${others.join(", ")}` : "";
  return `${begin} Centre ${first} is picked at random, each next one among those far from the centres so far${next}.`;
}

function assignSentence(story, i) {
  const { frame, before } = story.states[i];
  const step = `Step ${count(frame.iteration)}: `;
  if (frame.moved === 0) {
    if (isLast(story, i)) return `Nothing moves any more: settled after ${plural(frame.iteration, "step")}.`;
    return `${step}nobody changes: the sample has settled. All customers come next.`;
  }
  if (isFirst(story.states[i]))
    return `${step}each customer goes to the nearest centre. Sum of squared distances: ${quantity(frame.inertia)}.`;
  return `${step}${plural(frame.moved, "customer changes", "customers change")} segment. ${changeOf(before, frame)}`;
}

function changeOf(before, { inertia }) {
  const down = before.inertia > 0 ? 1 - inertia / before.inertia : 0;
  const words = `Sum of squared distances ${quantity(before.inertia)} → ${quantity(inertia)}`;
  return down < LeastChange ? `${words}.` : `${words} (−${share(down)}).`;
}

function moveSentence(story, i) {
  const { frame } = story.states[i];
  const farthest = frame.shift.reduce((best, each, c) => (each > frame.shift[best] ? c : best), 0);
  const end = isLast(story, i) ? " The start ends here, before it has settled." : "";
  return (
    `Step ${count(frame.iteration)}: each centre moves to the mean of its customers; ` +
    `centre ${farthest + 1} goes farthest, ${fixed(frame.shift[farthest], 2)} in scaled units.${end}`
  );
}

function sampleWords({ view }, { of }) {
  return of < view.rows ? `(On a sample of ${count(of)} of ${count(view.rows)} customers.)` : null;
}
