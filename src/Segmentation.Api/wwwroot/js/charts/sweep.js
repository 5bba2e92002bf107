import { count, duration, fixed, percent, plural, quantity, score, short } from "../kit/format.js";
import { axis, base, plot } from "./echarts.js";
import { figure } from "./figure.js";

const Narrow = 640; // pixels; below, the four panels stand in one column
const Panels = [
  ["inertia", "Inertia: lower is tighter", quantity],
  ["silhouette", "Silhouette: higher is better", (value) => fixed(value, 4)],
  ["calinskiHarabasz", "Calinski–Harabasz: higher is better", quantity],
  ["daviesBouldin", "Davies–Bouldin: lower is better", (value) => fixed(value, 3)],
];

/** Four measures of every k that was tried. `sweep` is {candidates, chosen?, knee?}. */
export function sweepFigure(title, sweep, signal) {
  return figure({
    title,
    heading: "h2",
    summary: () => sweepSummary(sweep),
    table: () => sweepTable(sweep),
    empty: () => (sweep.candidates.length === 0 ? "The curves appear once the first k has finished." : null),
    picture: plot({
      signal,
      height: (width) => (width < Narrow ? 840 : 500),
      option: (colours, width) => sweepOption(sweep, colours, width),
    }),
  });
}

/** Which k the measures speak for, in words. */
export function sweepSummary({ candidates, knee, structure }) {
  if (candidates.length === 0) return "No k has finished yet.";
  const [first, last] = [candidates[0].k, candidates.at(-1).k];
  const best = candidates.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  return (
    `k ${first === last ? `= ${first}` : `from ${first} to ${last}`}. ` +
    `The silhouette is highest at k = ${best.k} (${score(best.silhouette)}).` +
    (knee ? ` The inertia curve bends at k = ${knee}.` : "") +
    (structure?.tested
      ? ` The band under the silhouette is what ${plural(structure.draws, "draw")} of rows without groups reach.`
      : "")
  );
}

/** Every number of the sweep. `rows` is how many each k was measured on; without it, no shares are given. */
export function sweepTable(sweep, rows) {
  const indices = ["Silhouette", "Calinski–Harabasz", "Davies–Bouldin"];
  const numbers = ["k", "Inertia", "Iterations", ...indices, "Smallest segment", "Time"];
  return {
    columns: [...numbers.map((text) => ({ text, end: true })), "Remarks"],
    rows: sweep.candidates.map((each) => [
      each.k,
      quantity(each.inertia),
      count(each.iterations),
      score(each.silhouette),
      quantity(each.calinskiHarabasz),
      fixed(each.daviesBouldin, 4),
      rows ? `${count(each.smallest)} (${percent(each.smallest / rows)})` : count(each.smallest),
      duration(each.seconds),
      remarks(sweep, each),
    ]),
  };
}

/** Four panels over k with one cursor. */
export function sweepOption(sweep, colours, width) {
  const narrow = width < Narrow;
  const ks = sweep.candidates.map((each) => each.k);
  return {
    ...base(colours, {
      trigger: "axis",
      formatter: (points) => tip(sweep.candidates[points[0].dataIndex]),
    }),
    axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: colours.accent } },
    grid: Panels.map((_, i) => place(i, narrow)),
    title: Panels.map(([, text], i) => heading(text, i, narrow, colours)),
    xAxis: Panels.map((_, i) => {
      const own = { type: "category", data: ks, name: "k", nameGap: 6, scale: false, splitLine: { show: false } };
      return axis(colours, { gridIndex: i, ...own });
    }),
    yAxis: Panels.map((_, i) =>
      axis(colours, { gridIndex: i, splitNumber: 3, axisLabel: { color: colours.quiet, formatter: short } }),
    ),
    series: [...Panels.map(([key], i) => line(sweep, key, i, colours)), ...draws(sweep, colours)],
  };
}

function place(i, narrow) {
  return narrow
    ? { left: 62, right: 16, top: `${3.5 + i * 24.5}%`, height: "17%" }
    : { left: i % 2 ? "56%" : 70, width: "40%", top: i < 2 ? "8%" : "57%", height: "33%" };
}

function heading(text, i, narrow, colours) {
  return {
    text,
    left: narrow || i % 2 === 0 ? 8 : "52%",
    top: narrow ? `${i * 24.5}%` : i < 2 ? "0%" : "49%",
    textStyle: { color: colours.ink, fontSize: 13, fontWeight: 600, fontFamily: colours.font },
  };
}

function line({ candidates, chosen, knee }, key, i, colours) {
  // On its own side of its line: the other one may be next to it.
  const kneeLabel = { formatter: "knee", align: knee < chosen ? "right" : "left" };
  const mark = (k, label, lineStyle) => ({ xAxis: String(k), label, lineStyle });
  const solid = { color: colours.accent, width: 2, type: "solid" };
  const dashed = { color: colours.control, type: "dashed" };
  return {
    type: "line",
    xAxisIndex: i,
    yAxisIndex: i,
    data: candidates.map((each) => ({
      value: each[key],
      symbol: each.allowed === false && each.k !== chosen ? "diamond" : "circle",
      symbolSize: each.k === chosen ? 11 : 7,
      itemStyle: { color: each.k === chosen ? colours.accent : colours.surface },
    })),
    lineStyle: { color: colours.accent, width: 2 },
    itemStyle: { color: colours.accent, borderColor: colours.accent, borderWidth: 2 },
    markLine: {
      symbol: "none",
      silent: true,
      animation: false,
      label: { color: colours.quiet, fontSize: 11, distance: 2 },
      data: [
        chosen && mark(chosen, { formatter: `k = ${chosen}` }, solid),
        key === "inertia" && knee && knee !== chosen && mark(knee, kneeLabel, dashed),
      ].filter(Boolean),
    },
  };
}

/** From the lowest to the highest silhouette of rows without groups: two lines, the space between them filled. */
function draws({ structure }, colours) {
  if (!structure?.tested) return [];
  const panel = Panels.findIndex(([key]) => key === "silhouette");
  const edge = (value, areaStyle) => ({
    type: "line",
    xAxisIndex: panel,
    yAxisIndex: panel,
    stack: "draws",
    stackStrategy: "all",
    data: structure.byK.map((one) => (one.low === null ? null : value(one))),
    symbol: "none",
    silent: true,
    lineStyle: { opacity: 0 },
    areaStyle,
    z: 1,
  });
  return [
    edge((one) => one.low, undefined),
    edge((one) => one.high - one.low, { color: colours.control, opacity: 0.25 }),
  ];
}

function tip(each) {
  const lines = Panels.map(([key, text, format]) => `${text.split(":")[0]}: ${format(each[key])}`);
  return [`k = ${each.k}`, ...lines, `Smallest segment: ${count(each.smallest)}`].join("\n");
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
