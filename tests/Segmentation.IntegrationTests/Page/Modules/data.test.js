import assert from "node:assert/strict";
import { test } from "node:test";
import { correlationWords } from "../../../../src/Segmentation.Api/wwwroot/js/charts/correlation.js";
import { funnelWords } from "../../../../src/Segmentation.Api/wwwroot/js/charts/funnel.js";
import {
  beyondWords,
  histogramTable,
  histogramWords,
  shownOf,
} from "../../../../src/Segmentation.Api/wwwroot/js/charts/histogram.js";

const feature = {
  name: "Spend",
  log: false,
  edges: [0, 10, 20, 30],
  all: [5, 12, 3],
  below: [1, 0],
  above: [2, 2],
  after: { edges: [0, 1, 2], all: [10, 15] },
};

test("a histogram says where most values are", () => {
  const shown = shownOf(feature, false);
  assert.equal(histogramWords(shown), "Most are at 10 to 20: 12 customers, 60%.");
  assert.equal(beyondWords(shown), "Not on the axis: 1 are smaller, 4 are larger.");
  assert.equal(histogramWords({ ...shown, log: true }).endsWith("The axis is logarithmic."), true);
});

test("its table has every bin and those beyond the axis", () => {
  assert.deepEqual(histogramTable(shownOf(feature, false)).rows, [
    ["below 0", "1"],
    ["0 to 10", "5"],
    ["10 to 20", "12"],
    ["20 to 30", "3"],
    ["above 30", "4"],
  ]);
});

test("after the transform nothing lies beyond the axis", () => {
  const shown = shownOf(feature, true);
  assert.deepEqual(shown.all, [10, 15]);
  assert.equal(beyondWords(shown), null);
  assert.deepEqual(shownOf({ ...feature, after: null }, true).all, feature.all);
});

test("correlations name the pairs that go together most and least", () => {
  const matrix = [
    [1, -0.8, 0.1],
    [-0.8, 1, 0.3],
    [0.1, 0.3, 1],
  ];
  assert.equal(
    correlationWords(["A", "B", "C"], matrix),
    "Most alike: A and B (-0.80). Least: A and C (0.10). 0 is none, 1 and −1 are the strongest.",
  );
  assert.equal(correlationWords(["A"], [[1]]), "A correlation needs two features.");
});

test("the rows of a file add up", () => {
  const reasons = [{ text: "blank line", rows: 2 }];
  assert.equal(funnelWords({ read: 10, used: 8, imputed: 0, reasons }), "10 read = 8 used + 2 left out.");
  assert.match(funnelWords({ read: 10, used: 8, imputed: 1, reasons }), /1 missing value was filled in\.$/);
});
