import { marker } from "../charts/marker.js";
import { customerTitle } from "../charts/scatter.js";
import { h } from "../kit/dom.js";
import { quantity } from "../kit/format.js";
import { terms } from "../kit/layout.js";

/** One of the points: its segment, and its values beside those of the segment and of all. */
export function customerCard({ points, features, segments, metrics }, i) {
  const segment = segments[points.segments[i] - 1];
  return h(
    "div",
    { class: "stack" },
    h("h3", {}, marker(segment.number, metrics.k), ` ${customerTitle(points, i)}: ${segment.name}`),
    terms(
      features.map(({ name, kind, all }, j) => [
        name,
        `${quantity(points.values[j][i], kind)} (segment ${quantity(segment.features[j].here.mean, kind)}, ` +
          `all ${quantity(all.mean, kind)})`,
      ]),
    ),
  );
}
