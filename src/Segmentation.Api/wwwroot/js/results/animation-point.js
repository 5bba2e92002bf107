import { customerTitle } from "../charts/scatter.js";
import { wayOf, wayWords } from "../charts/story.js";
import { quantity } from "../kit/format.js";

/** The two centres nearest to a drawn customer, by the distance that k-means measures: over all scaled features. */
export function nearestCentres({ view }, { centres }, { features }, point) {
  const scaled = (value, j) => {
    const { transform, centre, scale } = features[j];
    return ((transform === "log1p" ? Math.log1p(value) : value) - centre) / scale;
  };
  const own = view.points.values.map((column, j) => scaled(column[point], j));
  return centres.centres
    .map((values, centre) => ({
      centre,
      distance: Math.hypot(...values.map((value, j) => scaled(value, j) - own[j])),
    }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 2);
}

/** A customer, its distances, and where it has been. */
export function customerWords(story, { state, lines }, point) {
  const { points } = story.view;
  const near = lines.nearest
    .map(({ centre, distance }) => `centre ${centre + 1} is ${quantity(distance)} away`)
    .join(", ");
  const label = state.labels[point];
  const now = label ? `in segment ${label}` : "in no segment yet";
  return `${customerTitle(points, point)} is ${now}: ${near} (scaled). Its way: ${wayWords(wayOf(story, point))}.`;
}
