import assert from "node:assert/strict";
import test from "node:test";
import {
  isolate,
  onlyShown,
  readState,
  toggle,
  writeState,
} from "../../../../src/Segmentation.Api/wwwroot/js/results/map-state.js";

const axis = (key, values) => ({ key, name: key, values, range: [0, 10] });
const axes = ["f0", "f1", "f2", "f3", "p0", "p1"].map((key) => axis(key, [1, 2, 3]));
const result = {
  features: [{ importance: 0.1 }, { importance: 0.8 }, { importance: 0.7 }, { importance: 0.9 }],
  points: { of: 3, rows: [0, 1, 2], segments: [1, 2, 3] },
  segments: [{ number: 1 }, { number: 2 }, { number: 3 }],
};
const read = (query, own = result) => readState(new URLSearchParams(query), axes, own);
const write = (state) => writeState(state, result).toString();

test("without an address, the features that separate most are the axes", () => {
  const state = read("");
  assert.deepEqual([state.view, state.x.key, state.y.key, state.z.key], ["2d", "f1", "f2", "f3"]);
  assert.deepEqual([state.density, state.zoom, state.chosen, state.hidden.size], [false, null, null, 0]);
});

test("an address is read and written back", () => {
  for (const query of [
    "x=f0&y=p1",
    "x=f0&y=f1&view=3d&z=p0&turn=-20_75",
    "x=f0&y=f1&view=parallel&only=2",
    "x=f0&y=f1&hide=3&density=on&zoom=10_60_0_50&range=f2_2_3",
    "x=f0&y=f1&lasso=f0_f1_0_0_5_0_5_5",
  ])
    assert.equal(write(read(query)), query);
});

test("what an address has wrong is left out", () => {
  const query = "x=f9&y=&view=4d&only=7&hide=9_x&zoom=9&turn=a_b&range=f0_1&lasso=f0";
  assert.equal(write(read(query)), "x=f1&y=f2");
});

test("above 50,000 rows squares are counted at first, and the address says when not", () => {
  const many = { ...result, points: { ...result.points, of: 50_001 } };
  assert.equal(read("", many).density, true);
  assert.equal(read("density=off", many).density, false);
  assert.equal(write(read("density=off", many)), "x=f1&y=f2&density=off");
});

test("a view that needs more features is not offered", () => {
  const few = (many) => read("view=3d", { ...result, features: result.features.slice(0, many) });
  assert.deepEqual(few(3).views, ["2d", "3d", "parallel"]);
  assert.deepEqual([few(2).views, few(2).view], [["2d", "parallel"], "2d"]);
  assert.deepEqual([few(1).views, few(1).y.key], [["2d"], "strip"]);
  assert.equal(write(few(1)), "x=f0");
});

test("a segment is shown alone, and all again; ticks show and hide one", () => {
  const state = read("");
  isolate(state, result.segments, 2);
  assert.deepEqual([[...state.hidden], onlyShown(state, result.segments)], [[1, 3], 2]);
  isolate(state, result.segments, 3);
  assert.equal(onlyShown(state, result.segments), 3);
  isolate(state, result.segments, 3);
  assert.equal(state.hidden.size, 0);
  toggle(state, 1);
  assert.deepEqual([[...state.hidden], onlyShown(state, result.segments)], [[1], null]);
  toggle(state, 1);
  assert.equal(state.hidden.size, 0);
});

test("a range of the address chooses the points within, by the values of the file", () => {
  assert.deepEqual(read("range=f0_2_9").chosen, [false, true, true]);
});
