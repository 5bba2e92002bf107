import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { colourName, shapeOf } from "../../../../src/Segmentation.Api/wwwroot/js/charts/marker.js";

const Most = 64; // segments that can be told apart; a run has at most 50
const css = ["base", "charts"].map(sheet).join("\n");

function sheet(name) {
  return readFileSync(new URL(`../../../../src/Segmentation.Api/wwwroot/css/${name}.css`, import.meta.url), "utf8");
}

/** The light and the dark colour of a CSS variable. */
function coloursOf(variable) {
  const found = new RegExp(`${variable}: light-dark\\((#\\w{6}), (#\\w{6})\\);`).exec(css);
  assert.ok(found, `no colours for ${variable}`);
  return found.slice(1);
}

// Relative luminance and contrast as in WCAG 2.2.
function luminance(colour) {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const part = parseInt(colour.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

test("no two segments have the same outline and the same colour", () => {
  for (let k = 2; k <= Most; k++) {
    const marks = Array.from({ length: k }, (_, i) => `${colourName(i + 1, k)} ${shapeOf(i + 1)}`);
    assert.equal(new Set(marks).size, k);
  }
});

test("up to six segments have colours of their own", () => {
  for (let k = 2; k <= 6; k++)
    assert.equal(new Set(Array.from({ length: k }, (_, i) => coloursOf(colourName(i + 1, k))[0])).size, k);
});

test("every colour has a contrast of at least 3 with what is behind it, light and dark", () => {
  const behind = coloursOf("--surface");
  for (const k of [6, 8])
    for (let number = 1; number <= k; number++)
      coloursOf(colourName(number, k)).forEach((colour, i) =>
        assert.ok(contrast(colour, behind[i]) >= 3, `${colour} on ${behind[i]}: ${contrast(colour, behind[i])}`),
      );
});
