import assert from "node:assert/strict";
import test from "node:test";
import { fileName, keyPlaces, wrap } from "../../../../src/Segmentation.Api/wwwroot/js/charts/picture.js";

const letters = (text) => text.length;

test("the name of a file is the title, without what no system takes", () => {
  assert.equal(fileName("Map of the customers", "svg"), "Map of the customers.svg");
  assert.equal(fileName('a/b\\c: "d" <e>|f?*\n', "png"), "a b c d e f.png");
  assert.equal(fileName("Größe", "png"), "Größe.png");
  assert.equal(fileName("???", "png"), "chart.png");
});

test("words are broken between words, and a long one stays whole", () => {
  assert.deepEqual(wrap("one two three", 7, letters), ["one two", "three"]);
  assert.deepEqual(wrap("incomprehensible so", 6, letters), ["incomprehensible", "so"]);
});

test("entries of the key go to the next line where one is full", () => {
  const marks = [{ text: "0123456789" }, { text: "01234" }, { text: "0123" }];
  // A mark takes 16 and 6, the gap behind an entry 18.
  assert.deepEqual(keyPlaces(marks, 80, letters), [
    { x: 0, line: 0 },
    { x: 50, line: 0 },
    { x: 0, line: 1 },
  ]);
});
