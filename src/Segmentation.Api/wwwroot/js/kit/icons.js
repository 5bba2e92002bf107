import { svg } from "./dom.js";

// Own drawings on a grid of 24, stroked with the colour of the text.
const Paths = {
  home: "M4 11.5 12 5l8 6.5M6.5 10v9h11v-9",
  plus: "M12 5v14M5 12h14",
  list: "M4 6.5h3M10 6.5h10M4 12h3M10 12h10M4 17.5h3M10 17.5h10",
  code: "m8.5 7.5-4.5 4.5 4.5 4.5M15.5 7.5 20 12l-4.5 4.5",
  info: "M12 11v5.5M12 7.5v.4M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z",
  sun:
    "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 3v2M12 19v2M3 12h2M19 12h2" +
    "M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z",
  screen: "M4 5.5h16v10.5H4zM9 20h6M12 16v4",
  file: "M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4",
  download: "M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14",
  upload: "M12 20V8M7.5 12 12 7.5 16.5 12M5 4h14",
  check: "m5 12.5 4.5 4.5L19 7.5",
  cross: "m6.5 6.5 11 11M17.5 6.5l-11 11",
  warning: "M12 9.5v4.5M12 17v.3M12 4 2.8 20h18.4Z",
  clock: "M12 7.5V12l3 2M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
  chart: "M4 20h16M7 16v-5M12 16V6M17 16v-8",
  retry: "M19 12a7 7 0 1 1-2-4.9M19 4v4h-4",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
  arrow: "M5 12h14M13 6l6 6-6 6",
  stop: "M7 7h10v10H7z",
  pause: "M9 6v12M15 6v12",
  play: "M8 5.5v13l10-6.5Z",
  first: "M7 6v12M18 6.5v11L9.5 12Z",
  last: "M17 6v12M6 6.5v11l8.5-5.5Z",
  back: "M15 6l-6 6 6 6",
  forward: "m9 6 6 6-6 6",
  sparkle: "M12 4v4M12 16v4M4 12h4M16 12h4M7 7l2 2M15 15l2 2M17 7l-2 2M9 15l-2 2",
};

/** A small picture. It stands beside a word: screen readers skip it. */
export function icon(name) {
  return svg(
    "svg",
    {
      viewBox: "0 0 24 24",
      class: "icon",
      "aria-hidden": "true",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 1.8,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    },
    svg("path", { d: Paths[name] }),
  );
}
