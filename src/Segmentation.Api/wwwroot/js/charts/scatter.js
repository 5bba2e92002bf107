import { count, percent, quantity } from "../kit/format.js";
import { axis, base, plot } from "./echarts.js";
import { figure } from "./figure.js";
import { lookOf, segmentTitle, shapeOf } from "./marker.js";

const Dense = 1_500; // points above which they are drawn small and see-through

/** Customers as points. `pick` is {x, y, hidden}: two axes of {@link axesOf}, and the numbers of segments not shown. */
export function scatterFigure(title, result, pick, { controls, click, signal }) {
  return figure({
    title,
    controls,
    summary: () => scatterSummary(result, pick),
    table: () => scatterTable(result, pick),
    picture: plot({
      click,
      signal,
      height: (width) => Math.max(340, Math.min(620, width * 0.68)),
      option: (colours) => scatterOption(result, pick, colours),
    }),
  });
}

/** What can be an axis: features, then principal components. */
export function axesOf({ features, points, pca }) {
  const list = features.map((feature, i) => ({
    key: `f${i}`,
    name: feature.name,
    values: points.values[i],
    centre: (segment) => segment.features[i].here.mean,
  }));
  const components = points.components.map((values, i) => ({
    key: `p${i}`,
    name: `PC${i + 1} (${percent(pca.share[i])})`,
    values,
    component: i,
    centre: (segment) => segment.componentCentre[i],
  }));
  return [...list, ...components];
}

/** How many customers are drawn, along which axes, and where the centres are. */
export function scatterSummary({ points, segments }, { x, y, hidden }) {
  const many = points.sampled
    ? `A sample of ${count(points.rows.length)} of ${count(points.of)} customers, drawn per segment in proportion.`
    : `All ${count(points.of)} customers.`;
  const centres = segments
    .filter((segment) => !hidden.has(segment.number))
    .map((segment) => `${segment.number} at ${quantity(x.centre(segment))} / ${quantity(y.centre(segment))}`);
  const axes = `Across: ${x.name}; up: ${y.name}.`;
  return [many, axes, centres.length > 0 && `Centres: ${centres.join(", ")}.`].filter(Boolean).join(" ");
}

/** Size and means of every segment. */
export function scatterTable({ segments }, { x, y }) {
  const axes = [x, y];
  const numbers = ["Customers", ...axes.map((each) => `Mean ${each.name}`)];
  return {
    columns: ["Segment", ...numbers.map((text) => ({ text, end: true }))],
    rows: segments.map((segment) => [
      segmentTitle(segment),
      count(segment.size),
      ...axes.map((each) => quantity(each.centre(segment))),
    ]),
  };
}

/** One series a segment with its centre, and the loadings as arrows when both axes are components. */
export function scatterOption(result, { x, y, hidden }, colours) {
  const series = result.segments
    .filter((segment) => !hidden.has(segment.number))
    .map((segment) => cloud(result, segment, x, y, colours));
  if (x.component !== undefined && y.component !== undefined) series.push(loadings(result, x, y, colours));
  return {
    ...base(colours, { trigger: "item", formatter: (point) => tip(result, point, x, y) }),
    grid: { left: 64, right: 24, top: 16, bottom: 48 },
    series,
    xAxis: axis(colours, { name: x.name, nameLocation: "middle", nameGap: 30 }),
    yAxis: axis(colours, { name: y.name, nameLocation: "middle", nameGap: 48 }),
  };
}

function cloud({ points, metrics }, segment, x, y, colours) {
  const own = points.segments.flatMap((number, i) =>
    number === segment.number ? [[x.values[i], y.values[i], i]] : [],
  );
  const colour = colours.segment(lookOf(segment), metrics.k);
  const symbol = `path://${shapeOf(lookOf(segment))}`;
  const many = points.rows.length > Dense;
  return {
    type: "scatter",
    name: segment.name,
    data: own,
    symbol,
    symbolSize: many ? 6 : 10,
    progressive: 0,
    itemStyle: { color: colour, opacity: many ? 0.55 : 0.8 },
    markPoint: {
      silent: true,
      symbol,
      symbolSize: 24,
      itemStyle: { color: colour, borderColor: colours.surface, borderWidth: 3, opacity: 1 },
      label: { ...label(colours), position: "right", distance: 4, formatter: String(segment.number) },
      data: [{ coord: [x.centre(segment), y.centre(segment)] }],
    },
  };
}

const label = (colours) => ({
  show: true,
  color: colours.ink,
  fontWeight: 700,
  fontSize: 14,
  textBorderColor: colours.surface,
  textBorderWidth: 3,
});

function loadings({ features, pca, points }, x, y, colours) {
  const along = (each, j) => pca.components[each.component][j];
  const reach = Math.max(...points.components[x.component].map(Math.abs), 1) * 0.7;
  const longest = Math.max(...features.map((_, j) => Math.hypot(along(x, j), along(y, j))));
  const name = (line) => line.name;
  return {
    type: "scatter",
    data: [],
    markLine: {
      silent: true,
      symbol: ["none", "arrow"],
      lineStyle: { color: colours.ink, type: "solid", width: 1.5 },
      label: { ...label(colours), fontWeight: "normal", fontSize: 12, position: "end", formatter: name },
      data: features.map((feature, j) => [
        { coord: [0, 0], name: feature.name },
        { coord: [x, y].map((each) => (reach * along(each, j)) / longest) },
      ]),
    },
  };
}

function tip({ points, segments }, point, x, y) {
  if (!point.value || point.value.length < 3) return "";
  const [across, up, i] = point.value;
  const segment = segments[points.segments[i] - 1];
  return [
    customerTitle(points, i),
    `Segment ${segment.number}: ${segment.name}`,
    `${x.name}: ${quantity(across)}`,
    `${y.name}: ${quantity(up)}`,
  ].join("\n");
}

/** The customer of point `i`: by id, or by row where the file has no ids. */
export const customerTitle = ({ ids, rows }, i) => (ids[i] ? `Customer ${ids[i]}` : `Row ${count(rows[i] + 1)}`);
