import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { PointOpacity } from "../../../../src/Segmentation.Api/wwwroot/js/charts/scatter.js";

// What charts.css promises: the smallest difference between two colours of a set, over four kinds of sight.
const Promised = { 6: { light: 20.8, dark: 23.6 }, 8: { light: 16.4, dark: 16.2 } };
// From here on, two marks side by side are told apart at a glance; 0.55 opacity brings two colours below 7.
const Floor = 12;

// Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
const Sights = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
// sRGB to XYZ (IEC 61966-2-1) and the white of D65.
const ToXyz = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const White = [0.95047, 1, 1.08883];

const css = ["base", "charts"]
  .map((name) =>
    readFileSync(new URL(`../../../../src/Segmentation.Api/wwwroot/css/${name}.css`, import.meta.url), "utf8"),
  )
  .join("\n");

function coloursOf(variable, theme) {
  const found = new RegExp(`${variable}: light-dark\\((#\\w{6}), (#\\w{6})\\);`).exec(css);
  return found[theme === "light" ? 1 : 2];
}

const parts = (colour) => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16) / 255);
const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const times = (matrix, vector) => matrix.map((row) => row.reduce((sum, each, i) => sum + each * vector[i], 0));

/** A colour over a background, as one sees it, in CIELAB. */
function seen(colour, behind, opacity, sight) {
  const [over, under] = [parts(colour), parts(behind)];
  const blended = over.map((part, i) => linear(part * opacity + under[i] * (1 - opacity)));
  const shown = times(Sights[sight], blended).map((part) => Math.min(1, Math.max(0, part)));
  const bend = (t) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const [x, y, z] = times(ToXyz, shown).map((value, i) => bend(value / White[i]));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIEDE2000 as in Sharma, Wu and Dalal (2005); their table is the test below. */
function difference([l1, a1, b1], [l2, a2, b2]) {
  const [radian, seventh] = [Math.PI / 180, (c) => Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7))];
  const stretch = 1.5 - 0.5 * seventh((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2);
  const [p1, p2] = [a1 * stretch, a2 * stretch];
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const hue = (a, b) => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) / radian + 360) % 360);
  const [h1, h2] = [hue(p1, b1), hue(p2, b2)];
  const grey = c1 * c2 === 0;
  const turn = grey ? 0 : ((((h2 - h1 + 180) % 360) + 360) % 360) - 180;
  const wide = Math.abs(h1 - h2) > 180;
  const h = grey ? h1 + h2 : (h1 + h2 + (wide ? (h1 + h2 < 360 ? 360 : -360) : 0)) / 2;
  const [l, c] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const cos = (degrees) => Math.cos(degrees * radian);
  const t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.2 * cos(4 * h - 63);
  const dl = (l2 - l1) / (1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2));
  const dc = (c2 - c1) / (1 + 0.045 * c);
  const dh = (2 * Math.sqrt(c1 * c2) * Math.sin((turn / 2) * radian)) / (1 + 0.015 * c * t);
  const rotation = -2 * seventh(c) * Math.sin(60 * Math.exp(-(((h - 275) / 25) ** 2)) * radian);
  return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + rotation * dc * dh);
}

/** The smallest difference of any two of a set, over all kinds of sight. */
function smallest(size, theme, opacity) {
  const behind = coloursOf("--surface", theme);
  const set = Array.from({ length: size }, (_, i) => coloursOf(`--segment-${i + 1}-of-${size}`, theme));
  const found = Object.keys(Sights).flatMap((sight) => {
    const labs = set.map((colour) => seen(colour, behind, opacity, sight));
    return labs.flatMap((one, i) => labs.slice(i + 1).map((other) => difference(one, other)));
  });
  return Math.min(...found);
}

test("the difference of colours is that of the table of Sharma, Wu and Dalal", () => {
  const table = [
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, -1.3802, -84.2814], [50, 0, -82.7485], 1.0],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
    [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
    [[50, -0.001, 2.49], [50, 0.0011, -2.49], 4.7461],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[50, 2.5, 0], [50, 3.2592, 0.335], 1.0],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[63.0109, -31.0961, -5.8663], [62.8187, -29.7946, -4.0864], 1.263],
    [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
    [[6.7747, -0.2908, -2.4247], [5.8714, -0.0985, -2.2286], 0.6377],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ];
  for (const [one, other, expected] of table)
    assert.ok(Math.abs(difference(one, other) - expected) < 0.5e-4, `${one} ${other}: ${difference(one, other)}`);
});

test("the points of a map differ by as much as their colours promise, for any eyes, light and dark", () => {
  for (const size of [6, 8])
    for (const theme of ["light", "dark"]) {
      const found = smallest(size, theme, PointOpacity);
      assert.ok(found >= Promised[size][theme] - 0.05, `${size} colours, ${theme}: ${found.toFixed(2)}`);
      assert.ok(found >= Floor);
    }
});

test("seen through, they would not", () => {
  assert.ok(smallest(8, "light", 0.55) < 7);
  assert.ok(smallest(6, "light", 0.55) < 7.5);
  assert.ok(smallest(8, "light", 0.75) < Floor);
});
