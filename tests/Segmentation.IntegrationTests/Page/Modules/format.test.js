import assert from "node:assert/strict";
import test from "node:test";
import {
  ago,
  bytes,
  count,
  duration,
  pair,
  percent,
  period,
  plural,
  quantity,
  share,
  signed,
  until,
} from "../../../../src/Segmentation.Api/wwwroot/js/kit/format.js";

const cases = (format, pairs) => {
  for (const [value, text] of pairs) assert.equal(format(value), text);
};

test("a quantity has about four digits, and whole numbers in full", () => {
  cases(quantity, [
    [1_234_567, "1,234,567"],
    [12_345.6, "12,346"],
    [12.3456, "12.35"],
    [0.5, "0.5"],
    [0, "0"],
    [-0.00012345, "-1.23 × 10⁻⁴"],
    [NaN, "–"],
  ]);
});

test("a year has no mark for thousands", () => {
  assert.equal(quantity(1_940, "year"), "1940");
  assert.equal(quantity(1_940, "ratio"), "1,940");
});

test("two values that look alike get more digits", () => {
  assert.deepEqual(pair(48.012, 48.004, "ratio"), ["48.01", "48.00"]);
  assert.deepEqual(pair(48.01, 48.011, "interval"), ["48.010", "48.011"]);
  assert.deepEqual(pair(5, 5, "ratio"), ["5", "5"]);
  assert.deepEqual(pair(1_970.04, 1_970.01, "year"), ["1970.04", "1970.01"]);
});

test("numbers are in the language of the page", () =>
  assert.deepEqual([count(1_437), percent(0.12), share(0.0825)], ["1,437", "12\u00a0%", "8.3\u00a0%"]));

test("bytes in steps of 1024", () => {
  cases(bytes, [
    [999, "999 B"],
    [1_536, "1.5 kB"],
    [1_048_576, "1 MB"],
    [1_073_741_824, "1 GB"],
  ]);
});

test("a duration as people say it", () => {
  cases(duration, [
    [0.0001, "< 1 ms"],
    [0.25, "250 ms"],
    [2.56, "2.6 s"],
    [90, "1 min 30 s"],
    [7_260, "2 h 1 min"],
    [NaN, "–"],
  ]);
});

test("an ISO 8601 duration in words", () => {
  cases(period, [
    ["P30D", "30 days"],
    ["P1DT12H", "1 day 12 hours"],
    ["PT1M", "1 minute"],
    ["P1Y", "P1Y"],
  ]);
});

test("times from now, never in the wrong direction", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  assert.equal(ago("2026-01-01T11:57:00Z", now), "3 minutes ago");
  assert.equal(ago("2026-01-01T12:00:09Z", now), "now");
  assert.equal(until("2026-01-01T15:00:00Z", now), "in 3 hours");
  assert.equal(until("2026-01-01T11:00:00Z", now), "now");
});

test("one and many, and differences with their sign", () => {
  assert.equal(plural(1, "row"), "1 row");
  assert.equal(plural(1_000, "row"), "1,000 rows");
  assert.equal(signed(0.04, 1), "0.0");
  assert.equal(signed(2, 1), "+2.0");
});
