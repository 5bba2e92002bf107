import assert from "node:assert/strict";
import test from "node:test";
import { project } from "../../../../src/Segmentation.Api/wwwroot/js/charts/flat.js";
import { sizeFunction } from "../../../../src/Segmentation.Api/wwwroot/js/charts/gl.js";
import { turnOf } from "../../../../src/Segmentation.Api/wwwroot/js/charts/space.js";

const near = (found, expected) => found.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-9, found));

test("seen from the front, across is across, up is up, and depth is away", () => {
  near(project([1, 2, 3], { alpha: 0, beta: 0 }), [1, 2, -3]);
});

test("seen from above, depth is up and up is near", () => {
  near(project([1, 2, 3], { alpha: 90, beta: 0 }), [1, 3, 2]);
});

test("turned by a quarter, depth is across and across is near", () => {
  near(project([1, 2, 3], { alpha: 0, beta: 90 }), [3, 2, 1]);
});

test("a turn keeps lengths", () => {
  const seen = project([3, -4, 12], { alpha: 37, beta: -118 });
  assert.ok(Math.abs(Math.hypot(...seen) - 13) < 1e-9);
});

test("a turn goes all around, but not over the top", () => {
  assert.deepEqual(turnOf(100, 190), { alpha: 90, beta: -170 });
  assert.deepEqual(turnOf(-91.2, -545.4), { alpha: -90, beta: 175 });
});

test("the sizes of ECharts GL are read as they would be computed", () => {
  assert.equal(sizeFunction("return width * 1.0 / 16")(320, 200, 2), 20);
  assert.equal(sizeFunction("return height * 1.0")(320, 200, 2), 200);
  assert.deepEqual(sizeFunction("return  [width * 1.0 / 2, height / 4] ")(320, 200, 2), [160, 50]);
});

test("no other text is taken for a size", () => {
  for (const text of ["return this", "", "return alert(1)", "return width; alert(1)", "return width + 1", "return []"])
    assert.equal(sizeFunction(text), null);
});
