import assert from "node:assert/strict";
import test from "node:test";
import { drawnLines, linesPart, parallelOption } from "../../../../src/Segmentation.Api/wwwroot/js/charts/parallel.js";

const result = {
  metrics: { k: 2 },
  points: { of: 3, sampled: false, rows: [0, 1, 2], ids: [], segments: [1, 2, 1] },
  segments: [
    { number: 1, name: "Young" },
    { number: 2, name: "Old" },
  ],
};
const axis = (key, values, centres) => ({
  key,
  name: key,
  values,
  range: [0, 10],
  centre: ({ number }) => centres[number - 1],
});
const features = [axis("f0", [1, 2, 3], [2, 2]), axis("f1", [7, 8, 9], [8, 8])];
const colours = { surface: "#fff", ink: "#000", segment: (number) => `segment ${number}` };
const pick = (more) => ({ features, hidden: new Set(), chosen: null, selection: { ranges: {}, lasso: null }, ...more });

test("at most 2,000 lines are drawn, evenly from all", () => {
  assert.deepEqual(drawnLines(3), [0, 1, 2]);
  const lines = drawnLines(5_000);
  assert.equal(lines.length, 2_000);
  assert.deepEqual(lines.slice(0, 4), [2, 4, 7, 9]);
});

test("the words say of how many", () => {
  const points = { of: 200_000, rows: Array(5_000).fill(0) };
  assert.equal(linesPart({ points }), "A sample of 2,000 of 200,000 customers is drawn as lines.");
  assert.equal(linesPart({ points: { of: 3, rows: [0, 1, 2] } }), null);
});

test("each segment has the lines of its customers, with the customer behind the values", () => {
  const { series } = parallelOption(result, pick(), colours, 900);
  assert.deepEqual(
    series.slice(0, 2).map(({ data }) => data.map(({ value }) => value)),
    [
      [
        [1, 7, 0],
        [3, 9, 2],
      ],
      [[2, 8, 1]],
    ],
  );
  const hidden = parallelOption(result, pick({ hidden: new Set([1]) }), colours, 900).series;
  assert.deepEqual([...new Set(hidden.map(({ name }) => name).filter(Boolean))], ["Old"]);
});

test("axes lie one below the other where there is no room beside each other", () => {
  const many = Array.from({ length: 30 }, (_, i) => axis(`f${i}`, [1, 2, 3], [1, 1]));
  assert.equal(parallelOption(result, pick(), colours, 900).parallel.layout, "horizontal");
  assert.equal(parallelOption(result, pick({ features: many }), colours, 900).parallel.layout, "vertical");
});

test("the mark of a segment stands where its line crosses an axis", () => {
  const option = parallelOption(result, pick(), colours, 900);
  const { left, right, top, bottom } = option.parallel;
  const height = option.yAxis.max;
  assert.deepEqual(option.series.at(-1).data[1].value, [900 - right, top + (1 - 0.8) * (height - top - bottom)]);
  assert.equal(option.series.at(-1).data[0].value[0], left);
});
