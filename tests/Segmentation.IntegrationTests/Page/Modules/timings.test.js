import assert from "node:assert/strict";
import test from "node:test";
import { timingSummary, timingTable } from "../../../../src/Segmentation.Api/wwwroot/js/charts/timings.js";

const word = (stage) => stage.toUpperCase();
const stages = [
  { stage: "load", seconds: 0.5 },
  { stage: "cluster", seconds: 1.5 },
];

test("the words name the longest stage with its share", () => {
  assert.equal(timingSummary(stages, word), "2 s in all. CLUSTER took longest: 1.5 s, 75\u00a0% of it.");
});

test("a run that took no time has no shares", () => {
  const none = [{ stage: "load", seconds: 0 }];
  assert.equal(timingSummary(none, word), "< 1 ms in all. LOAD took longest: < 1 ms.");
  assert.deepEqual(timingTable(none, word, "Local").rows[0], ["LOAD", "< 1 ms", "–"]);
  assert.equal(timingSummary([], word), "No stage has been timed.");
});

test("the table ends with the sum", () => {
  const { columns, rows } = timingTable(stages, word, "Local");
  assert.deepEqual(rows, [
    ["LOAD", "500 ms", "25\u00a0%"],
    ["CLUSTER", "1.5 s", "75\u00a0%"],
    ["All", "2 s", "100\u00a0%"],
  ]);
  assert.equal(columns.length, 3);
});

test("the other engine has a column of its own", () => {
  const other = { name: "Spark", stages: [{ stage: "load", seconds: 4 }] };
  const { columns, rows } = timingTable(stages, word, "Local", other);
  assert.deepEqual(columns[1], { text: "Time, Local", end: true });
  assert.deepEqual(columns[3], { text: "Time, Spark", end: true });
  assert.deepEqual(
    rows.map((row) => row[3]),
    ["4 s", "–", "4 s"],
  );
});
