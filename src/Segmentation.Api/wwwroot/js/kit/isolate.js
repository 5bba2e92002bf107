// Names and cells of a file may be written from right to left, and would turn the words and numbers around them. In
// texts they stand between the marks of Unicode for that; dom.js makes <bdi> of them.
const [First, Pop] = ["\u2068", "\u2069"];
const Marks = /[\u2066-\u2069]/g;
const Isolated = /\u2068([^\u2068\u2069]*)\u2069/;

/** A name or a cell, for use in a text. */
export const isolate = (name) => `${First}${bare(name)}${Pop}`;

/** A text without the marks. */
export const bare = (text) => String(text).replace(Marks, "");

/** A sentence of the server in which the names are isolated, wherever they stand as words. */
export function isolateIn(text, names) {
  const known = names.map(bare).filter(Boolean);
  if (!text || known.length === 0) return text;
  known.sort((a, b) => b.length - a.length);
  const any = known.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}_])(?:${any})(?![\\p{L}\\p{N}_])`, "gu"), (name) => isolate(name));
}

/** A sentence of the service: the names and cells in it stand between straight quotes. */
export const isolateQuoted = (text) => text?.replace(/"([^"\n]+)"/g, (_, name) => `"${isolate(name)}"`);

/** The parts of a text, in order: {text, isolated}. */
export function pieces(text) {
  return text
    .split(Isolated)
    .map((part, i) => ({ text: part, isolated: i % 2 === 1 }))
    .filter((part) => part.text !== "" || part.isolated);
}
