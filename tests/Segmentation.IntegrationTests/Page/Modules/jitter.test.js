import assert from "node:assert/strict";
import test from "node:test";
import { hiddenShare, jitter, noise, stepOf } from "../../../../src/Segmentation.Api/wwwroot/js/charts/jitter.js";

test("a point is hidden when one before it stands exactly there", () => {
  assert.equal(
    hiddenShare([
      [1, 1, 2, 1, 1],
      [5, 5, 5, 6, 5],
    ]),
    0.4,
  );
  assert.equal(hiddenShare([[], []]), 0);
});

test("the step of whole numbers is the smallest difference; other numbers have none", () => {
  assert.equal(stepOf([30, 10, 25, 10]), 5);
  assert.equal(stepOf([1, 2, 2.5]), 0);
  assert.equal(stepOf([7, 7]), 0);
});

test("points that coincide are shifted by at most 0.4 of a step, each row always by the same", () => {
  const values = [
    [10, 10, 10, 20, 20, 20],
    [1, 1, 1, 2, 2, 2],
  ];
  const rows = [0, 1, 2, 3, 4, 5];
  const { values: places, shifts } = jitter(values, rows);
  assert.deepEqual(shifts, [4, 0.4]);
  values.forEach((each, axis) =>
    each.forEach((value, i) => assert.ok(Math.abs(places[axis][i] - value) <= shifts[axis] + 1e-12)),
  );
  assert.equal(hiddenShare(places), 0);
  assert.deepEqual(jitter(values, rows).values, places);
});

test("nothing is shifted while few coincide, and no axis with fractions is", () => {
  const few = [
    [1, 2, 3, 4, 5],
    [1, 2, 3, 4, 5],
  ];
  assert.deepEqual(jitter(few, [0, 1, 2, 3, 4]), { values: few, shifts: [0, 0] });
  const fractions = [
    [1, 1, 1],
    [0.5, 0.5, 0.5],
  ];
  assert.deepEqual(jitter(fractions, [0, 1, 2]).values, fractions);
});

test("the shifts spread evenly over both sides", () => {
  const many = Array.from({ length: 20_000 }, (_, row) => noise(row, 0));
  assert.ok(many.every((value) => value >= -1 && value < 1));
  // The mean of n uniform numbers in [-1, 1) deviates by 1 / sqrt(3 n): 0.004 here.
  assert.ok(Math.abs(many.reduce((sum, value) => sum + value, 0) / many.length) < 0.02);
  for (let tenth = -1; tenth < 0.95; tenth += 0.2)
    assert.ok(Math.abs(many.filter((value) => value >= tenth && value < tenth + 0.2).length - 2_000) < 200);
});
