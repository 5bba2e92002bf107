import { count, plural, share } from "../kit/format.js";
import { drawing } from "./drawing.js";
import { figure } from "./figure.js";
import { fitting, textWidth } from "./pen.js";

const Line = 44;
const Bar = 12;
const Letters = 13;
const MostReasons = 6; // drawn; the table has all

/** From the rows of the file to those that were used. `reasons` are [{text, rows}]; rows set apart are extreme. */
export function funnelFigure(title, { read, used, imputed, reasons, setApart }, signal) {
  const drawn = stepsOf({ read, used, reasons: fewer(reasons), setApart });
  return figure({
    title,
    heading: "h2",
    summary: () => funnelWords({ read, used, imputed, reasons, setApart }),
    table: () => ({
      columns: ["Rows", { text: "Number", end: true }, { text: "Of all", end: true }],
      rows: stepsOf({ read, used, reasons, setApart }).map(({ text, rows, kept, apart }) => [
        kept || apart ? text : `Left out: ${text}`,
        count(rows),
        partOf(rows, read),
      ]),
    }),
    picture: drawing({
      signal,
      height: () => drawn.length * Line,
      paint: (pen, size) => drawn.forEach((step, i) => paint(pen, size, step, i * Line, read)),
    }),
  });
}

/** How the numbers add up. */
export function funnelWords({ read, used, imputed, reasons, setApart = 0 }) {
  const left = sum(reasons);
  const parts = [
    `${count(used)} used`,
    left > 0 && `${count(left)} left out`,
    setApart > 0 && `${count(setApart)} set apart as extreme`,
  ];
  const filled = ` ${plural(imputed, "missing value was", "missing values were")} filled in.`;
  const added = left + setApart > 0 ? `${count(read)} read = ${parts.filter(Boolean).join(" + ")}.` : everyRow(read);
  return added + (imputed > 0 ? filled : "");
}

/** Every step with the rows that are left after it: `before` is where its bar starts. */
export function stepsOf({ read, used, reasons, setApart = 0 }) {
  let left = read;
  const apart = { text: "Extreme values, set apart", rows: setApart, before: used, kept: false, apart: true };
  const out = reasons.map(({ text, rows }) => {
    left -= rows;
    return { text, rows, before: left, kept: false };
  });
  return [
    { text: "Rows read", rows: read, before: 0, kept: true },
    ...out,
    ...(setApart > 0 ? [apart] : []),
    { text: "Rows used", rows: used, before: 0, kept: true },
  ];
}

/** The reasons with most rows; the others put together. */
export function fewer(reasons) {
  if (reasons.length <= MostReasons) return reasons;
  const sorted = [...reasons].sort((a, b) => b.rows - a.rows);
  const others = sorted.slice(MostReasons - 1);
  return [
    ...sorted.slice(0, MostReasons - 1),
    { text: `${count(others.length)} other reasons (in the table)`, rows: sum(others) },
  ];
}

const everyRow = (read) => (read === 1 ? "The only row was used." : `All ${count(read)} rows were used.`);
const sum = (reasons) => reasons.reduce((total, each) => total + each.rows, 0);
const partOf = (rows, read) => share(rows / Math.max(1, read));

function paint(pen, { width, colours }, { text, rows, before, kept }, top, read) {
  const scale = width / Math.max(1, read);
  const across = Math.max(rows > 0 ? 2 : 0, rows * scale);
  const words = { size: Letters, fill: colours.ink };
  const number = `${count(rows)} (${partOf(rows, read)})`;
  pen.text(fitting(kept ? text : `− ${text}`, width - textWidth(number, Letters) - 12, Letters), 0, top + 16, words);
  pen.text(number, width, top + 16, { ...words, align: "end" });
  pen.rect(0, top + 22, width, Bar, colours.of("var(--sunken)"));
  const from = Math.min(before * scale, width - across);
  pen.rect(from, top + 22, across, Bar, kept ? colours.accent : colours.of("var(--warn)"));
}
