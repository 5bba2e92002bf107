import assert from "node:assert/strict";
import test from "node:test";
import { decisions, readingWith, sentinels } from "../../../../src/Segmentation.Api/wwwroot/js/datasets/reading.js";

const dataset = (changes = {}) => ({
  format: { kind: "csv", encoding: "utf-8", choices: [] },
  dialect: { delimiter: ";", decimal: ".", headerRow: 3, skippedRows: 2, dateOrder: null, confidence: 1 },
  reading: { encoding: null, delimiter: null, decimal: null, thousands: null, headerRow: null, missing: null },
  columns: [{ type: "number" }],
  issues: [],
  ...changes,
});
const named = (list, name) => list.find((each) => each.name === name);

test("each decision has its value and the readings of its choices", () => {
  const list = decisions(dataset());
  assert.deepEqual(
    list.map(({ name, value }) => `${name}: ${value}`),
    ["Encoding: UTF-8", "Delimiter: semicolon", "Decimal mark: point", "Thousands mark: none", "Header: line 3"],
  );
  assert.deepEqual(
    named(list, "Delimiter").choices.map((choice) => choice.reading),
    [{ delimiter: "comma" }, { delimiter: "tab" }, { delimiter: "pipe" }],
  );
  const header = named(list, "Header").choices;
  assert.deepEqual(header[0], { text: "Line 1", reading: { headerRow: 1 } });
  assert.deepEqual(header.at(-1), { text: "No header", reading: { header: "none" } });
  assert.ok(!header.some((choice) => choice.text === "Line 3"));
});

test("what was asked for stays, and can be left to the file again", () => {
  const reading = { decimal: "comma", headerRow: 2, missing: null };
  const decimal = named(decisions(dataset({ reading })), "Decimal mark");
  assert.equal(decimal.why, "You asked for it.");
  assert.deepEqual(decimal.choices.at(-1), { text: "As it is found in the file", reading: { headerRow: 2 } });
  assert.deepEqual(named(decisions(dataset({ reading })), "Delimiter").choices[0].reading, {
    decimal: "comma",
    headerRow: 2,
    delimiter: "comma",
  });
});

test("a decimal mark takes the place of the same thousands mark", () => {
  const reading = { thousands: "comma", decimal: null };
  const choice = named(decisions(dataset({ reading })), "Decimal mark").choices[0];
  assert.deepEqual(choice, { text: "comma", reading: { decimal: "comma" } });
});

test("a doubt, a guess, a sheet and dates say why", () => {
  const list = decisions(
    dataset({
      format: { kind: "xlsx", encoding: null, sheet: "A", choices: ["A", "B"] },
      columns: [{ type: "date" }],
      issues: [{ code: "AMBIGUOUS_DECIMAL", severity: "warning", value: "1.234" }],
    }),
  );
  assert.deepEqual(
    list.map((each) => each.name),
    ["Sheet", "Decimal mark", "Thousands mark", "Header", "Dates"],
  );
  assert.deepEqual(list[0].choices, [{ text: "B", reading: { sheet: "B" } }]);
  assert.deepEqual([list[1].why, list[1].doubtful], ["1.234 can be read in two ways.", true]);
  assert.equal(list[1].choices[0].text, "comma (1.234 is 1234)");
  assert.equal(list[4].value, "as written");
});

test("a number that may stand for a missing one is one click", () => {
  const issues = ["age", "spend"].map((column) => ({ code: "SENTINEL_VALUES", value: "999", column }));
  assert.deepEqual(sentinels(dataset({ issues, reading: { missing: ["x"] } })), [
    { text: "Take 999 in age, spend as missing", reading: { missing: ["x", "999"] } },
  ]);
  const list = decisions(dataset({ reading: { missing: ["999", "x"] } }));
  assert.deepEqual(
    list.at(-1).choices.map((choice) => choice.text),
    ["Without 999", "Without x", "As it is found in the file"],
  );
});

test("data on the cluster is read as it is", () => {
  assert.deepEqual(decisions(dataset({ uri: "file:///data" })), []);
  assert.deepEqual(readingWith({ sheet: "A", entry: null }, { sheet: null }), {});
});

test("the thousands mark that was found has the others as choices, but not the decimal mark", () => {
  const of = (thousands, decimal = ".") =>
    named(decisions(dataset({ dialect: { ...dataset().dialect, thousands, decimal } })), "Thousands mark");
  assert.equal(of("\u202f").value, "space");
  assert.equal(of(null).value, "none");
  assert.equal(of(".", ",").value, "point");
  assert.deepEqual(
    of("\u00a0").choices.map((choice) => choice.reading),
    [{ thousands: "none" }, { thousands: "comma" }, { thousands: "apostrophe" }],
  );
});

test("an encoding shows what the first cells would be in it", () => {
  const encodings = [{ encoding: "windows-1250", cells: ["Łódź", "Pécs"] }];
  const format = { kind: "csv", encoding: "windows-1252", encodingGuessed: true, choices: [], encodings };
  const { choices } = named(decisions(dataset({ format })), "Encoding");
  assert.deepEqual(
    choices.slice(0, 3).map((choice) => choice.text),
    ["UTF-8", "WINDOWS-1250: Łódź, Pécs", "WINDOWS-1251"],
  );
});

test("dates of which nothing tells the order are in doubt", () => {
  const issues = [{ code: "AMBIGUOUS_DATES", severity: "info", value: "03/04/2026" }];
  const decision = named(decisions(dataset({ columns: [{ type: "date" }], issues })), "Dates");
  assert.equal(decision.why, "Nothing tells day and month apart, as in 03/04/2026.");
  assert.ok(decision.doubtful);
  assert.equal(decision.choices.length, 3);
});
