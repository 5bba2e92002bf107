import { h } from "../kit/dom.js";
import { colourName } from "./marker.js";

const Names = ["ink", "quiet", "line", "surface", "accent", "control"];
let probe, pixel;

/**
 * Colours of the page as values that a canvas and a file accept: `ink`, `quiet`, …, `segment(number, k)`,
 * `of(expression)` for any colour of CSS, and the `font`.
 */
export function pageColours() {
  return {
    ...Object.fromEntries(Names.map((name) => [name, read(`var(--${name})`)])),
    segment: (number, k) => read(`var(${colourName(number, k)})`),
    of: (expression) => toHex(read(expression)),
    font: getComputedStyle(document.body).fontFamily.replaceAll('"', "'"), // ECharts writes it between " in an SVG
  };
}

// A hidden element resolves the CSS variables.
function read(expression) {
  if (!probe) document.body.append((probe = h("i", { hidden: true })));
  probe.style.color = expression;
  return getComputedStyle(probe).color;
}

// Mixed colours come out as oklab(…), which few programs that open an SVG know.
function toHex(colour) {
  pixel ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const parts = [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3);
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
