import assert from "node:assert/strict";
import test from "node:test";
import { lookColour, lookOf, shapeOf } from "../../../../src/Segmentation.Api/wwwroot/js/charts/marker.js";
import { profilesSummary, profilesTable } from "../../../../src/Segmentation.Api/wwwroot/js/charts/profiles.js";
import { samplePart } from "../../../../src/Segmentation.Api/wwwroot/js/charts/scatter.js";
import { sizesSummary, sizesTable } from "../../../../src/Segmentation.Api/wwwroot/js/charts/sizes.js";
import {
  matchOf,
  measuredRows,
  shownFor,
  sliderText,
  whatIfWords,
} from "../../../../src/Segmentation.Api/wwwroot/js/results/what-if.js";

// Ten customers: two segments of 6 and 4 that were used; three would be 4, 4 and 2.
const points = { sampled: false, of: 10, rows: [], ids: [], segments: [1, 1, 1, 1, 1, 1, 2, 2, 2, 2] };
const three = {
  k: 3,
  sampled: false,
  rows: 10,
  points: { segments: [2, 2, 2, 2, 3, 3, 1, 1, 1, 1] },
  segments: [4, 4, 2].map((size, s) => ({ number: s + 1, size, share: size / 10, centre: [20 * s, 7, 31] })),
};
const candidate = (k, silhouette, daviesBouldin, smallest) => ({
  ...{ k, silhouette, daviesBouldin, smallest, calinskiHarabasz: 100 },
});
const feature = (name, mean, deviation, importance) => ({ name, importance, all: { mean, deviation } });
const result = {
  rows: { used: 10 },
  metrics: { k: 2 },
  features: [feature("spend", 10, 5, 0.9), feature("visits", 0, 0, 0.2), feature("age", 40, 9, 0.7)],
  segments: [
    { number: 1, name: "Many", size: 6, share: 0.6 },
    { number: 2, name: "Few", size: 4, share: 0.4 },
  ],
  sweep: { chosen: 2, rows: 10, candidates: [candidate(2, 0.5, 0.75, 4), candidate(3, 0.625, 0.875, 2)] },
};

test("a segment looks like the used one it shares most with, one without a counterpart like none of them", () => {
  const { looks, origins, kept } = matchOf(points.segments, three, 2);

  assert.deepEqual(looks, [2, 1, 3]);
  assert.deepEqual(
    origins.map(({ segment, share }) => [segment, share]),
    [
      [2, 1],
      [1, 1],
      [1, 1],
    ],
  );
  assert.equal(kept, 0.8);
});

test("fewer segments keep the looks of the larger parts", () => {
  const used = [1, 1, 1, 2, 2, 3, 3, 3, 3];
  const two = { k: 2, points: { segments: [2, 2, 2, 1, 1, 1, 1, 1, 1] } };

  assert.deepEqual(matchOf(used, two, 3), {
    looks: [3, 1],
    origins: [
      { segment: 3, share: 4 / 6 },
      { segment: 1, share: 1 },
    ],
    kept: 7 / 9,
  });
});

test("segments that share nothing with the rest of the used ones get looks of their own", () => {
  const used = [1, 1, 1, 1];
  const { looks } = matchOf(used, { k: 3, points: { segments: [1, 2, 2, 3] } }, 2);

  assert.deepEqual(looks, [3, 1, 4]);
});

test("no two of fifty segments look the same, whatever was used", () => {
  for (const k of [2, 6, 7, 50]) {
    const many = Array.from({ length: 50 }, (_, i) => i);
    const fit = {
      ...{ k: 50, sampled: false, rows: 50 },
      points: { segments: many.map((i) => i + 1) },
      segments: many.map((i) => ({ number: i + 1, size: 1, share: 0.02, centre: [1, 1, 1] })),
    };
    const chosen = Array.from({ length: k }, (_, i) => ({ number: i + 1, name: `n${i}` }));
    const used = { ...points, segments: many.map((i) => (i % k) + 1) };

    const shown = shownFor({ ...result, metrics: { k }, segments: chosen }, used, fit);

    const looks = shown.segments.map((each) => `${lookColour(each, shown.metrics.k)} ${shapeOf(lookOf(each))}`);
    assert.equal(new Set(looks).size, 50);
  }
});

test("the charts get the segments of the other k with the customers that were drawn", () => {
  const shown = shownFor(result, points, three);

  assert.deepEqual(shown.points.segments, three.points.segments);
  assert.deepEqual(
    shown.segments.map(({ number, look, name, size }) => [number, look, name, size]),
    [
      [1, 2, "mostly “Few”", 4],
      [2, 1, "mostly “Many”", 4],
      [3, 3, "mostly “Many”", 2],
    ],
  );
  assert.deepEqual(
    shown.segments[2].features.map(({ name, here, z, differenceShare }) => [name, here.mean, z, differenceShare]),
    [
      ["spend", 40, 6, 3],
      ["visits", 7, 0, null],
      ["age", 31, -1, -0.225],
    ],
  );
  assert.equal(shown.metrics.k, 2);
});

