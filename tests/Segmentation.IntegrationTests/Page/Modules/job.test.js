import assert from "node:assert/strict";
import test from "node:test";
import {
  changed,
  isLater,
  isOpen,
  jobHref,
  jobName,
  secondsTaken,
  settingsHref,
  stageText,
  stageWord,
} from "../../../../src/Segmentation.Api/wwwroot/js/jobs/job.js";
import { separation } from "../../../../src/Segmentation.Api/wwwroot/js/jobs/separation.js";

test("only queued and running jobs are open", () => {
  const open = ["queued", "running", "succeeded", "failed", "canceled"].filter((state) => isOpen({ state }));
  assert.deepEqual(open, ["queued", "running"]);
});

test("a queued job whose time has not come is for later", () => {
  assert.equal(isLater({ state: "queued", runAt: "2999-01-01T00:00:00Z" }), true);
  assert.equal(isLater({ state: "queued", runAt: "2020-01-01T00:00:00Z" }), false);
  assert.equal(isLater({ state: "canceled", runAt: "2999-01-01T00:00:00Z" }), false);
});

test("a finished run leads to its results, everything else to its progress", () => {
  assert.equal(jobHref({ id: "job_1", state: "succeeded" }), "/runs/job_1");
  assert.equal(jobHref({ id: "job_1", state: "failed" }), "/monitor/job_1");
});

test("a run with a transform by column leads to settings with it", () => {
  const parameters = { transform: { "Spend, net": "log1p" }, k: 3 };
  const query = new URLSearchParams(settingsHref({ datasetId: "ds_1", parameters }).split("?")[1]);

  assert.deepEqual(JSON.parse(query.get("transform")), parameters.transform);
  assert.equal(query.get("k"), "3");
});

test("a job has the best name there is", () => {
  assert.equal(jobName({ name: "Weekly", fileName: "a.csv", id: "job_1" }), "Weekly");
  assert.equal(jobName({ name: null, fileName: "a.csv", id: "job_1" }), "a.csv");
  assert.equal(jobName({ name: null, fileName: null, id: "job_1" }), "job_1");
});

test("a job that has not finished has taken no time yet", () => {
  const times = { startedAt: "2026-01-01T00:00:00Z", finishedAt: "2026-01-01T00:01:30.500Z" };
  assert.equal(secondsTaken(times), 90.5);
  assert.equal(secondsTaken({ ...times, finishedAt: null }), NaN);
});

test("a stage that the page does not know keeps its name", () => {
  assert.equal(stageWord("cluster"), "Cluster");
  assert.equal(stageWord("polish"), "polish");
  assert.equal(stageText("polish"), "");
});

// Kaufman and Rousseeuw, 1990, table 4: 0.71 to 1.00, 0.51 to 0.70, 0.26 to 0.50, up to 0.25.
test("without groups, or without a test, no word is said of the separation", () => {
  const [cloud, untested] = [separation(0.9, false), separation(0.9, null)];

  assert.deepEqual([cloud.title, cloud.level, cloud.word], ["No clear groups", "warn", undefined]);
  assert.deepEqual([untested.title, untested.word], ["Whether there are groups was not tested", undefined]);
});

test("separation has the bands of Kaufman and Rousseeuw", () => {
  const words = [1, 0.71, 0.706, 0.704, 0.51, 0.504, 0.26, 0.254, -1].map((value) => separation(value, true).word);
  const expected = ["strong", "strong", "strong", "reasonable", "reasonable", "weak", "weak", "not visible"];
  assert.deepEqual(words, [...expected, "not visible"]);
});

const finished = {
  datasetId: "ds_1",
  name: "Autumn",
  parameters: { k: "auto", scaling: "none", cleaning: { missing: "drop", duplicates: "first" } },
};

test("a run like another has its settings, but for those that change", () => {
  assert.deepEqual(changed(finished, { scaling: "standard" }), {
    datasetId: "ds_1",
    name: "Autumn",
    k: "auto",
    scaling: "standard",
    cleaning: { missing: "drop", duplicates: "first" },
  });
});

test("of cleaning only what is named changes", () => {
  assert.deepEqual(changed(finished, { cleaning: { missing: "median" } }).cleaning, {
    missing: "median",
    duplicates: "first",
  });
});
