import { axis, base } from "./figure.js";
import { colourOf, shapeOf } from "./marker.js";
import { percent, quantity } from "../kit/format.js";

const Large = 3_000; // points of one series above which ECharts' fast path is needed
const Dense = 1_500; // points above which they are drawn small and see-through

/** What can be an axis: features, then principal components. */
export function spaces({ features, points, pca }) {
  const list = features.map((feature, i) => ({
    key: `f${i}`,
    name: feature.name,
    values: points.values[i],
    centre: (segment) => segment.features[i].here.mean,
  }));
  points.components.forEach((values, i) =>
    list.push({ key: `p${i}`, name: `PC${i + 1} (${percent(pca.share[i])})`, values, component: i }),
  );
  return list;
}

/** Customers as points, one series a segment, centres outlined, loadings as arrows when both axes are components. */
export function scatterOption(result, { x, y, hidden }, colours) {
  const { segments, metrics } = result;
  const series = segments
    .filter((segment) => !hidden.has(segment.number))
    .map((segment) => cloud(result, segment, x, y, colours));
  if (x.component !== undefined && y.component !== undefined) series.push(loadings(result, x, y, colours));
  const option = {
    ...base(colours),
    grid: { left: 64, right: 24, top: 16, bottom: 48 },
    series,
    xAxis: axis(colours, { name: x.name, nameLocation: "middle", nameGap: 30 }),
    yAxis: axis(colours, { name: y.name, nameLocation: "middle", nameGap: 48 }),
  };
  Object.assign(option.tooltip, { trigger: "item", formatter: (point) => tip(result, point, x, y) });
  return Object.assign(option, { legend: { show: false }, k: metrics.k });
}

function cloud({ points, metrics }, segment, x, y, colours) {
  const mine = points.segments.flatMap((number, i) =>
    number === segment.number ? [[x.values[i], y.values[i], i]] : [],
  );
  const colour = colourOf(segment.number, metrics.k);
  const many = points.rows.length > Dense;
  return {
    type: "scatter",
    name: segment.name,
    data: mine,
    symbol: `path://${shapeOf(segment.number)}`,
    symbolSize: many ? 6 : 10,
    large: mine.length > Large,
    progressive: 0,
    itemStyle: { color: colour, opacity: many ? 0.55 : 0.8 },
    markPoint: {
      silent: true,
      symbol: `path://${shapeOf(segment.number)}`,
      symbolSize: 24,
      itemStyle: { color: colour, borderColor: colours.surface, borderWidth: 3, opacity: 1 },
      label: {
        show: true,
        position: "right",
        distance: 4,
        formatter: String(segment.number),
        color: colours.ink,
        fontWeight: 700,
        fontSize: 14,
        textBorderColor: colours.surface,
        textBorderWidth: 3,
      },
      data: [{ coord: centre(segment, mine, x, y) }],
    },
  };
}

// Features have their mean over all rows; of components only the drawn points are known here.
function centre(segment, mine, x, y) {
  const mean = (column) => mine.reduce((sum, point) => sum + point[column], 0) / mine.length;
  return [x.centre?.(segment) ?? mean(0), y.centre?.(segment) ?? mean(1)];
}

function loadings({ features, pca, points }, x, y, colours) {
  const reach = Math.max(...points.components[x.component].map(Math.abs), 1) * 0.7;
  const longest = Math.max(
    ...features.map((_, j) => Math.hypot(pca.components[x.component][j], pca.components[y.component][j])),
  );
  return {
    type: "scatter",
    data: [],
    markLine: {
      silent: true,
      symbol: ["none", "arrow"],
      lineStyle: { color: colours.ink, type: "solid", width: 1.5 },
      label: {
        position: "end",
        color: colours.ink,
        fontSize: 12,
        textBorderColor: colours.surface,
        textBorderWidth: 3,
        formatter: (line) => line.name,
      },
      data: features.map((feature, j) => [
        { coord: [0, 0], name: feature.name },
        { coord: [x, y].map((each) => (reach * pca.components[each.component][j]) / longest) },
      ]),
    },
  };
}

function tip({ points, segments }, point, x, y) {
  if (!point.value || point.value.length < 3) return "";
  const i = point.value[2];
  const segment = segments[points.segments[i] - 1];
  return `${points.ids[i] ? `Customer ${points.ids[i]}` : `Row ${points.rows[i] + 1}`}\nSegment ${segment.number}: ${segment.name}\n${x.name}: ${quantity(point.value[0])}\n${y.name}: ${quantity(point.value[1])}`;
}
