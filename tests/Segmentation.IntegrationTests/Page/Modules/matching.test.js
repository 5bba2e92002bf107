import assert from "node:assert/strict";
import test from "node:test";
import { bestPairs } from "../../../../src/Segmentation.Api/wwwroot/js/results/matching.js";

test("each row gets the column it shares most with, when no two want the same", () => {
  assert.deepEqual(
    bestPairs([
      [0, 9, 1],
      [8, 0, 0],
      [1, 0, 7],
    ]),
    [1, 0, 2],
  );
});

test("the sum counts, not the largest single count", () => {
  assert.deepEqual(
    bestPairs([
      [10, 9],
      [9, 1],
    ]),
    [1, 0],
  );
});

test("rows beyond the columns get none, and columns may be left over", () => {
  assert.deepEqual(bestPairs([[5], [9], [2]]), [-1, 0, -1]);
  assert.deepEqual(bestPairs([[1, 2, 7, 3]]), [2]);
});

test("the sum is as large as that of the best of all orders", () => {
  const random = randomNumbers(7);
  for (let round = 0; round < 200; round++) {
    const [rows, columns] = [1 + (random() % 6), 1 + (random() % 6)];
    const counts = Array.from({ length: rows }, () => Array.from({ length: columns }, () => random() % 20));

    const pairs = bestPairs(counts);

    const used = pairs.filter((column) => column >= 0);
    assert.equal(new Set(used).size, Math.min(rows, columns));
    assert.equal(used.length, Math.min(rows, columns));
    assert.equal(
      pairs.reduce((sum, column, row) => sum + (counts[row][column] ?? 0), 0),
      bestSum(counts, 0, new Set()),
    );
  }
});

// Every order of the columns; a row may go without one where there are fewer columns.
function bestSum(counts, row, taken) {
  if (row === counts.length) return 0;
  const mayGoWithout = counts.length - row > counts[0].length - taken.size;
  let best = mayGoWithout ? bestSum(counts, row + 1, taken) : -Infinity;
  counts[row].forEach((count, column) => {
    if (taken.has(column)) return;
    best = Math.max(best, count + bestSum(counts, row + 1, new Set([...taken, column])));
  });
  return best;
}

function randomNumbers(seed) {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647);
}
