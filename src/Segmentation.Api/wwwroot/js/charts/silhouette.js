import { count, fixed, quantity, score, share } from "../kit/format.js";
import { axis, base, plot } from "./echarts.js";
import { figure } from "./figure.js";
import { segmentLabel, segmentTitle } from "./marker.js";

const Gap = 0.02; // between two bands, as a share of all rows
const Gaps = 0.3; // all of them together, at most
const Least = 18; // pixels of a band, on average
const Many = 20; // bands, whose numbers are written smaller

/** How well each customer fits its segment: one filled band a segment, from best to worst fit. */
export function silhouetteFigure(title, result, signal) {
  const { silhouetteBands: bands, metrics } = result;
  return figure({
    title,
    heading: "h2",
    summary: () => silhouetteSummary(result),
    table: () => silhouetteTable(result, (segment) => segmentLabel(segment, metrics.k)),
    partial: () => silhouettePart(result),
    picture: plot({
      signal,
      height: (width) => heightOf(bands.length) * (width < 500 ? 0.9 : 1),
      option: (colours) => silhouetteOption(result, colours),
    }),
  });
}

const heightOf = (k) => Math.max(320, Math.min(640, 90 * k + 60), Least * k + 74);

/** That not every customer is drawn; null when all are. */
export function silhouettePart({ silhouetteBands: bands }) {
  const sum = (of) => bands.reduce((total, band) => total + of(band), 0);
  const [drawn, all] = [sum(({ values }) => values.length), sum(({ size }) => size)];
  return drawn < all
    ? `A sample of ${count(drawn)} of ${count(all)} customers, evenly from best to worst fit in each segment.`
    : null;
}

/** The best and the worst segment, in words. */
export function silhouetteSummary({ silhouetteBands: bands, segments, metrics }) {
  const named = ({ segment, mean }) => `segment ${segment} (${segments[segment - 1].name}) with ${score(mean)}`;
  const best = bands.reduce((a, b) => (b.mean > a.mean ? b : a));
  const worst = bands.reduce((a, b) => (b.mean < a.mean ? b : a));
  return (
    `Mean ${score(metrics.silhouette)}. The best fit has ${named(best)}, the worst ${named(worst)}, ` +
    `where ${share(worst.negativeShare)} of the customers are closer to another segment.`
  );
}

/** Silhouette, distance and size of every segment. */
export function silhouetteTable({ silhouetteBands: bands, segments }, label = segmentTitle) {
  const numbers = ["Customers", "Mean silhouette", "Below 0", "Mean distance to the centre", "Sum of squares within"];
  return {
    caption: "Silhouette and distance by segment",
    columns: ["Segment", ...numbers.map((text) => ({ text, end: true }))],
    rows: segments.map((segment) => {
      const band = bands.find((each) => each.segment === segment.number);
      return [
        label(segment),
        count(segment.size),
        score(segment.silhouette),
        band ? share(band.negativeShare) : "–",
        fixed(segment.meanDistance, 3),
        quantity(segment.withinSs),
      ];
    }),
  };
}

/** Where each band stands, in rows from the top, and the rows of all bands and gaps. */
export function bandPlaces(bands) {
  const gap = Math.min(Gap, Gaps / bands.length) * bands.reduce((sum, band) => sum + band.size, 0);
  let end = 0;
  const places = bands.map(({ size }) => {
    const start = end;
    end += size + gap;
    return [start, size];
  });
  return { places, end };
}

export function silhouetteOption({ silhouetteBands: bands, metrics }, colours) {
  const { places, end } = bandPlaces(bands);
  const lowest = Math.min(0, ...bands.map((band) => band.values.at(-1) ?? 0));
  const unit = { scale: false };
  const across = { name: "Silhouette of a customer", nameLocation: "middle", nameGap: 28 };
  const zero = { show: true, onZero: true, lineStyle: { color: colours.control } };
  const hidden = { axisLabel: { show: false }, splitLine: { show: false }, axisLine: zero };
  return {
    ...base(colours, { formatter: (point) => tip(bands[point.dataIndex], point) }),
    grid: { left: 44, right: 28, top: 28, bottom: 46 },
    xAxis: axis(colours, { ...unit, ...across, min: Math.floor(lowest * 10) / 10, max: 1 }),
    yAxis: axis(colours, { ...unit, ...hidden, min: 0, max: end, inverse: true }),
    series: [
      {
        type: "custom",
        data: places,
        renderItem: ({ dataIndex: i }, api) => {
          const colour = colours.segment(bands[i].segment, metrics.k);
          const size = bands.length > Many ? 11 : 14;
          return { type: "group", children: shapes(bands[i], places[i], api, { colour, colours, size }) };
        },
        markLine: {
          symbol: "none",
          silent: true,
          lineStyle: { color: colours.ink, type: "dashed", width: 1.5 },
          label: { position: "start", color: colours.ink, formatter: `mean ${score(metrics.silhouette)}` },
          data: [{ xAxis: metrics.silhouette }],
        },
      },
    ],
  };
}

// The customers above 0 filled, those below 0 outlined, and the number of the segment.
function shapes(band, [start, size], api, { colour, colours, size: letters }) {
  const step = size / Math.max(1, band.values.length);
  const outline = (keep) => [
    api.coord([0, start]),
    ...band.values.flatMap((value, i) => {
      const x = keep(value);
      return [api.coord([x, start + i * step]), api.coord([x, start + (i + 1) * step])];
    }),
    api.coord([0, start + size]),
  ];
  const polygon = (keep, style) => ({ type: "polygon", shape: { points: outline(keep) }, style });
  const [zero, middle] = api.coord([0, start + size / 2]);
  const text = { fill: colours.ink, align: "right", verticalAlign: "middle", font: `700 ${letters}px ${colours.font}` };
  const halo = { stroke: colours.surface, lineWidth: 3 };
  return [
    polygon((value) => Math.max(0, value), { fill: colour }),
    polygon((value) => Math.min(0, value), { fill: colours.surface, stroke: colour, lineWidth: 1.5, lineDash: [3, 2] }),
    { type: "text", style: { ...text, ...halo, text: String(band.segment), x: zero - 8, y: middle } },
  ];
}

function tip(band, point) {
  return band && point.componentType === "series"
    ? `Segment ${band.segment}\nmean ${score(band.mean)}\nbelow 0: ${share(band.negativeShare)}`
    : "";
}
