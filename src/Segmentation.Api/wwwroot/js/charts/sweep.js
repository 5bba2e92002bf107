import { axis, base } from "./figure.js";
import { count, duration, fixed, quantity, score } from "../kit/format.js";

const Panels = [
  ["inertia", "Inertia: lower is tighter", quantity],
  ["silhouette", "Silhouette: higher is better", (value) => fixed(value, 4)],
  ["calinskiHarabasz", "Calinski–Harabasz: higher is better", quantity],
  ["daviesBouldin", "Davies–Bouldin: lower is better", (value) => fixed(value, 3)],
];

export const sweepHeight = (width) => (width < 640 ? 840 : 500);

/** Four small charts over k with one cursor. `sweep` is {candidates, chosen?, knee?}. */
export function sweepOption(sweep, colours, width) {
  const narrow = width < 640;
  const place = (i) =>
    narrow
      ? { left: 62, right: 16, top: `${3.5 + i * 24.5}%`, height: "17%" }
      : { left: i % 2 ? "56%" : 70, width: "40%", top: i < 2 ? "8%" : "57%", height: "33%" };
  const ks = sweep.candidates.map((each) => each.k);
  const option = {
    ...base(colours),
    axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: colours.accent } },
    grid: [],
    xAxis: [],
    yAxis: [],
    series: [],
    title: [],
  };
  Object.assign(option.tooltip, { trigger: "axis", formatter: (points) => tip(sweep.candidates[points[0].dataIndex]) });
  Panels.forEach(([key, text], i) => {
    const box = place(i);
    option.grid.push(box);
    option.title.push({
      text,
      left: narrow ? 8 : i % 2 ? "52%" : 8,
      top: narrow ? `${i * 24.5}%` : i < 2 ? "0%" : "49%",
      textStyle: { color: colours.ink, fontSize: 13, fontWeight: 600, fontFamily: colours.font },
    });
    option.xAxis.push(
      axis(colours, {
        type: "category",
        gridIndex: i,
        data: ks,
        name: "k",
        nameGap: 6,
        scale: false,
        splitLine: { show: false },
      }),
    );
    option.yAxis.push(
      axis(colours, { gridIndex: i, splitNumber: 3, axisLabel: { color: colours.quiet, formatter: short } }),
    );
    option.series.push(line(sweep, key, i, colours));
  });
  return option;
}

function line(sweep, key, i, colours) {
  const marks = [];
  if (sweep.chosen)
    marks.push({
      xAxis: String(sweep.chosen),
      label: { formatter: `k = ${sweep.chosen}` },
      lineStyle: { color: colours.accent, width: 2, type: "solid" },
    });
  if (key === "inertia" && sweep.knee && sweep.knee !== sweep.chosen)
    marks.push({
      xAxis: String(sweep.knee),
      label: { formatter: "knee", position: "middle" },
      lineStyle: { color: colours.control, type: "dashed" },
    });
  return {
    type: "line",
    xAxisIndex: i,
    yAxisIndex: i,
    data: sweep.candidates.map((each) => ({
      value: each[key],
      symbol: each.k === sweep.chosen ? "circle" : each.allowed === false ? "emptyDiamond" : "emptyCircle",
      symbolSize: each.k === sweep.chosen ? 11 : 7,
    })),
    lineStyle: { color: colours.accent, width: 2 },
    itemStyle: { color: colours.accent },
    markLine: {
      symbol: "none",
      silent: true,
      animation: false,
      label: { color: colours.quiet, fontSize: 11, distance: 2 },
      data: marks,
    },
  };
}

function tip(each) {
  return `k = ${each.k}\n${Panels.map(([key, text, format]) => `${text.split(":")[0]}: ${format(each[key])}`).join("\n")}\nSmallest segment: ${count(each.smallest)}`;
}

function short(value) {
  return Intl.NumberFormat(undefined, { notation: "compact", maximumSignificantDigits: 4 }).format(value);
}

export function sweepTable(sweep) {
  return {
    columns: [
      { text: "k", end: true },
      ...["Inertia", "Iterations", "Silhouette", "Calinski–Harabasz", "Davies–Bouldin", "Smallest segment", "Time"].map(
        (text) => ({ text, end: true }),
      ),
      "Remark",
    ],
    rows: sweep.candidates.map((each) => [
      each.k,
      quantity(each.inertia),
      count(each.iterations),
      score(each.silhouette),
      quantity(each.calinskiHarabasz),
      fixed(each.daviesBouldin, 4),
      count(each.smallest),
      duration(each.seconds),
      remarks(sweep, each),
    ]),
  };
}

function remarks(sweep, each) {
  return [
    each.k === sweep.chosen && "used",
    each.k === sweep.recommended && "recommended",
    each.k === sweep.knee && "knee",
    each.allowed === false && "smallest segment too small",
  ]
    .filter(Boolean)
    .join(", ");
}

export function sweepSummary(sweep) {
  const list = sweep.candidates;
  if (list.length === 0) return "No k is done yet.";
  const best = list.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  return (
    `${list.length === 1 ? `k = ${list[0].k}` : `k from ${list[0].k} to ${list.at(-1).k}`}. The silhouette is highest at k = ${best.k} (${score(best.silhouette)}).` +
    (sweep.knee ? ` The inertia bends at k = ${sweep.knee}.` : "")
  );
}
