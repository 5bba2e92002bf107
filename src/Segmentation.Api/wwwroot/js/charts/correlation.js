import { fixed } from "../kit/format.js";
import { drawing } from "./drawing.js";
import { figure } from "./figure.js";
import { fitting, textWidth } from "./pen.js";

const Widest = 84; // pixels of a square
const Tallest = 40;
const Lowest = 15; // one line of letters
const Names = 220; // pixels for a name at the side; more where the squares leave room
const Top = 24;
const Letters = 12;

/** How the features go together. `names` and `matrix` are in the same order. */
export function correlationFigure(title, names, matrix, signal) {
  return figure({
    title,
    heading: "h2",
    summary: () => correlationWords(names, matrix),
    table: () => ({
      columns: ["Feature", ...names.map((text) => ({ text, end: true }))],
      rows: names.map((name, a) => [name, ...matrix[a].map((value) => fixed(value, 3))]),
    }),
    empty: () => (names.length < 2 ? "One feature was compared: there is none that it could go together with." : null),
    picture: drawing({
      signal,
      height: (width) => Top + names.length * layoutOf(names, width).up,
      paint: (pen, size) => paint(pen, size, { names, matrix }),
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
  const scale = "0 is none; 1 and -1 are the strongest.";
  if (pairs.length === 1) return `The correlation of ${say(pairs[0])}. ${scale}`;
  return `Strongest: ${say(pairs[0])}. Weakest: ${say(pairs.at(-1))}. ${scale}`;
}

const numbered = (name, a) => `${a + 1}  ${name}`;

/** Room for the names, and the size of a square: as wide as there is room, never too low for its name. */
function layoutOf(names, width) {
  const longest = Math.max(...names.map((name, a) => textWidth(numbered(name, a), Letters)));
  const left = Math.min(longest + 10, Math.max(Names, width - names.length * Widest), width * 0.4);
  const across = Math.min(Widest, (width - left) / names.length);
  return { left, across, up: Math.min(Tallest, Math.max(Lowest, across)) };
}

function paint(pen, { width, colours }, { names, matrix }) {
  const { left, across, up } = layoutOf(names, width);
  const words = { size: Letters, fill: colours.ink };
  const printed = across >= 2 * textWidth("-0.", Letters);
  const every = Math.ceil(textWidth(String(names.length), Letters) / Math.max(1, across - 2));
  names.forEach((name, a) => {
    const y = Top + a * up;
    pen.text(fitting(numbered(name, a), left - 8, Letters), 0, y + up / 2 + 4, words);
    if (a % every === 0)
      pen.text(String(a + 1), left + (a + 0.5) * across, Top - 8, { ...words, fill: colours.quiet, align: "middle" });
    matrix[a].forEach((value, b) => {
      pen.rect(left + b * across, y, across - 1, up - 1, fillOf(value, colours));
      if (printed) pen.text(fixed(value, 2), left + (b + 0.5) * across, y + up / 2 + 4, { ...words, align: "middle" });
    });
  });
}

function fillOf(value, colours) {
  const strength = Math.round(100 * Math.abs(value));
  return colours.of(`color-mix(in oklab, var(--${value < 0 ? "low" : "high"}) ${strength}%, var(--surface))`);
}
