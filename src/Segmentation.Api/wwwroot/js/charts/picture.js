import { shapeOf } from "./marker.js";

const Margin = 16;
const Line = 20; // pixels from one line of words to the next
const Mark = 16; // pixels of a mark in the key
const Sharpness = 2; // pixels of a PNG for each pixel of the page

/**
 * A picture that is understood alone, as the text of an SVG: the drawing under its title, over the key of the
 * segments and a note. `drawing` is {svg, width, height}; `marks` are [{number, text, colour}].
 */
export function compose(drawing, { title, partial, marks = [] }, colours) {
  const width = drawing.width + 2 * Margin;
  const measure = measurer(colours.font);
  const heads = wrap(title, drawing.width, (text) => measure(text, 17, 600));
  const notes = partial ? wrap(partial, drawing.width, (text) => measure(text, 12, 400)) : [];
  const top = Margin + heads.length * (Line + 4) + 8;
  const places = keyPlaces(marks, drawing.width, (text) => measure(text, 13, 400));
  const keyTop = top + drawing.height + 8;
  const notesTop = keyTop + (places.at(-1)?.line + 1 || 0) * (Line + 4);
  const height = notesTop + notes.length * Line + Margin;
  const lines = [
    ...heads.map((text, i) => words(text, Margin, Margin + 16 + i * (Line + 4), 17, 600, colours.ink, colours)),
    drawing.svg.replace(/^<svg /, `<svg x="${Margin}" y="${top}" `),
    ...places.map((place, i) => keyEntry(marks[i], Margin + place.x, keyTop + place.line * (Line + 4), colours)),
    ...notes.map((text, i) => words(text, Margin, notesTop + 14 + i * Line, 12, 400, colours.quiet, colours)),
  ];
  const back = element("rect", { width, height, fill: colours.surface });
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const svg = element("svg", { xmlns: "http://www.w3.org/2000/svg", ...size }, back + lines.join(""));
  return { svg, width, height };
}

/** A file of the picture: "svg", or "png" made from it. */
export async function toBlob(picture, format) {
  const vector = new Blob([picture.svg], { type: "image/svg+xml" });
  return format === "svg" ? vector : raster(vector, picture);
}

/** The title as a name of a file on any system. */
export function fileName(title, format) {
  const name = title
    .normalize("NFC")
    .replace(/[\u2066-\u2069]/g, "")
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return `${name || "chart"}.${format}`;
}

/** Text in lines of at most `width`, broken between words. */
export function wrap(text, width, widthOf) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length > 0 && `${lines.at(-1)} ${word}`;
    if (longer && widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Where the entries of the key stand: {x, line} of each, line by line. */
export function keyPlaces(marks, width, widthOf) {
  let [x, line] = [0, 0];
  return marks.map(({ text }) => {
    const needs = Mark + 6 + widthOf(text);
    if (x > 0 && x + needs > width) [x, line] = [0, line + 1];
    const place = { x, line };
    x += needs + 18;
    return place;
  });
}

function keyEntry({ number, text, colour }, x, y, colours) {
  const scale = `translate(${x} ${y}) scale(${Mark / 24})`;
  const mark = element("path", { d: shapeOf(number), fill: colour, transform: scale });
  return mark + words(text, x + Mark + 6, y + 13, 13, 400, colours.ink, colours);
}

function words(text, x, y, size, weight, fill, { font }) {
  const look = { "font-family": font, "font-size": size, "font-weight": weight, fill };
  return element("text", { x, y, ...look }, escape(text));
}

/** An element of an SVG as text. */
export function element(name, attributes, content = "") {
  const texts = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(String(value))}"`);
  return `<${name}${texts.join("")}>${content}</${name}>`;
}

/** Text that is safe in an SVG. */
export const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function measurer(font) {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  return (text, size, weight) => {
    context.font = `${weight} ${size}px ${font}`;
    return context.measureText(text).width;
  };
}

async function raster(vector, { width, height }) {
  const address = URL.createObjectURL(vector);
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(Math.round(width * Sharpness), Math.round(height * Sharpness));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: "image/png" });
  } finally {
    URL.revokeObjectURL(address);
  }
}
