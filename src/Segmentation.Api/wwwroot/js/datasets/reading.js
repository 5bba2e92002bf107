// How a file was read, decision by decision, and how else it may be read. Without a document, so that it is tested
// without one. `reading` has the fields of POST /api/v1/datasets/{id}:reread; null is found in the file.

import { percent } from "../kit/format.js";

const Delimiters = { comma: ",", semicolon: ";", tab: "\t", pipe: "|" };
const Marks = { point: ".", comma: "," };
const Groups = { none: "", point: ".", comma: ",", space: " ", apostrophe: "'" };
const Blank = /^\s$/;
const Orders = { dmy: "day, month, year", mdy: "month, day, year", ymd: "year, month, day" };
const Encodings = [
  "utf-8",
  "windows-1252",
  "windows-1250",
  "windows-1251",
  "windows-1254",
  "iso-8859-15",
  "macintosh",
  "utf-16",
  "shift_jis",
  "gb18030",
  "big5",
  "euc-kr",
];
const Below = 3; // lines below the header that are offered as the header
const Asked = "You asked for it.";

const wordOf = (words, mark) => Object.keys(words).find((word) => words[word] === mark) ?? mark;
const find = (dataset, code) => dataset.issues.find((issue) => issue.code === code);

/** The reading with other fields, without those that are found in the file. */
export function readingWith(reading, fields) {
  const all = Object.entries({ ...reading, ...fields });
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
}

/** What was decided: name, value, why, and the choices: each a text and the reading that it asks for. */
export function decisions(dataset) {
  if (dataset.uri || !dataset.reading) return [];
  return [encoding, part, delimiter, decimal, thousands, header, dates, missing]
    .map((decide) => decide(dataset))
    .filter(Boolean)
    .map((decision) => withFound(dataset, decision));
}

/** One click for each number that may stand for a missing one: its text and the reading that it asks for. */
export function sentinels({ issues, reading }) {
  const found = issues.filter((issue) => issue.code === "SENTINEL_VALUES" && issue.value);
  const values = [...new Set(found.map((issue) => issue.value))];
  return values.map((value) => {
    const columns = found.filter((issue) => issue.value === value).map((issue) => issue.column);
    const text = `Take ${value} in ${columns.join(", ")} as missing`;
    return { text, reading: readingWith(reading, { missing: [...(reading.missing ?? []), value] }) };
  });
}

// What was asked for can be left to the file again.
function withFound({ reading }, { fields, ...decision }) {
  if (!fields.some((field) => reading[field] !== null && reading[field] !== undefined)) return decision;
  const found = readingWith(reading, Object.fromEntries(fields.map((field) => [field, null])));
  const choices = [...decision.choices, { text: "As it is found in the file", reading: found }];
  return { ...decision, why: Asked, choices };
}

function encoding(dataset) {
  const { format, reading } = dataset;
  if (format.kind !== "csv" || !format.encoding) return null;
  const cell = find(dataset, "ENCODING_GUESSED")?.value;
  const shown = cell ? ` A cell reads “${cell}”.` : "";
  return {
    name: "Encoding",
    fields: ["encoding"],
    value: `${format.encoding.toUpperCase()}${format.encodingGuessed ? " (guessed)" : ""}`,
    why: format.encodingGuessed ? `Nothing in the file says it; it is not UTF-8.${shown}` : "All bytes fit it.",
    choices: Encodings.filter((name) => name !== format.encoding).map((name) => ({
      text: `${name.toUpperCase()}${cellsIn(format, name)}`,
      reading: readingWith(reading, { encoding: name }),
    })),
  };
}

// What the first cells with letters beyond ASCII would be.
function cellsIn({ encodings = [] }, name) {
  const cells = encodings.find((each) => each.encoding === name)?.cells ?? [];
  return cells.length > 0 ? `: ${cells.join(", ")}` : "";
}

function part({ format: { sheet, entry, choices }, reading }) {
  if (choices.length < 2) return null;
  const [name, field, value] = sheet ? ["Sheet", "sheet", sheet] : ["File in the archive", "entry", entry];
  return {
    name,
    fields: [field],
    value,
    why: sheet ? "It is the first one with a table." : "It is the one that looks like a table.",
    choices: choices
      .filter((other) => other !== value)
      .map((other) => ({ text: other, reading: readingWith(reading, { [field]: other }) })),
  };
}

