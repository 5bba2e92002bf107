import assert from "node:assert/strict";
import { test } from "node:test";
import { ticks } from "../../../../src/Segmentation.Api/wwwroot/js/charts/ticks.js";
import {
  assignments,
  partialWords,
  sentence,
  shortWords,
  startWords,
  storyOf,
  storyTable,
  trail,
  wayOf,
  wayWords,
} from "../../../../src/Segmentation.Api/wwwroot/js/charts/story.js";

// Four customers at 0, 1, 4 and 5; the first centres at 0 and 1. Worked out by hand: the first assignment gives
// {0} and {1, 4, 5}, the centres move to 0 and 10/3, then 1 changes, the centres move to 0.5 and 4.5, and nobody does.
const measured = { silhouette: null, calinskiHarabasz: null, daviesBouldin: null };
const view = {
  k: 2,
  rows: 4,
  start: 3,
  converged: true,
  every: [],
  starts: [],
  features: ["Value"],
  points: { rows: [0, 1, 2, 3], ids: [], values: [[0, 1, 4, 5]], components: [] },
  frames: [
    { phase: "seed", iteration: 0, of: 4, centres: [[1], [0]], componentCentres: [[], []], order: [2, 1] },
    {
      ...{ phase: "assign", iteration: 1, of: 4, moved: 4, inertia: 25, sizes: [3, 1], ...measured },
      changed: [
        [0, 2],
        [1, 1],
        [2, 1],
        [3, 1],
      ],
    },
    { phase: "move", iteration: 1, of: 4, centres: [[10 / 3], [0]], componentCentres: [[], []], shift: [7 / 3, 0] },
    { phase: "assign", iteration: 2, of: 4, moved: 1, inertia: 4.2222, sizes: [2, 2], changed: [[1, 2]], ...measured },
    { phase: "move", iteration: 2, of: 4, centres: [[4.5], [0.5]], componentCentres: [[], []], shift: [7 / 6, 0.5] },
    { phase: "assign", iteration: 3, of: 4, moved: 0, inertia: 1, sizes: [2, 2], changed: [], ...measured },
  ],
};
const story = storyOf(view);

test("states can be drawn in any order: each has the segments and the centres of its moment", () => {
  assert.deepEqual([...story.states[0].labels], [0, 0, 0, 0]);
  assert.deepEqual([...story.states[1].labels], [2, 1, 1, 1]);
  assert.deepEqual([...story.states[5].labels], [2, 2, 1, 1]);
  assert.deepEqual(story.states[3].centres.centres, [[10 / 3], [0]]);
  assert.equal(story.states[2].assigned.iteration, 1);
});

test("the first frame says something, and each later one what happens", () => {
  assert.equal(
    sentence(story, 0),
    "Start 3: 2 customers become the first centres. " +
      "Centre 2 is picked at random, each next one among those far from the centres so far: 1.",
  );
  assert.equal(sentence(story, 1), "Step 1: each customer goes to the nearest centre. Sum of squared distances: 25.");
  assert.equal(
    sentence(story, 2),
    "Step 1: each centre moves to the mean of its customers; centre 1 goes farthest, 2.33 in scaled units.",
  );
  assert.equal(
    sentence(story, 3),
    "Step 2: 1 customer changes segment. Sum of squared distances 25 → 4.222 (−83.1\u00a0%).",
  );
  assert.equal(sentence(story, 5), "Nothing moves any more: settled after 3 steps.");
});

test("many centres are not listed, and a start that may not go on says so", () => {
  const many = { ...view, frames: [{ ...view.frames[0], order: Array.from({ length: 11 }, (_, i) => i + 1) }] };
  assert.match(sentence(storyOf(many), 0), /far from the centres so far\.$/);
  const cut = storyOf({ ...view, converged: false, frames: view.frames.slice(0, 5) });
  assert.match(sentence(cut, 4), /The start ends here, before it has settled\.$/);
});

test("a step of a sample says so", () => {
  const of = storyOf({ ...view, rows: 100_000 });
  assert.match(sentence(of, 1), /\(On a sample of 4 of 100,000 customers\.\)$/);
});

test("the slider says the step in a few words", () => {
  assert.equal(shortWords(story, 0), "Start: the first centres");
  assert.equal(shortWords(story, 3), "Step 2 of 3: 1 customer changes segment");
  assert.equal(shortWords(story, 4), "Step 2 of 3: the centres move");
  assert.equal(shortWords(story, 5), "Step 3 of 3: nobody changes");
});

test("what is not drawn and not shown is said", () => {
  assert.equal(partialWords(story), null);
  const words = partialWords(storyOf({ ...view, rows: 2_000_000, every: [[20, 56, 4]] }));
  assert.match(words, /^4 of 2,000,000 customers are drawn/);
  assert.match(words, /Of steps 20 to 56, every fourth is shown\.$/);
  const more = storyOf({ ...view, every: [[20, 56, 4], [58, 61, 3]] });
  assert.equal(partialWords(more), "Not all of steps 20 to 61 are shown.");
});

test("starts say how they ended", () => {
  assert.equal(startWords({ number: 7, best: false, worse: 0.12, inertia: 2 }), "Start 7: ended 12\u00a0% worse");
  assert.equal(startWords({ number: 2, best: false, worse: 0, inertia: 2 }), "Start 2: ended the same");
  assert.equal(startWords({ number: 3, best: true, worse: 0, inertia: 1.5 }), "Start 3, the best: ended at 1.5");
});

test("a customer's way through the steps", () => {
  assert.deepEqual(wayOf(story, 1), [
    [1, 1],
    [2, 2],
  ]);
  assert.equal(wayWords(wayOf(story, 1)), "1 → 2 at step 2");
  assert.equal(wayWords(wayOf(story, 0)), "in segment 2 from the first step on");
});

test("trails go through the places of the centres so far", () => {
  assert.deepEqual(
    trail(story, 3).map(({ i }) => i),
    [0, 2],
  );
});

test("the table has a row for every assignment", () => {
  const { columns, rows } = storyTable(story);
  assert.equal(columns.length, 6);
  assert.deepEqual(rows, [
    ["1", "4", "4", "25", "3", "1"],
    ["2", "4", "1", "4.222", "2", "2"],
    ["3", "4", "0", "1", "2", "2"],
  ]);
  assert.equal(assignments(story).length, 3);
});

test("ticks are round numbers within the range", () => {
  assert.deepEqual(ticks([0, 10], 5), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(ticks([-1.2, 1.1], 4), [-1, 0, 1]);
  assert.deepEqual(ticks([3, 3], 4), [3]);
});
