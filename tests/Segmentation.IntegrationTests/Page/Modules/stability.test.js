import assert from "node:assert/strict";
import test from "node:test";
import {
  seedWords,
  stabilityTable,
  stabilityWords,
  unsureWords,
} from "../../../../src/Segmentation.Api/wwwroot/js/results/stability.js";

const found = { adjustedRand: 0.9621, lowest: 0.92851, highest: 0.98654, refits: 20, rows: 200 };
const result = {
  rows: { used: 200 },
  segments: ["a", "b", "c"].map((name, i) => ({ name, number: i + 1 })),
  stability: { ...found, segments: [0.9679, 0.6, 0.599], seeds: [1, 1, 0.9512, 1, 1], unsure: [3] },
};

test("the mean and the range are told", () =>
  assert.equal(
    stabilityWords(result),
    "20 fits to rows drawn anew give these segments again with an adjusted Rand index of 0.962 on average, "
      + "0.929 to 0.987; 1 is the same segments, 0 chance.",
  ));

test("only fits that are all alike are called the same", () => {
  const words = (lowest) => stabilityWords({ stability: { ...found, lowest } });

  assert.equal(words(1), "All 20 fits to rows drawn anew give the same segments.");
  assert.match(words(0.99999), /1\.000 to/);
});

test("a run without advice says nothing", () => assert.equal(stabilityWords({ stability: null }), null));

test("segments that may not come out again are named", () => {
  assert.equal(unsureWords(result), "Segment 3 may not come out again.");
  assert.equal(unsureWords({ stability: { unsure: [1, 3, 4] } }), "Segments 1, 3 and 4 may not come out again.");
  assert.equal(unsureWords({ stability: { unsure: [] } }), "Each segment comes out again.");
});

test("other seeds that differ are told with their indices", () => {
  assert.equal(
    seedWords(result),
    "4 of 5 other seeds give the same segments; adjusted Rand index 1.000, 1.000, 0.951, 1.000, 1.000.",
  );
  assert.equal(
    seedWords({ stability: { seeds: [1, 1, 1, 1, 1] } }),
    "Each of 5 other seeds gives the same segments.",
  );
});

test("the table has the words beside the numbers, and of how many customers they are", () => {
  const { caption, rows } = stabilityTable(result, (segment) => segment.name);

  assert.match(caption, /^Measured on all customers\./);
  assert.deepEqual(rows, [
    ["a", "0.968", "yes"],
    ["b", "0.600", "yes"],
    ["c", "0.599", "may not"],
  ]);
  assert.match(
    stabilityTable({ ...result, rows: { used: 100_000 } }, () => "").caption,
    /^Measured on a sample of 200 of 100,000 customers\./,
  );
});
