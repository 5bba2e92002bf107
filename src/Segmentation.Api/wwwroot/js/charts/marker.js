import { svg } from "../kit/dom.js";

// Sets found by search for the largest smallest difference (CIEDE2000) under normal, protan, deutan and tritan sight, all ≥ 3:1 on their background.
const Colours = {
  light: {
    6: ["#349474", "#382040", "#800018", "#c07cb8", "#f03008", "#4418d8"],
    8: ["#b02428", "#a880e4", "#342444", "#40686c", "#2c9c80", "#7838bc", "#540c1c", "#c47428"],
  },
  dark: {
    6: ["#4c9084", "#d8b414", "#c02c24", "#8c38d8", "#b4a4f4", "#20f8d0"],
    8: ["#c8e854", "#b03884", "#5c6c58", "#48c4fc", "#e87094", "#3868f8", "#f4d4c8", "#988c04"],
  },
};
// On a grid of 24; the charts draw the same outlines.
export const Shapes = [
  "M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19Z",
  "M3.5 3.5h17v17h-17Z",
  "M12 2 22.5 20.5h-21Z",
  "M12 1 22 12 12 23 2 12Z",
  "M8.5 2h7v6.5h6.5v7h-6.5v6.5h-7v-6.5h-6.5v-7h6.5Z",
  "M12 1.5l3.1 7 7.4.8-5.5 5.1 1.5 7.4-6.5-3.7-6.5 3.7 1.5-7.4-5.5-5.1 7.4-.8Z",
  "M12 23C7 16.5 4 13.2 4 9.3a8 8 0 0 1 16 0c0 3.9-3 7.2-8 13.7Z",
  "M12 1.5 21.5 22 12 17.5 2.5 22Z",
];

export const isDark = () => {
  const set = document.documentElement.dataset.theme;
  return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

/** Colour of segment `number` (from 1) when there are `k`. */
export function colourOf(number, k) {
  const set = Colours[isDark() ? "dark" : "light"][k <= 6 ? 6 : 8];
  return set[(number - 1) % set.length];
}

/** Shape of segment `number`: colour and shape together never repeat below 65 segments. */
export function shapeOf(number) {
  const i = number - 1;
  return Shapes[(i + Math.floor(i / 8)) % 8];
}

/** The mark of a segment, as it is drawn in every chart. */
export function marker(number, k) {
  const path = svg("path", { d: shapeOf(number), fill: colourOf(number, k) });
  const paint = () =>
    path.isConnected
      ? path.setAttribute("fill", colourOf(number, k))
      : document.removeEventListener("themechange", paint);
  document.addEventListener("themechange", paint);
  return svg("svg", { viewBox: "0 0 24 24", class: "marker", "aria-hidden": "true" }, path);
}