test("a segment put together from several says so", () => {
  const mixed = { ...three, k: 1, points: { segments: points.segments.map(() => 1) }, segments: [three.segments[0]] };
  const even = { ...points, segments: [1, 1, 1, 1, 1, 2, 2, 2, 2, 2] };

  assert.equal(shownFor(result, even, mixed).segments[0].name, "from several segments");
});

test("the k that was used is the result itself, and without customers numbers are the looks", () => {
  assert.equal(shownFor(result, points, null).segments, result.segments);
  assert.deepEqual(
    shownFor(result, null, three).segments.map(({ look, name }) => [look, name]),
    [
      [1, "one of 3"],
      [2, "one of 3"],
      [3, "one of 3"],
    ],
  );
});

test("the words say what gets better and worse", () => {
  assert.equal(
    whatIfWords(result, shownFor(result, points, three)),
    "With 3 segments instead of 2: silhouette 0.6250, up from 0.5000 (better); Calinski–Harabasz 100, the same; " +
      "Davies–Bouldin 0.8750, up from 0.7500 (worse); the smallest segment has 2 customers (20\u00a0%); " +
      "with 2 it has 4 (40\u00a0%). 80\u00a0% of the customers stay in their segment, which keeps its colour.",
  );
  assert.equal(
    whatIfWords(result, shownFor(result, points, null)),
    "2 segments, as used: silhouette 0.5000, Calinski–Harabasz 100, Davies–Bouldin 0.7500; " +
      "the smallest segment has 4 customers (40\u00a0%).",
  );
});

test("on a sample the words say so", () => {
  const large = { ...result, rows: { used: 2_000_000 }, sweep: { ...result.sweep, rows: 50_000 } };
  const drawn = { ...points, sampled: true };

  assert.match(
    whatIfWords(large, shownFor(large, drawn, { ...three, sampled: true })),
    /80\u00a0% of the drawn customers stay in their segment, .* All of it on the sample of 50,000 rows\.$/,
  );
  assert.match(
    whatIfWords(large, shownFor(large, drawn, null)),
    /The measures are on the sample of 50,000 rows; map, sizes and profiles are of all 2,000,000\.$/,
  );
});

test("the slider says silhouette and smallest segment of its k", () => {
  assert.equal(sliderText(result, 3), "3 segments: silhouette 0.6250, smallest 20\u00a0%");
  const given = { rows: { used: 8 }, sweep: { chosen: 2, rows: 5, candidates: [candidate(2, 0.5, 1, 4)] } };
  assert.equal(measuredRows(given), 8);
  assert.equal(sliderText(given, 2), "2 segments: silhouette 0.5000, smallest 50\u00a0%");
});

test("sizes and profiles have words and a table", () => {
  const shown = shownFor({ ...result, features: result.features.slice(0, 2) }, points, three);

  assert.equal(
    sizesSummary(shown),
    "The largest of 3 segments has 4 customers (40\u00a0%), the smallest 2 customers (20\u00a0%).",
  );
  assert.deepEqual(sizesTable(shown).rows[0], ["1 · mostly “Few”", "4", "40\u00a0%"]);
  assert.equal(
    profilesSummary(shown),
    "The strongest difference: spend of segment 3 averages 40, 6.0 standard deviations above all customers.",
  );
  assert.deepEqual(profilesTable(shown).rows[0], ["1 · mostly “Few”", "spend", "0", "10", "-2.00"]);
  assert.equal(profilesTable(shown).rows.length, 6);
});

test("at most 2,000 customers are drawn, though the words are of all of them", () => {
  const many = Array.from({ length: 4_001 }, (_, i) => i);
  const own = (i) => (i < 3_000 ? 1 : 2);
  const all = {
    ...{ sampled: false, of: 4_001, rows: many, ids: many, segments: many.map(own) },
    ...{ values: [many], components: [] },
  };

  const shown = shownFor(result, all, null);

  assert.deepEqual(shown.points.rows.slice(0, 3), [0, 3, 6]);
  assert.equal(shown.points.rows.length, 1_334);
  assert.deepEqual(shown.points.segments, shown.points.rows.map(own));
  assert.deepEqual(shown.points.values, [shown.points.rows]);
  assert.equal(shown.part, false);
  assert.equal(samplePart(shown), "1,334 of 4,001 customers are drawn.");
});
