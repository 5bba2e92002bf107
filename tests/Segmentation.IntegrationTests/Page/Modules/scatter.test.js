import assert from "node:assert/strict";
import test from "node:test";
import {
  axesOf,
  customerTitle,
  nothingShown,
  samplePart,
  scatterOption,
  scatterSummary,
  scatterTable,
  shiftWords,
} from "../../../../src/Segmentation.Api/wwwroot/js/charts/scatter.js";

const result = {
  metrics: { k: 2 },
  features: [{ name: "age" }, { name: "spend" }],
  pca: {
    share: [0.75, 0.25],
    components: [
      [1, 0],
      [0, -0.5],
    ],
  },
  points: {
    of: 4,
    sampled: false,
    rows: [0, 1, 2, 3],
    ids: ["a", null, "c", "d"],
    segments: [1, 2, 1, 2],
    values: [
      [20, 60, 30, 70],
      [5, 1, 7, 3],
    ],
    components: [
      [-2, 1, -1, 2],
      [0, 1, 0, -1],
    ],
  },
  segments: [
    {
      number: 1,
      name: "Young",
      size: 2,
      features: [{ here: { mean: 25 } }, { here: { mean: 6 } }],
      componentCentre: [-1.5, 0.25],
    },
    {
      number: 2,
      name: "Old",
      size: 2,
      features: [{ here: { mean: 65 } }, { here: { mean: 2 } }],
      componentCentre: [1.5, -0.25],
    },
  ],
};
const colours = { surface: "#fff", ink: "#000", segment: (number, k) => `segment ${number} of ${k}` };
const axes = axesOf(result);
const pick = (x, y, ...hidden) => ({ x: axes[x], y: axes[y], hidden: new Set(hidden) });

test("features and principal components can be axes", () => {
  assert.deepEqual(
    axes.map((axis) => [axis.key, axis.name]),
    [
      ["f0", "age"],
      ["f1", "spend"],
      ["p0", "PC1 (75\u00a0%)"],
      ["p1", "PC2 (25\u00a0%)"],
    ],
  );
});

test("each segment is a series of its points, with the mean over all rows as its centre", () => {
  const { series } = scatterOption(result, pick(0, 1), colours);
  assert.deepEqual(
    series.map((each) => each.data),
    [
      [
        [20, 5, 0],
        [30, 7, 2],
      ],
      [
        [60, 1, 1],
        [70, 3, 3],
      ],
    ],
  );
  assert.deepEqual(
    series.map((each) => each.markPoint.data[0].coord),
    [
      [25, 6],
      [65, 2],
    ],
  );
  assert.equal(series[1].itemStyle.color, "segment 2 of 2");
});

test("a hidden segment is not drawn and not in the words", () => {
  const one = pick(0, 1, 1);
  assert.deepEqual(
    scatterOption(result, one, colours).series.map((each) => each.name),
    ["Old"],
  );
  assert.equal(scatterSummary(result, one), "All 4 customers. Across: age; up: spend. Centres: 2 at 65 / 2.");
});

test("components have the features as arrows, the longest over 70 % of the way to the farthest point", () => {
  const { series } = scatterOption(result, pick(2, 3), colours);
  assert.deepEqual(series[1].markPoint.data[0].coord, [1.5, -0.25]);
  assert.deepEqual(
    series.at(-1).markLine.data.map(([, end]) => end.coord),
    [
      [1.4, 0],
      [0, -0.7],
    ],
  );
});

test("a sample says so", () => {
  const points = { ...result.points, sampled: true, of: 20_000 };
  assert.match(samplePart({ ...result, points }), /^A sample of 4 of 20,000 customers, /);
  assert.equal(samplePart(result), null);
});

test("customers that are not chosen are drawn faded, behind the others", () => {
  const { series } = scatterOption(result, { ...pick(0, 1), chosen: [true, false, false, false] }, colours);
  const drawn = series.map((each) => [each.name, each.data.map(([, , i]) => i), each.itemStyle.opacity < 0.5]);
  assert.deepEqual(drawn, [
    ["Young", [0], false],
    ["Old", [], false],
    ["Young", [2], true],
    ["Old", [1, 3], true],
  ]);
});

test("squares have the area of their count and the look of the segment with most", () => {
  const values = [
    [1.5, 1.5, 1.5, 1.5, 90],
    [1.5, 1.5, 1.5, 1.5, 90],
  ];
  const points = { ...result.points, of: 5, rows: [0, 1, 2, 3, 4], values, segments: [1, 1, 1, 2, 2], components: [] };
  const [x, y] = axesOf({ ...result, points });
  const places = { x: { ...x, values: values[0] }, y: { ...y, values: values[1] }, hidden: new Set(), density: true };
  const { series } = scatterOption({ ...result, points }, places, colours, 960);
  const [young, old] = series.map((each) => each.data);
  assert.deepEqual([young.length, old.length], [1, 1]);
  assert.deepEqual(young[0].square.segments, [
    [1, 3],
    [2, 1],
  ]);
  assert.ok(Math.abs((young[0].symbolSize / old[0].symbolSize) ** 2 - 4) < 1e-9);
});

test("the words say how far points are shifted", () => {
  const axes = [{ name: "age" }, { name: "spend" }];
  assert.equal(shiftWords([0, 0], axes), null);
  assert.equal(
    shiftWords([0.4, 2], axes),
    "Points are shifted by up to 0.4 along age and 2 along spend, so that equal values do not hide each other.",
  );
});

test("without a segment the picture says why it is empty", () => {
  assert.equal(nothingShown(result, pick(0, 1, 1)), null);
  assert.match(nothingShown(result, pick(0, 1, 1, 2)), /^No segment is shown/);
});

test("the table has the means along both axes", () => {
  assert.deepEqual(scatterTable(result, pick(1, 0)).rows, [
    ["1 · Young", "2", "6", "25"],
    ["2 · Old", "2", "2", "65"],
  ]);
});

test("a customer without an id is named by row, counted from 1", () => {
  assert.equal(customerTitle(result.points, 0), "Customer a");
  assert.equal(customerTitle(result.points, 1), "Row 2");
});
