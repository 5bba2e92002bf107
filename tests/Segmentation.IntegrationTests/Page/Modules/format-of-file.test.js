import assert from "node:assert/strict";
import test from "node:test";
import { readAs } from "../../../../src/Segmentation.Api/wwwroot/js/datasets/format.js";

test("a file is said by its format, and by what was chosen", () => {
  assert.equal(readAs({ kind: "csv", encoding: "utf-8" }), "Text, UTF-8");
  assert.equal(
    readAs({ kind: "csv", encoding: "windows-1252", encodingGuessed: true, packing: "gzip" }),
    "Text, WINDOWS-1252 (guessed), packed by gzip",
  );
  assert.equal(
    readAs({ kind: "csv", encoding: "utf-8", columnsBy: "width" }),
    "Text, UTF-8, columns of fixed width",
  );
  assert.equal(
    readAs({ kind: "xlsx", sheet: "Kunden", choices: ["Kunden", "Orte"] }),
    'Excel workbook, sheet "Kunden" of 2',
  );
  assert.equal(
    readAs({ kind: "parquet", packing: "zip", entry: "a/b.parquet" }),
    'Parquet, "a/b.parquet" in a ZIP archive',
  );
});
