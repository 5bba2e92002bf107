import assert from "node:assert/strict";
import test from "node:test";
import {
  cellColour,
  cellText,
  heatmapSummary,
  heatmapTable,
  rowsOf,
} from "../../../../src/Segmentation.Api/wwwroot/js/charts/heatmap.js";

const cell = (name, mean, z, differenceShare) => ({
  name,
  z,
  differenceShare,
  here: { mean, deviation: 1.5, min: 1, q25: 2, median: 3.25, q75: 4, max: 5_000 },
});
const result = {
  features: [
    { name: "age", importance: 0.4 },
    { name: "spend", importance: 0.9 },
  ],
  segments: [
    { number: 1, name: "Many", features: [cell("age", 30, 0.5, 0.1), cell("spend", 12.346, -1.27, -0.4)] },
    { number: 2, name: "Few", features: [cell("age", 28, 0, null), cell("spend", 40, 1, 0.9)] },
  ],
};

test("the colour is full at two standard deviations", () => {
  assert.match(cellColour(0), / 0%, /);
  assert.match(cellColour(1), /--high\) 50%, /);
  assert.match(cellColour(-1), /--low\) 50%, /);
  assert.match(cellColour(-7), /--low\) 100%, /);
});

test("a cell says what was chosen", () => {
  const [, spend] = result.segments[0].features;
  assert.deepEqual(
    ["mean", "median", "difference", "z"].map((shows) => cellText(spend, shows)),
    ["12.35", "3.25", "-40\u00a0%", "-1.27"],
  );
});

test("more than all has its sign, and a difference that does not exist is a dash", () => {
  const [age, spend] = result.segments[1].features;
  assert.equal(cellText(spend, "difference"), "+90\u00a0%");
  assert.equal(cellText(age, "difference"), "–");
});

test("the words name the strongest cell and the feature that separates most", () => {
  assert.equal(
    heatmapSummary(result),
    "The strongest difference: spend of segment 1 (Many) averages 12.35, " +
      "1.3 standard deviations below all customers. spend separates the segments most.",
  );
});

test("the table has a row for each cell and all its numbers", () => {
  const { columns, rows } = heatmapTable(result);
  assert.equal(rows.length, 4);
  const numbers = ["12.35", "1.5", "1", "2", "3.25", "4", "5,000", "-40\u00a0%", "-1.27"];
  assert.deepEqual(rows[1], ["1 · Many", "spend", ...numbers]);
  assert.equal(columns.length, rows[1].length);
});

test("shares of customers and of revenue stand behind the features where money is known", () => {
  const all = { mean: 29, median: 3 };
  const money = [0.8, 0.2];
  const known = {
    features: result.features.map((each) => ({ ...each, all })),
    segments: result.segments.map((each, s) => ({ ...each, share: [0.375, 0.625][s], money: { share: money[s] } })),
  };
  const rows = rowsOf(known, "mean");
  assert.deepEqual(rows[0].cells.slice(2), [["37.5\u00a0%", 0], ["80\u00a0%", 0]]);
  assert.deepEqual(rows.at(-1).cells.slice(2), [["100\u00a0%", 0], ["100\u00a0%", 0]]);
  assert.deepEqual(heatmapTable(known).rows[2].slice(-2), ["62.5\u00a0%", "20\u00a0%"]);
});
