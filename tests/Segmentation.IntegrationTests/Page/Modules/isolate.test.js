import assert from "node:assert/strict";
import test from "node:test";
import {
  bare,
  isolate,
  isolateIn,
  isolateQuoted,
  pieces,
} from "../../../../src/Segmentation.Api/wwwroot/js/kit/isolate.js";

test("a name stands between the marks of Unicode, once", () => {
  assert.equal(isolate("גיל"), "\u2068גיל\u2069");
  assert.equal(isolate(isolate("גיל")), "\u2068גיל\u2069");
  assert.equal(bare("Age of \u2068גיל\u2069"), "Age of גיל");
});

test("in a sentence names are isolated where they stand as words, the longest first", () => {
  assert.equal(
    isolateIn("Spend (EUR) averages 5; Spend 7; Spending 8.", ["Spend", "Spend (EUR)"]),
    "\u2068Spend (EUR)\u2069 averages 5; \u2068Spend\u2069 7; Spending 8.",
  );
  assert.equal(isolateIn("Age", []), "Age");
});

test("in a sentence of the service what stands in quotes is isolated", () => {
  assert.equal(
    isolateQuoted('There is no column "גיל". Is "Age" meant?'),
    'There is no column "\u2068גיל\u2069". Is "\u2068Age\u2069" meant?',
  );
  assert.equal(isolateQuoted("A 7\" frame."), "A 7\" frame.");
  assert.equal(isolateQuoted(undefined), undefined);
});

test("the parts of a text are told apart", () =>
  assert.deepEqual(pieces("Mean \u2068a\u2069, \u2068b\u2069"), [
    { text: "Mean ", isolated: false },
    { text: "a", isolated: true },
    { text: ", ", isolated: false },
    { text: "b", isolated: true },
  ]));
