import assert from "node:assert/strict";
import { test } from "node:test";
import { correlationWords } from "../../../../src/Segmentation.Api/wwwroot/js/charts/correlation.js";
import { fewer, funnelWords, stepsOf } from "../../../../src/Segmentation.Api/wwwroot/js/charts/funnel.js";
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
  segments: [
    [5, 2, 0],
    [0, 10, 3],
  ],
  below: [1, 0],
  above: [2, 2],
  after: { edges: [0, 1, 2], all: [10, 15] },
};

test("a histogram says which values are the most frequent", () => {
  const shown = shownOf(feature, false);
  assert.equal(histogramWords(shown), "Most frequent: 10 to 20, 12 customers (60\u00a0%).");
  assert.equal(beyondWords(shown), "Beyond the axis: 1 smaller, 4 larger.");
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

test("a segment stands beside all", () => {
  const shown = shownOf(feature, false, { number: 1, name: "Low" });
  assert.equal(
    histogramWords(shown),
    "In segment 1: 0 to 10, 5 customers (71\u00a0%). Of all: 10 to 20, 12 customers (60\u00a0%). " +
      "Bars are shares of the segment, the outline of all.",
  );
  const { columns, rows } = histogramTable(shown);
  assert.equal(columns.at(-1).text, "1 · Low");
  assert.deepEqual(rows, [
    ["below 0", "1", "1"],
    ["0 to 10", "5", "5"],
    ["10 to 20", "12", "2"],
    ["20 to 30", "3", "0"],
    ["above 30", "4", "2"],
  ]);
  const after = shownOf(feature, true, { number: 1, name: "Low" });
  assert.equal(beyondWords(after), "After the transform only all customers are counted.");
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
    "Strongest: A and B (-0.80). Weakest: A and C (0.10). 0 is none; 1 and -1 are the strongest.",
  );
  assert.equal(correlationWords(["A"], [[1]]), "A correlation needs two features.");
});

test("the rows of a file add up", () => {
  const reasons = [{ text: "blank line", rows: 2 }];
  assert.equal(funnelWords({ read: 10, used: 8, imputed: 0, reasons }), "10 read = 8 used + 2 left out.");
  assert.equal(
    funnelWords({ read: 13, used: 8, imputed: 0, reasons, setApart: 3 }),
    "13 read = 8 used + 2 left out + 3 set apart as extreme.",
  );
  assert.deepEqual(
    stepsOf({ read: 13, used: 8, reasons, setApart: 3 }).map(({ rows, before }) => [rows, before]),
    [...stepsOf({ read: 13, used: 8, reasons }).slice(0, -1).map(({ rows, before }) => [rows, before]), [3, 8], [8, 0]],
  );
  assert.match(funnelWords({ read: 10, used: 8, imputed: 1, reasons }), /1 missing value was filled in\.$/);
  assert.equal(funnelWords({ read: 10, used: 10, imputed: 0, reasons: [] }), "All 10 rows were used.");
});

test("a bar of rows that were left out stands where they are missing from the rows read", () => {
  const reasons = [
    { text: "blank line", rows: 2 },
    { text: "not a number in Age", rows: 3 },
  ];
  assert.deepEqual(
    stepsOf({ read: 10, used: 5, reasons }).map(({ text, rows, before }) => [text, rows, before]),
    [
      ["Rows read", 10, 0],
      ["blank line", 2, 8],
      ["not a number in Age", 3, 5],
      ["Rows used", 5, 0],
    ],
  );
});

test("many reasons are put together, and none of their rows is lost", () => {
  const reasons = Array.from({ length: 9 }, (_, i) => ({ text: `reason ${i}`, rows: i + 1 }));
  assert.deepEqual(
    fewer(reasons).map(({ rows }) => rows),
    [9, 8, 7, 6, 5, 1 + 2 + 3 + 4],
  );
  assert.equal(fewer(reasons.slice(0, 6)).length, 6);
});
