import assert from "node:assert/strict";
import test from "node:test";
import {
  boxOf,
  chosenPoints,
  isInside,
  lassoOf,
  nothingChosen,
  readSelection,
  withRange,
  writeSelection,
} from "../../../../src/Segmentation.Api/wwwroot/js/charts/selection.js";

const x = { key: "f0", values: [1, 2, 3, 4, 5], range: [0, 10] };
const y = { key: "f1", values: [10, 20, 30, 40, 50], range: [0, 100] };
const axes = [x, y];
const chosen = (selection) => chosenPoints(selection, axes, 5)?.flatMap((is, i) => (is ? [i] : [])) ?? null;

test("nothing chosen is not the same as nobody inside", () => {
  assert.equal(chosen(nothingChosen()), null);
  assert.deepEqual(chosen(boxOf(x, y, [[6, 7], [60, 70]])), []);
});

test("a box has its edges, from whichever corner it was drawn", () => {
  assert.deepEqual(chosen(boxOf(x, y, [[2, 4], [30, 50]])), [2, 3]);
  assert.deepEqual(chosen(boxOf(x, y, [[4, 2], [50, 30]])), [2, 3]);
});

test("a concave outline leaves out its notch", () => {
  const notched = [
    [0, 0],
    [6, 0],
    [6, 6],
    [3, 2],
    [0, 6],
  ];
  assert.equal(isInside(notched, 3, 1), true);
  assert.equal(isInside(notched, 3, 4), false);
  assert.equal(isInside(notched, 0.5, 4), true);
  assert.equal(isInside(notched, 7, 1), false);
});

test("an outline chooses what is inside", () => {
  const lasso = lassoOf(x, y, [
    [1.5, 15],
    [1.5, 45],
    [4.5, 45],
    [4.5, 15],
  ]);
  assert.deepEqual(chosen(lasso), [1, 2, 3]);
});

test("an outline keeps its corners and forgets the way between them", () => {
  const side = (from, to) =>
    Array.from({ length: 50 }, (_, i) => from.map((value, a) => value + ((to[a] - value) * i) / 50));
  const corners = [[1, 10], [9, 10], [5, 90]];
  const drawn = [...side(corners[0], corners[1]), ...side(corners[1], corners[2]), ...side(corners[2], corners[0])];
  const kept = lassoOf(x, y, drawn).lasso.corners;
  for (const corner of corners) assert.ok(kept.some((each) => each[0] === corner[0] && each[1] === corner[1]));
  assert.ok(kept.length <= 5);
});

test("an outline of any length has at most 60 corners", () => {
  const star = Array.from({ length: 5_000 }, (_, i) => {
    const reach = i % 2 ? 4 : 2;
    return [5 + reach * Math.cos(i), 50 + 10 * reach * Math.sin(i)];
  });
  assert.ok(lassoOf(x, y, star).lasso.corners.length <= 60);
});

test("two parts of one axis choose either, two axes both", () => {
  const parts = withRange(nothingChosen(), x, [
    [0, 1],
    [4, 9],
  ]);
  assert.deepEqual(chosen(parts), [0, 3, 4]);
  assert.deepEqual(chosen(withRange(parts, y, [[40, 45]])), [3]);
  assert.deepEqual(withRange(parts, x, []), nothingChosen());
});

test("an address carries a selection there and back", () => {
  const box = withRange(boxOf(x, y, [[1.23456, 4], [30, 50]]), x, [[1.23456, 4], [7, 8]]);
  const outline = lassoOf(x, y, [[1.5, 15], [1.5, 45], [4.5, 45.678912]]);
  assert.deepEqual(writeSelection(box), { range: "f1_30_50*f0_1.23_4*f0_7_8" });
  assert.deepEqual(writeSelection(outline), { lasso: "f0_f1_1.5_15_1.5_45_4.5_45.7" });
  for (const each of [box, outline, nothingChosen()])
    assert.deepEqual(readSelection(new URLSearchParams(writeSelection(each)), axes), each);
});

test("what an address has wrong is left out", () => {
  const query = new URLSearchParams({ range: "f9_1_2*f0_1*f0_a_2*f0__2*f1_1_2", lasso: "f0_f1_1_2_3_4" });
  assert.deepEqual(readSelection(query, axes), { ranges: { f1: [[1, 2]] }, lasso: null });
});
