import { shapeOf } from "./marker.js";
import { element, escape } from "./picture.js";

/*
 * What a drawing is made with, on a canvas and as an SVG alike. Positions and sizes are pixels of the page.
 * mark(number, x, y, {size, fill, stroke, width, opacity}): the outline of a segment
 * circle(x, y, radius, {fill, stroke, width, opacity})
 * rect(x, y, across, up, fill)
 * line([[x, y], …], {stroke, width, dash, opacity})
 * text(words, x, y, {size, weight, fill, halo, align, turn}): align is start, middle or end; turned by 90° to the left
 */

const LetterWidth = 0.53; // of the size of the letters, on average

/** About how many pixels a text takes: known before there is anything to draw it with. */
export const textWidth = (words, size) => String(words).length * size * LetterWidth;

/** A text that takes about so many pixels at most. */
export function fitting(words, pixels, size) {
  const most = Math.max(1, Math.floor(pixels / (size * LetterWidth)));
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}

/** Draws on a canvas; marks are kept as pictures, because thousands of paths take longer than a frame. */
export function canvasPen(context, { ratio, font, sprites }) {
  const styled = (look, draw) => {
    context.save();
    context.globalAlpha = look.opacity ?? 1;
    context.lineWidth = look.width ?? 1;
    context.fillStyle = look.fill ?? "transparent";
    context.strokeStyle = look.stroke ?? "transparent";
    context.setLineDash(look.dash ?? []);
    draw();
    context.restore();
  };
  return {
    mark(number, x, y, look) {
      const sprite = spriteOf(sprites, number, look, ratio);
      const half = sprite.width / ratio / 2;
      context.globalAlpha = look.opacity ?? 1;
      context.drawImage(sprite, x - half, y - half, 2 * half, 2 * half);
      context.globalAlpha = 1;
    },
    circle: (x, y, radius, look) =>
      styled(look, () => {
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        if (look.fill) context.fill();
        if (look.stroke) context.stroke();
      }),
    rect: (x, y, across, up, fill) => styled({ fill }, () => context.fillRect(x, y, across, up)),
    line: (points, look) =>
      styled(look, () => {
        context.beginPath();
        points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
        context.stroke();
      }),
    text: (words, x, y, { size = 12, weight = 400, halo, align = "start", turn, ...look }) =>
      styled({ ...look, stroke: halo, width: 3 }, () => {
        context.font = `${weight} ${size}px ${font}`;
        context.textAlign = align === "middle" ? "center" : align;
        context.lineJoin = "round";
        context.translate(x, y);
        if (turn) context.rotate(-Math.PI / 2);
        if (halo) context.strokeText(words, 0, 0);
        context.fillText(words, 0, 0);
      }),
  };
}

/** Writes the same as an SVG. `done(width, height)` gives its text. */
export function svgPen(font) {
  const parts = [];
  const add = (name, attributes, content) => parts.push(element(name, attributes, content));
  const looks = ({ fill = "none", stroke = "none", width = 1, opacity = 1, dash }) => ({
    fill,
    stroke,
    "stroke-width": width,
    opacity,
    ...(dash && { "stroke-dasharray": dash.join(" ") }),
  });
  return {
    mark(number, x, y, { size, ...look }) {
      const scale = size / 24;
      const place = `translate(${x - size / 2} ${y - size / 2}) scale(${scale})`;
      add("path", { d: shapeOf(number), transform: place, ...looks({ ...look, width: (look.width ?? 0) / scale }) });
    },
    circle: (x, y, radius, look) => add("circle", { cx: x, cy: y, r: radius, ...looks(look) }),
    rect: (x, y, width, height, fill) => add("rect", { x, y, width, height, fill }),
    line: (points, look) => add("polyline", { points: points.map((each) => each.join(",")).join(" "), ...looks(look) }),
    text(words, x, y, { size = 12, weight = 400, fill, halo, align = "start", turn }) {
      const look = { "font-family": font, "font-size": size, "font-weight": weight, fill, "text-anchor": align };
      const around = halo && { stroke: halo, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };
      const place = `translate(${x} ${y})${turn ? " rotate(-90)" : ""}`;
      add("text", { ...look, ...around, transform: place }, escape(words));
    },
    done: (width, height) =>
      element("svg", { xmlns: "http://www.w3.org/2000/svg", width, height }, parts.join("")),
  };
}

function spriteOf(sprites, number, { size, fill, stroke, width = 0 }, ratio) {
  const key = [number, size, fill, stroke, width].join();
  let sprite = sprites.get(key);
  if (sprite) return sprite;
  const across = size + 2 * width + 2;
  sprite = new OffscreenCanvas(Math.ceil(across * ratio), Math.ceil(across * ratio));
  const context = sprite.getContext("2d");
  const scale = (ratio * size) / 24;
  context.translate(sprite.width / 2 - 12 * scale, sprite.height / 2 - 12 * scale);
  context.scale(scale, scale);
  const path = new Path2D(shapeOf(number));
  context.lineWidth = (2 * width * ratio) / scale;
  if (stroke) {
    context.strokeStyle = stroke;
    context.lineJoin = "round";
    context.stroke(path);
  }
  context.fillStyle = fill;
  context.fill(path);
  sprites.set(key, sprite);
  return sprite;
}
