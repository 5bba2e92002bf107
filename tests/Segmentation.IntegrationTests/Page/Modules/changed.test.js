import assert from "node:assert/strict";
import test from "node:test";
import { changed } from "../../../../src/Segmentation.Api/wwwroot/js/results/changed.js";

const job = {
  datasetId: "ds_1",
  name: "Autumn",
  parameters: { k: "auto", scaling: "none", cleaning: { missing: "drop", duplicates: "first" } },
};

test("a run like another has its settings, but for those that change", () => {
  assert.deepEqual(changed(job, { scaling: "standard" }), {
    datasetId: "ds_1",
    name: "Autumn",
    k: "auto",
    scaling: "standard",
    cleaning: { missing: "drop", duplicates: "first" },
  });
});

test("of cleaning only what is named changes", () => {
  assert.deepEqual(changed(job, { cleaning: { missing: "median" } }).cleaning, {
    missing: "median",
    duplicates: "first",
  });
});
