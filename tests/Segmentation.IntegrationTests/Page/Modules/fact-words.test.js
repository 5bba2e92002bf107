import assert from "node:assert/strict";
import test from "node:test";
import { factWords } from "../../../../src/Segmentation.Api/wwwroot/js/results/fact-words.js";

const fact = (measure, value, all, kind = "ratio") => ({
  ...{ feature: "Spend", measure, value, all, kind },
  direction: value > all ? "above" : "below",
});

test("a fact gives both numbers and the side", () =>
  assert.deepEqual(factWords([fact("mean", 1_210, 100), fact("median", 48.001, 48.002)]), [
    "Spend averages 1,210, above the 100 of all customers",
    "Spend has the median 48.001, below the 48.002 of all customers",
  ]));

test("years have no mark for thousands", () =>
  assert.deepEqual(factWords([fact("mean", 1_958.25, 1_970, "year")]), [
    "Spend averages 1958.3, below the 1970 of all customers",
  ]));

test("shares say all and none only of all and none", () =>
  assert.deepEqual(factWords([fact("share", 1, 0.522), fact("share", 0, 0.0001), fact("share", 0.125, 0.9999)]), [
    "Spend: all, of all customers 52.2\u00a0%",
    "Spend: none, of all customers under 0.1\u00a0%",
    "Spend: 12.5\u00a0%, of all customers over 99.9\u00a0%",
  ]));

test("no fact means that nothing differs", () =>
  assert.deepEqual(factWords([]), ["Close to the average in every feature"]));
