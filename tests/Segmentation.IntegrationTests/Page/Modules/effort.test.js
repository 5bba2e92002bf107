import assert from "node:assert/strict";
import test from "node:test";
import { effortOption, effortSummary, effortTable } from "../../../../src/Segmentation.Api/wwwroot/js/charts/effort.js";

const candidate = (k, seconds, iterations) => ({ k, seconds, iterations });
const sweep = { candidates: [candidate(2, 0.2, 4), candidate(3, 0.8, 11), candidate(4, 0.5, 9)], chosen: 4, rows: 200 };
const colours = { ink: "ink", quiet: "quiet", line: "line", surface: "surface", accent: "accent", control: "control" };

test("the words give the whole time, the longest k and the one that was used", () => {
  assert.equal(
    effortSummary(sweep),
    "k = 2 to 4 took 1.5 s, the longest k = 3 with 800 ms. k = 4 took 500 ms and 9 iterations.",
  );
});

test("a k that was given is all there is", () => {
  const one = { candidates: [candidate(4, 0.5, 9)], chosen: 4, rows: 200 };
  assert.equal(effortSummary(one), "k = 4 took 500 ms and 9 iterations.");
});

test("the table has every k", () => {
  assert.deepEqual(effortTable(sweep).rows, [
    [2, "200 ms", "4"],
    [3, "800 ms", "11"],
    [4, "500 ms", "9"],
  ]);
});

test("both panels show every k, and the used one full", () => {
  const { series, xAxis } = effortOption(sweep, colours, 1_000);
  assert.deepEqual(xAxis[1].data, [2, 3, 4]);
  assert.deepEqual(
    series.map((each) => each.data.map(({ value }) => value)),
    [
      [0.2, 0.8, 0.5],
      [4, 11, 9],
    ],
  );
  assert.deepEqual(
    series[0].data.map(({ itemStyle }) => itemStyle.color),
    ["surface", "surface", "accent"],
  );
});

test("on a phone the panels stand one above the other", () => {
  const [first, second] = effortOption(sweep, colours, 390).grid;
  assert.equal(first.left, second.left);
  assert.notEqual(first.top, second.top);
});
