import assert from "node:assert/strict";
import test from "node:test";
import {
  distanceOf,
  distanceSummary,
  distanceTable,
  nearness,
} from "../../../../src/Segmentation.Api/wwwroot/js/charts/distances.js";

const segment = (number, name, ...scaledCentre) => ({ number, name, scaledCentre });
const segments = [segment(1, "Many", 0, 0), segment(2, "Some", 3, 4), segment(3, "Few", 0, 1)];

test("the distance is Euclidean", () => {
  assert.equal(distanceOf(segments[0], segments[1]), 5);
  assert.equal(distanceOf(segments[1], segments[1]), 0);
  assert.equal(distanceOf(segment(1, "a", -1), segment(2, "b", 1.5)), 2.5);
});

test("the words name the nearest and the furthest pair", () => {
  assert.equal(
    distanceSummary(segments),
    "Segments 1 (Many) and 3 (Few) are nearest: 1.00. 1 (Many) and 2 (Some) are furthest apart: 5.00. In scaled units.",
  );
});

test("two segments are one pair", () => {
  assert.equal(
    distanceSummary(segments.slice(0, 2)),
    "Segments 1 (Many) and 2 (Some) are nearest: 5.00 apart, in scaled units.",
  );
});

test("the table has every pair once, nearest first", () => {
  const { rows } = distanceTable(segments);
  assert.deepEqual(rows, [
    ["1 · Many", "3 · Few", "1.0000"],
    ["2 · Some", "3 · Few", "4.2426"],
    ["1 · Many", "2 · Some", "5.0000"],
  ]);
  const many = Array.from({ length: 50 }, (_, i) => segment(i + 1, `S${i}`, i));
  assert.equal(distanceTable(many).rows.length, 1_225);
});

test("the colour is full for the nearest pair and none for the furthest", () => {
  assert.deepEqual([nearness(1, 1, 5), nearness(3, 1, 5), nearness(5, 1, 5)], [100, 50, 0]);
  assert.equal(nearness(2, 2, 2), 100);
});
