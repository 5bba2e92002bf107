import { count, plural, share } from "../kit/format.js";
import { drawing } from "./drawing.js";
import { figure } from "./figure.js";

const Line = 46;

/** From the rows of the file to those that were used. `reasons` are [{text, rows}]. */
export function funnelFigure(title, { read, used, imputed, reasons }, signal) {
  const steps = [
    { text: "Rows read", rows: read, kept: true },
    ...reasons.map((each) => ({ ...each, kept: false })),
    { text: "Rows used", rows: used, kept: true },
  ];
  return figure({
    title,
    heading: "h2",
    summary: () => funnelWords({ read, used, imputed, reasons }),
    table: () => ({
      columns: ["Rows", { text: "Number", end: true }, { text: "Of all", end: true }],
      rows: steps.map(({ text, rows, kept }) => [
        kept ? text : `left out: ${text}`,
        count(rows),
        share(rows / Math.max(1, read)),
      ]),
    }),
    picture: drawing({
      signal,
      height: () => steps.length * Line,
      paint: (pen, size) => steps.forEach((step, i) => paint(pen, size, step, i * Line, read)),
    }),
  });
}

/** How the numbers add up. */
export function funnelWords({ read, used, imputed, reasons }) {
  const left = reasons.reduce((sum, each) => sum + each.rows, 0);
  const filled = ` ${plural(imputed, "missing value was", "missing values were")} filled in.`;
  const sum = `${count(read)} read = ${count(used)} used + ${count(left)} left out.`;
  return sum + (imputed > 0 ? filled : "");
}

function paint(pen, { width, colours }, { text, rows, kept }, top, read) {
  const across = Math.max(rows > 0 ? 1 : 0, (width * rows) / Math.max(1, read));
  const words = { size: 13, fill: colours.ink };
  pen.text(kept ? text : `− ${text}`, 0, top + 16, words);
  pen.text(`${count(rows)} (${share(rows / Math.max(1, read))})`, width, top + 16, { ...words, align: "end" });
  pen.rect(0, top + 22, width, 12, colours.line);
  pen.rect(0, top + 22, across, 12, kept ? colours.accent : colours.control);
}
