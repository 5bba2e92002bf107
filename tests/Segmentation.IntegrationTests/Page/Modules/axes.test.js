import assert from "node:assert/strict";
import test from "node:test";
import { axesOf, separating, stripAxis } from "../../../../src/Segmentation.Api/wwwroot/js/charts/axes.js";

const strengths = (...list) => list.map((importance) => ({ importance }));

test("the features that separate most, in the order of the file", () => {
  assert.deepEqual(separating(strengths(0.2, 0.9, 0.5, 0.7), 2), [1, 3]);
  assert.deepEqual(separating(strengths(0.2, 0.9, 0.5, 0.7), 3), [1, 2, 3]);
});

test("without numbers, or with equal ones, the first", () => {
  assert.deepEqual(separating(strengths(undefined, null, NaN), 2), [0, 1]);
  assert.deepEqual(separating(strengths(0.5, 0.5, 0.5), 2), [0, 1]);
  assert.deepEqual(separating(strengths(0.5), 2), [0]);
});

test("an axis holds its points and centres, with room for those that are shifted", () => {
  const result = {
    features: [{ name: "stars" }, { name: "spend" }],
    pca: { share: [] },
    points: {
      components: [],
      values: [
        [1, 5],
        [0, 99.5],
      ],
    },
    segments: [{ features: [{ here: { mean: 3 } }, { here: { mean: 100 } }] }],
  };
  // Steps of 4 stars: half of one; of spend, 4 % of what points and centres take.
  assert.deepEqual(
    axesOf(result).map(({ range }) => range),
    [
      [-1, 7],
      [-4, 104],
    ],
  );
});

test("the axis of a strip has the same place for a row whenever it is drawn", () => {
  const rows = [7, 8, 9];
  assert.deepEqual(stripAxis({ rows }).values, stripAxis({ rows }).values);
  assert.equal(stripAxis({ rows }).values[1], stripAxis({ rows: [8] }).values[0]);
});
