import assert from "node:assert/strict";
import test from "node:test";
import { bins } from "../../../../src/Segmentation.Api/wwwroot/js/charts/density.js";

const window = { x: [0, 4], y: [0, 2] };

test("points are counted in squares, by segment", () => {
  const points = [
    [0.5, 0.5, 1],
    [0.9, 0.1, 2],
    [0.1, 0.9, 2],
    [3.5, 1.5, 1],
  ];
  assert.deepEqual(bins(points, window, 4, 2), [
    {
      x: 0.5,
      y: 0.5,
      count: 3,
      segments: [
        [2, 2],
        [1, 1],
      ],
      segment: 2,
    },
    { x: 3.5, y: 1.5, count: 1, segments: [[1, 1]], segment: 1 },
  ]);
});

test("the upper edge belongs to the last square, and what is outside to none", () => {
  const points = [
    [4, 2, 1],
    [4.1, 1, 1],
    [-0.1, 1, 1],
    [NaN, 1, 1],
  ];
  assert.deepEqual(
    bins(points, window, 4, 2).map(({ x, y, count }) => [x, y, count]),
    [[3.5, 1.5, 1]],
  );
});

test("as many of two segments count for the one with the lower number", () => {
  const points = [
    [1, 1, 3],
    [1, 1, 2],
  ];
  assert.equal(bins(points, window, 1, 1)[0].segment, 2);
});
