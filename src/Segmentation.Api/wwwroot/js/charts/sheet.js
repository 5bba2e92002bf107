import { pageColours } from "./colours.js";
import { fitting, svgPen, textWidth } from "./pen.js";
import { compose, toBlob } from "./picture.js";

const Names = 320; // pixels of a row's name, at most
const Letters = 13; // pixels high
const Cell = { width: 96, height: 34 };
const Bar = 300;
const Top = 30;

/**
 * A file of a picture that is made of HTML: pictures of HTML need styles that the security policy forbids. `rows` are
 * {head, cells}; a cell is {text, fill}, `fill` being any colour of CSS, or {text, bar}, a share from 0 to 1.
 */
export function sheetImage({ columns = [], rows }, format, words) {
  const colours = pageColours();
  const pen = svgPen(colours.font);
  const top = columns.length > 0 ? Top : 0;
  const names = Math.min(Names, Math.max(...rows.map(({ head }) => textWidth(head, Letters)))) + 14;
  columns.forEach((text, j) =>
    pen.text(text, names + (j + 0.5) * Cell.width, 18, { size: 12, fill: colours.quiet, align: "middle" }),
  );
  rows.forEach(({ head, cells }, i) => {
    const y = top + i * Cell.height;
    pen.text(fitting(head, names - 14, Letters), 0, y + 21, { size: Letters, fill: colours.ink });
    cells.forEach((cell, j) => paintCell(pen, cell, names + j * Cell.width, y, colours));
  });
  const across = rows.some(({ cells }) => "bar" in cells[0]) ? Bar + 110 : rows[0].cells.length * Cell.width;
  const [width, height] = [names + across, top + rows.length * Cell.height];
  return toBlob(compose({ svg: pen.done(width, height), width, height }, words, colours), format);
}

function paintCell(pen, { text, fill, bar }, x, y, colours) {
  const words = { size: Letters, fill: colours.ink };
  if (bar !== undefined) {
    pen.rect(x, y + 9, Math.max(1, Bar * bar), 14, fill ? colours.of(fill) : colours.accent);
    return pen.text(text, x + Bar * bar + 8, y + 21, words);
  }
  if (fill) pen.rect(x, y, Cell.width - 2, Cell.height - 2, colours.of(fill));
  pen.text(text, x + Cell.width / 2, y + 21, { ...words, align: "middle" });
}
