import assert from "node:assert/strict";
import test from "node:test";
import { forecastWords, reasonText } from "../../../../src/Segmentation.Api/wwwroot/js/datasets/reasons.js";

test("it says how many rows will be left out, and why", () => {
  const reasons = [
    { code: "MISSING_VALUE", column: "Age", count: 3 },
    { code: "RAGGED_ROW", column: null, count: 1 },
  ];

  assert.equal(forecastWords({ least: 0, most: 0, reasons: [] }), "Every row is used.");
  assert.equal(
    forecastWords({ least: 4, most: 4, reasons }),
    "4 rows will be left out: 3 × value missing in Age, 1 × too few or too many fields.",
  );
  assert.equal(
    forecastWords({ least: 3, most: 4, reasons }),
    "Between 3 and 4 rows will be left out: 3 × value missing in Age, 1 × too few or too many fields.",
  );
});

test("an unknown reason is still a word", () => assert.equal(reasonText("NEW_REASON"), "new reason"));
