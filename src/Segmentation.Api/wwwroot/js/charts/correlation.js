import { fixed } from "../kit/format.js";
import { drawing } from "./drawing.js";
import { figure } from "./figure.js";

const Most = 46; // pixels of a square
const Names = 150; // pixels for a name at the side
const Top = 26;
const Printed = 30; // pixels of a square that has room for its number

/** How the features go together. `names` and `matrix` are in the same order. */
export function correlationFigure(title, names, matrix, signal) {
  const cellOf = (width) => Math.min(Most, Math.max(8, (width - namesOf(width)) / names.length));
  return figure({
    title,
    summary: () => correlationWords(names, matrix),
    table: () => ({
      columns: ["Feature", ...names.map((text) => ({ text, end: true }))],
      rows: names.map((name, a) => [name, ...matrix[a].map((value) => fixed(value, 3))]),
    }),
    empty: () => (names.length < 2 ? "One feature was compared: there is none that it could go together with." : null),
    picture: drawing({
      signal,
      height: (width) => Top + names.length * cellOf(width) + 6,
      paint: (pen, size) => paint(pen, size, { names, matrix, cell: cellOf(size.width) }),
    }),
  });
}

/** The pairs that go together most and least. */
export function correlationWords(names, matrix) {
  if (names.length < 2) return "A correlation needs two features.";
  const pairs = names.flatMap((name, a) =>
    names.slice(a + 1).map((other, i) => ({ name, other, value: matrix[a][a + 1 + i] })),
  );
  pairs.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const say = ({ name, other, value }) => `${name} and ${other} (${fixed(value, 2)})`;
  if (pairs.length === 1) return `The correlation of ${say(pairs[0])}; 0 is none, 1 and −1 are the strongest.`;
  return `Most alike: ${say(pairs[0])}. Least: ${say(pairs.at(-1))}. 0 is none, 1 and −1 are the strongest.`;
}

const namesOf = (width) => Math.min(Names, width * 0.35);

function paint(pen, { width, colours }, { names, matrix, cell }) {
  const left = namesOf(width);
  const words = { size: 12, fill: colours.ink };
  names.forEach((name, a) => {
    const y = Top + a * cell;
    pen.text(cut(name, left), left - 6, y + cell / 2 + 4, { ...words, align: "end" });
    pen.text(String(a + 1), left + (a + 0.5) * cell, Top - 8, { ...words, fill: colours.quiet, align: "middle" });
    matrix[a].forEach((value, b) => {
      const strength = Math.round(100 * Math.abs(value));
      const fill = colours.of(`color-mix(in oklab, var(--${value < 0 ? "low" : "high"}) ${strength}%, var(--surface))`);
      pen.rect(left + b * cell, y, cell - 1, cell - 1, fill);
      if (cell < Printed) return;
      pen.text(fixed(value, 2), left + (b + 0.5) * cell, y + cell / 2 + 4, { ...words, align: "middle" });
    });
  });
}

const cut = (name, width) => {
  const most = Math.floor(width / 7.5);
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
};
