import { label } from "./echarts.js";

/** The features as arrows from the middle, by how much they weigh in two components; the longest is 70 % long. */
export function loadings({ features, pca, points }, x, y, colours) {
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
