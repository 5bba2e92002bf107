import assert from "node:assert/strict";
import test from "node:test";
import { sweepOption, sweepSummary, sweepTable } from "../../../../src/Segmentation.Api/wwwroot/js/charts/sweep.js";

const candidate = (k, silhouette, more) => ({
  k,
  silhouette,
  inertia: 1_000 / k,
  iterations: 5,
  calinskiHarabasz: 12_345.6,
  daviesBouldin: 0.75,
  smallest: 40,
  seconds: 0.25,
  ...more,
});
const sweep = {
  candidates: [candidate(2, 0.3), candidate(3, 0.6), candidate(4, 0.5, { smallest: 1, allowed: false })],
  chosen: 3,
  recommended: 3,
  knee: 4,
};
const colours = { accent: "#00f", control: "#888", ink: "#000", quiet: "#555", surface: "#fff" };

test("the words name the best k and the knee", () => {
  assert.equal(
    sweepSummary(sweep),
    "k from 2 to 4. The silhouette is highest at k = 3 (0.6000). The inertia curve bends at k = 4.",
  );
});

test("the words of a sweep that has just begun", () => {
  assert.equal(sweepSummary({ candidates: [] }), "No k has finished yet.");
  assert.equal(
    sweepSummary({ candidates: [candidate(5, 0.25)] }),
    "k = 5. The silhouette is highest at k = 5 (0.2500).",
  );
});

test("the table has every number, as the page writes numbers", () => {
  const { columns, rows } = sweepTable(sweep);
  assert.deepEqual(rows[1], [3, "333.3", "5", "0.6000", "12,346", "0.7500", "40", "250 ms", "used, recommended"]);
  assert.equal(rows[2].at(-1), "knee, smallest segment too small");
  assert.equal(columns.length, rows[0].length);
});

test("each measure has a panel with the values over k", () => {
  const { series, xAxis } = sweepOption(sweep, colours, 1_000);
  assert.equal(series.length, 4);
  assert.deepEqual(xAxis[0].data, [2, 3, 4]);
  assert.deepEqual(
    series[0].data.map((point) => point.value),
    [500, 1_000 / 3, 250],
  );
  assert.deepEqual(
    series[1].data.map((point) => [point.symbol, point.itemStyle.color]),
    [
      ["circle", colours.surface],
      ["circle", colours.accent],
      ["diamond", colours.surface],
    ],
  );
});

test("the k that is used is marked everywhere, the knee on the inertia", () => {
  const marks = sweepOption(sweep, colours, 1_000).series.map((line) => line.markLine.data.map((mark) => mark.xAxis));
  assert.deepEqual(marks, [["3", "4"], ["3"], ["3"], ["3"]]);
});

test("the panels stand in two columns, and in one where it is narrow", () => {
  const left = (width) => sweepOption(sweep, colours, width).grid.map((place) => place.left);
  assert.deepEqual(left(640), [70, "56%", 70, "56%"]);
  assert.deepEqual(left(639), [62, 62, 62, 62]);
});
