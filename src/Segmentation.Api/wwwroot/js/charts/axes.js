import { percent } from "../kit/format.js";
import { noise, stepOf } from "./jitter.js";

/**
 * What can be an axis: features, then principal components. Each has the `values` of the points, a `range`
 * around them and the centres, and `centre(segment)`.
 */
export function axesOf({ features, points, pca, segments }) {
  const list = features.map((feature, i) => ({
    key: `f${i}`,
    name: feature.name,
    kind: feature.kind,
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
  return [...list, ...components].map((each) => ({ ...each, range: rangeOf(each, segments) }));
}

/** The features that separate the segments most, in the order of the file, as places in the list of features. */
export function separating(features, many) {
  const strength = (i) => (Number.isFinite(features[i].importance) ? features[i].importance : 0);
  return features
    .map((_, i) => i)
    .sort((a, b) => strength(b) - strength(a) || a - b)
    .slice(0, many)
    .sort((a, b) => a - b);
}

/** An axis without meaning: it only keeps points apart that have one value each. */
export function stripAxis({ rows }) {
  return {
    key: "strip",
    name: "",
    strip: true,
    values: rows.map((row) => noise(row, 1)),
    range: [-1.5, 1.5],
    centre: () => 0,
  };
}

// A little more than the values, and room for those that are shifted.
function rangeOf({ values, centre }, segments) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of [...values, ...segments.map(centre)]) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) return [0, 1];
  const room = Math.max((high - low) / 25, stepOf(values) / 2) || Math.abs(high) / 25 || 1;
  return [low - room, high + room];
}
