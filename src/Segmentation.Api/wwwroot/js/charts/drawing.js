import { h } from "../kit/dom.js";
import { onThemeChange } from "../shell/theme-switch.js";
import { pageColours } from "./colours.js";
import { canvasPen, svgPen } from "./pen.js";
import { compose, toBlob } from "./picture.js";

/**
 * The picture of a figure, drawn by the page itself: for what changes many times a second.
 * `paint(pen, {width, height, colours})` draws all of it with a pen of pen.js; `height(width)` gives pixels;
 * `marks(colours)` the key of a saved picture. Besides what a figure needs there are `canvas`, and `redraw()` for the
 * next frame of the browser.
 */
export function drawing({ paint, height, marks, signal }) {
  const canvas = h("canvas");
  const element = h("div", { class: "chart-body drawn", role: "img" }, canvas);
  const view = { canvas, element, paint, height, colours: null, sprites: new Map(), asked: false };
  const watcher = new ResizeObserver(() => render(view));
  watcher.observe(element);
  signal.addEventListener("abort", () => watcher.disconnect());
  onThemeChange(() => {
    view.colours = null;
    view.sprites.clear();
    render(view);
  }, signal);
  return {
    element,
    canvas,
    formats: ["png", "svg"],
    redraw: () => ask(view),
    draw: (label) => {
      element.setAttribute("aria-label", label);
      ask(view);
    },
    image: (format, words) => imageOf(view, marks, format, words),
  };
}

function ask(view) {
  if (view.asked) return;
  view.asked = true;
  requestAnimationFrame(() => {
    view.asked = false;
    render(view);
  });
}

function render(view) {
  const { canvas, element, paint, sprites } = view;
  const width = element.clientWidth;
  if (!width) return;
  const [height, ratio] = [view.height(width), globalThis.devicePixelRatio || 1];
  fit(canvas, width, height, ratio);
  view.colours ??= coloursOf();
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  paint(canvasPen(context, { ratio, font: view.colours.font, sprites }), { width, height, colours: view.colours });
}

function fit(canvas, width, height, ratio) {
  const [across, up] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width === across && canvas.height === up) return;
  Object.assign(canvas, { width: across, height: up });
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
}

// Every colour is asked of the page once: a frame draws thousands of marks.
function coloursOf() {
  const colours = pageColours();
  const known = new Map();
  const segment = (number, k) => {
    if (!known.has(number)) known.set(number, colours.segment(number, k));
    return known.get(number);
  };
  return { ...colours, segment };
}

async function imageOf({ element, paint, height }, marks, format, words) {
  const width = element.clientWidth || 960;
  const colours = pageColours();
  const size = { width, height: height(width) };
  const pen = svgPen(colours.font);
  paint(pen, { ...size, colours });
  const drawn = { svg: pen.done(size.width, size.height), ...size };
  return toBlob(compose(drawn, { ...words, marks: marks?.(colours) }, colours), format);
}
