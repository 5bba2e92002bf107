import assert from "node:assert/strict";
import test from "node:test";
import {
  bandPlaces,
  silhouetteOption,
  silhouetteSummary,
  silhouetteTable,
} from "../../../../src/Segmentation.Api/wwwroot/js/charts/silhouette.js";

const result = {
  metrics: { k: 2, silhouette: 0.42 },
  silhouetteBands: [
    { segment: 1, size: 60, mean: 0.5, negativeShare: 0, values: [0.7, 0.3] },
    { segment: 2, size: 40, mean: 0.3, negativeShare: 0.125, values: [0.5, -0.13] },
  ],
  segments: [
    { number: 1, name: "Large", size: 60, silhouette: 0.5, meanDistance: 0.8, withinSs: 48 },
    { number: 2, name: "Small", size: 40, silhouette: 0.3, meanDistance: 1.25, withinSs: 62.5 },
  ],
};
const colours = { surface: "#fff", ink: "#000", segment: (number, k) => `segment ${number} of ${k}` };

test("a gap of 2 % of all rows is between two bands", () => {
  assert.deepEqual(bandPlaces(result.silhouetteBands), {
    places: [
      [0, 60],
      [62, 40],
    ],
    end: 104,
  });
});

test("the axis reaches from the tenth below the lowest value to 1", () => {
  const { xAxis, yAxis } = silhouetteOption(result, colours);
  assert.deepEqual([xAxis.min, xAxis.max, yAxis.min, yAxis.max], [-0.2, 1, 0, 104]);
});

test("without values below 0 the axis starts at 0", () => {
  const [first] = result.silhouetteBands;
  assert.equal(silhouetteOption({ ...result, silhouetteBands: [first] }, colours).xAxis.min, 0);
});

test("a band is filled where it is above 0 and outlined where it is below", () => {
  const api = { coord: (point) => point };
  const { children } = silhouetteOption(result, colours).series[0].renderItem({ dataIndex: 1 }, api);
  const [above, below, number] = children;
  // 40 rows for two values: 20 rows each, from row 62.
  assert.deepEqual(above.shape.points, [
    [0, 62],
    [0.5, 62],
    [0.5, 82],
    [0, 82],
    [0, 102],
    [0, 102],
  ]);
  assert.deepEqual(below.shape.points.slice(3, 5), [
    [-0.13, 82],
    [-0.13, 102],
  ]);
  assert.equal(above.style.fill, "segment 2 of 2");
  assert.equal(below.style.stroke, "segment 2 of 2");
  assert.equal(number.style.text, "2");
});

test("the words name the best and the worst segment", () => {
  assert.equal(
    silhouetteSummary(result),
    "Mean 0.4200. The best fit has segment 1 (Large) with 0.5000, the worst segment 2 (Small) with 0.3000, " +
      "where 12.5\u00a0% of the customers are closer to another segment.",
  );
});

test("the table has a row for each segment", () => {
  assert.deepEqual(silhouetteTable(result).rows, [
    ["1 · Large", "60", "0.5000", "0\u00a0%", "0.800", "48"],
    ["2 · Small", "40", "0.3000", "12.5\u00a0%", "1.250", "62.5"],
  ]);
});
