import { count, duration } from "../kit/format.js";
import { axis, base, plot } from "./echarts.js";
import { figure } from "./figure.js";

const Narrow = 640; // pixels; below, the two panels stand one above the other
const Panels = [
  ["seconds", "Time", duration],
  ["iterations", "Iterations of the best start", count],
];

/** Time and iterations of every k that was tried. */
export function effortFigure(title, sweep, signal) {
  return figure({
    title,
    heading: "h2",
    summary: () => effortSummary(sweep),
    table: () => effortTable(sweep),
    picture: plot({
      signal,
      height: (width) => (width < Narrow ? 500 : 280),
      option: (colours, width) => effortOption(sweep, colours, width),
    }),
  });
}

/** The whole time and the most expensive k, in words. */
export function effortSummary({ candidates, chosen }) {
  const total = candidates.reduce((sum, each) => sum + each.seconds, 0);
  const slowest = candidates.reduce((a, b) => (b.seconds > a.seconds ? b : a));
  const used = candidates.find((each) => each.k === chosen);
  const text = `k = ${chosen} took ${duration(used.seconds)} and ${count(used.iterations)} iterations.`;
  if (candidates.length === 1) return text;
  const from = `k = ${candidates[0].k} to ${candidates.at(-1).k} took ${duration(total)}`;
  return `${from}, the longest k = ${slowest.k} with ${duration(slowest.seconds)}. ${text}`;
}

/** Every k. */
export function effortTable({ candidates, rows }) {
  return {
    caption: `Measured on ${count(rows)} rows`,
    columns: ["k", "Time", "Iterations"].map((text) => ({ text, end: true })),
    rows: candidates.map((each) => [each.k, duration(each.seconds), count(each.iterations)]),
  };
}

/** Two panels of bars over k; the k that was used is drawn full. */
export function effortOption({ candidates, chosen }, colours, width) {
  const narrow = width < Narrow;
  const ks = candidates.map((each) => each.k);
  return {
    ...base(colours, { trigger: "axis", formatter: (points) => tip(candidates[points[0].dataIndex]) }),
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    grid: Panels.map((_, i) => place(i, narrow)),
    title: Panels.map(([, text], i) => ({
      text,
      left: narrow || i === 0 ? 8 : "52%",
      top: narrow ? `${i * 51}%` : "0%",
      textStyle: { color: colours.ink, fontSize: 13, fontWeight: 600, fontFamily: colours.font },
    })),
    xAxis: Panels.map((_, i) =>
      axis(colours, { gridIndex: i, type: "category", data: ks, name: "k", nameGap: 6, scale: false }),
    ),
    yAxis: Panels.map(([, , format], i) =>
      axis(colours, {
        gridIndex: i,
        scale: false,
        splitNumber: 3,
        minInterval: i === 1 ? 1 : 0,
        axisLabel: { color: colours.quiet, formatter: (value) => (value === 0 ? "0" : format(value)) },
      }),
    ),
    series: Panels.map(([key], i) => ({
      type: "bar",
      xAxisIndex: i,
      yAxisIndex: i,
      barMaxWidth: 34,
      data: candidates.map((each) => ({ value: each[key], itemStyle: look(each.k === chosen, colours) })),
    })),
  };
}

const look = (used, { accent, surface }) => ({
  color: used ? accent : surface,
  borderColor: accent,
  borderWidth: 1.5,
});

function place(i, narrow) {
  if (narrow) return { left: 62, right: 20, top: `${10 + i * 51}%`, height: "31%" };
  return i === 0 ? { left: 70, width: "38%", top: 36, bottom: 30 } : { left: "57%", width: "38%", top: 36, bottom: 30 };
}

function tip(each) {
  return [`k = ${each.k}`, ...Panels.map(([key, text, format]) => `${text}: ${format(each[key])}`)].join("\n");
}