function delimiter({ format, dialect, reading }) {
  if (format.kind !== "csv") return null; // a workbook has cells of its own
  const value = wordOf(Delimiters, dialect.delimiter);
  return {
    name: "Delimiter",
    fields: ["delimiter"],
    value,
    why: `It splits the lines most evenly (${percent(dialect.confidence)} sure).`,
    choices: Object.keys(Delimiters)
      .filter((word) => word !== value)
      .map((word) => ({ text: word, reading: readingWith(reading, { delimiter: word }) })),
  };
}

function decimal(dataset) {
  const { dialect, reading } = dataset;
  const value = wordOf(Marks, dialect.decimal);
  const doubt = find(dataset, "AMBIGUOUS_DECIMAL");
  const others = (word) => (reading.thousands === word ? { thousands: null } : {});
  return {
    name: "Decimal mark",
    fields: ["decimal"],
    value,
    why: doubt ? `${doubt.value} can be read in two ways.` : "It is how the numbers of the file are written.",
    doubtful: doubt?.severity === "warning",
    choices: Object.keys(Marks)
      .filter((word) => word !== value)
      .map((word) => ({
        text: doubt ? `${word} (${doubt.value} is ${numberOf(doubt.value, word)})` : word,
        reading: readingWith(reading, { ...others(word), decimal: word }),
      })),
  };
}

// What a number such as 1.234 is with this decimal mark, written with a point.
const numberOf = (text, word) =>
  word === "comma" ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");

function thousands({ dialect, reading }) {
  const found = dialect.thousands ?? "";
  const value = Blank.test(found) ? "space" : wordOf(Groups, found);
  return {
    name: "Thousands mark",
    fields: ["thousands"],
    value,
    why: found ? "It stands between groups of three digits." : "No number has one.",
    choices: Object.keys(Groups)
      .filter((word) => word !== value && Groups[word] !== dialect.decimal)
      .map((word) => ({ text: word, reading: readingWith(reading, { thousands: word }) })),
  };
}

function header({ dialect: { headerRow, skippedRows }, reading }) {
  const rows = Array.from({ length: Math.max(headerRow, skippedRows) + Below }, (_, i) => i + 1);
  const choices = rows
    .filter((row) => row !== headerRow)
    .map((row) => ({ text: `Line ${row}`, reading: readingWith(reading, { header: null, headerRow: row }) }));
  const none = { text: "No header", reading: readingWith(reading, { header: "none", headerRow: null }) };
  return {
    name: "Header",
    fields: ["header", "headerRow"],
    value: headerRow > 0 ? `line ${headerRow}` : "none",
    why: headerRow > 0 ? "The rows below are of other types." : "The first row is like the others.",
    choices: headerRow > 0 ? [...choices.slice(0, 11), none] : choices.slice(0, 12),
  };
}

function dates(dataset) {
  const { columns, dialect, reading } = dataset;
  if (!columns.some((column) => column.type === "date") && !reading.dateOrder) return null;
  const found = dialect.dateOrder;
  const open = find(dataset, "AMBIGUOUS_DATES");
  return {
    name: "Dates",
    fields: ["dateOrder"],
    value: Orders[found] ?? (open ? "day, month, year (guessed)" : "as written"),
    doubtful: Boolean(open),
    why: whyOrder(found, open),
    choices: Object.keys(Orders)
      .filter((order) => order !== found)
      .map((order) => ({ text: Orders[order], reading: readingWith(reading, { dateOrder: order }) })),
  };
}

function whyOrder(found, open) {
  if (open) return `Nothing tells day and month apart, as in ${open.value}.`;
  return found ? "Some day is above 12." : "Nothing tells day and month apart, or nothing has to.";
}

function missing({ reading }) {
  const words = reading.missing ?? [];
  if (words.length === 0) return null;
  const without = (word) => words.filter((each) => each !== word);
  return {
    name: "Missing besides the usual",
    fields: ["missing"],
    value: words.join(", "),
    why: Asked,
    choices:
      words.length > 1
        ? words.map((word) => ({
            text: `Without ${word}`,
            reading: readingWith(reading, { missing: without(word) }),
          }))
        : [],
  };
}
