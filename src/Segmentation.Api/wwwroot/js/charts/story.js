import { count, fixed, percent, plural, quantity, share } from "../kit/format.js";

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
  if (frame.moved === null) return `${step}: customers go to the nearest centre`;
  return `${step}: ${plural(frame.moved, "customer")} ${frame.moved === 1 ? "changes" : "change"} segment`;
}

/** How many are drawn, and which steps are left out; null when all are there. */
export function partialWords({ view }) {
  const { points, rows, every } = view;
  const drawn =
    points.rows.length < rows &&
    `${count(points.rows.length)} of ${count(rows)} customers are drawn, of each segment in proportion; ` +
      "counts are of all, or of as many as a step names.";
  const gaps = every.map(
    ([from, to, n]) => `Of steps ${count(from)} to ${count(to)}, every ${Ordinals[n] ?? `${count(n)}th`} is shown.`,
  );
  return [drawn, ...gaps].filter(Boolean).join(" ") || null;
}

/** How a start ended, for the list of starts. */
export function startWords({ number, best, worse, inertia }) {
  if (best) return `Start ${number}, the best: ended at ${quantity(inertia)}`;
  if (worse < 0.0005) return `Start ${number}: ended the same`;
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
      frame.moved === null ? "–" : count(frame.moved),
      quantity(frame.inertia),
      ...frame.sizes.map(count),
    ]),
  };
}

/** The states in which customers were assigned. */
export const assignments = ({ states }) => states.filter(({ frame }) => frame.phase === "assign");

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

function seedSentence({ view }) {
  const [first, ...others] = view.frames[0].order;
  const begin = `Start ${view.start}: ${plural(view.k, "customer is", "customers are")} drawn as the first centres.`;
  return others.length === 0
    ? begin
    : `${begin} Centre ${first} can be anybody; each next one is the best of a few that are far from those there: ` +
        `${others.join(", ")}.`;
}

function assignSentence(story, i) {
  const { frame, before } = story.states[i];
  const step = `Step ${count(frame.iteration)}: `;
  const isLast = i >= story.states.length - 2;
  if (frame.moved === 0) {
    if (isLast) return `Nothing moves any more: settled after ${plural(frame.iteration, "step")}.`;
    return `${step}nobody changes: the sample has settled. All customers come next.`;
  }
  const continued = before && before.of === frame.of;
  if (frame.moved === null)
    return `${step}each customer goes to the nearest centre; Spark does not count who changes. ${sums(before, frame)}`;
  if (!continued) return `${step}each customer goes to the nearest centre. ${sums(null, frame)}`;
  const who = `${plural(frame.moved, "customer")} ${frame.moved === 1 ? "changes" : "change"} segment.`;
  return `${step}${who} ${sums(before, frame)}`;
}

function sums(before, { inertia, of }) {
  const name = "Sum of squared distances";
  if (!before || before.of !== of) return `${name}: ${quantity(inertia)}.`;
  const change = before.inertia > 0 ? ` (${percentDown(1 - inertia / before.inertia)})` : "";
  return `${name} ${quantity(before.inertia)} → ${quantity(inertia)}${change}.`;
}

const percentDown = (part) => (part > 0 ? `−${part < 0.01 ? share(part) : percent(part)}` : percent(0));

function moveSentence(story, i) {
  const { frame } = story.states[i];
  const farthest = frame.shift.reduce((best, each, c) => (each > frame.shift[best] ? c : best), 0);
  return (
    `Step ${count(frame.iteration)}: each centre moves to the mean of its customers; ` +
    `centre ${farthest + 1} goes farthest, ${fixed(frame.shift[farthest], 2)} in scaled units.`
  );
}

function sampleWords({ view }, { of }) {
  return of < view.rows ? `(On a sample of ${count(of)} of ${count(view.rows)} customers.)` : null;
}
