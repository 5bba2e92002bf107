import { axis, base } from "./figure.js";
import { colourOf } from "./marker.js";
import { score, share } from "../kit/format.js";

const Gap = 0.02; // of all rows, between two bands

export const silhouetteHeight = (bands) => (width) =>
  Math.max(320, Math.min(640, 90 * bands.length + 60)) * (width < 500 ? 0.9 : 1);

/** One filled band a segment: its customers from best to worst fit, as high as the segment is large. */
export function silhouetteOption({ silhouetteBands: bands, metrics }, colours) {
  const all = bands.reduce((sum, band) => sum + band.size, 0);
  let from = 0;
  const data = bands.map((band) => {
    const start = from;
    from += band.size + Gap * all;
    return [start, band.size];
  });
  const lowest = Math.min(0, ...bands.map((band) => band.values.at(-1) ?? 0));
  const option = {
    ...base(colours),
    grid: { left: 44, right: 28, top: 28, bottom: 46 },
    xAxis: axis(colours, {
      name: "Silhouette of a customer",
      nameLocation: "middle",
      nameGap: 28,
      min: Math.floor(lowest * 10) / 10,
      max: 1,
      scale: false,
    }),
    yAxis: axis(colours, {
      min: 0,
      max: from,
      inverse: true,
      axisLabel: { show: false },
      splitLine: { show: false },
      scale: false,
    }),
    series: [
      {
        type: "custom",
        data,
        renderItem: (params, api) => shape(bands[params.dataIndex], data[params.dataIndex], api, colours, metrics.k),
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
  Object.assign(option.tooltip, {
    formatter: (point) => {
      const band = bands[point.dataIndex];
      return band && point.componentType === "series"
        ? `Segment ${band.segment}\nmean ${score(band.mean)}\nbelow 0: ${share(band.negativeShare)}`
        : "";
    },
  });
  return option;
}

function shape(band, [start, size], api, colours, k) {
  const colour = colourOf(band.segment, k);
  const step = size / Math.max(1, band.values.length);
  const outline = (keep) => [
    api.coord([0, start]),
    ...band.values.flatMap((value, i) => {
      const x = keep(value);
      return [api.coord([x, start + i * step]), api.coord([x, start + (i + 1) * step])];
    }),
    api.coord([0, start + size]),
  ];
  const [, middle] = api.coord([0, start + size / 2]);
  const [zero] = api.coord([0, start]);
  return {
    type: "group",
    children: [
      { type: "polygon", shape: { points: outline((value) => Math.max(0, value)) }, style: { fill: colour } },
      {
        type: "polygon",
        shape: { points: outline((value) => Math.min(0, value)) },
        style: { fill: colours.surface, stroke: colour, lineWidth: 1.5, lineDash: [3, 2] },
      },
      {
        type: "text",
        style: {
          text: String(band.segment),
          x: zero - 8,
          y: middle,
          fill: colours.ink,
          align: "right",
          verticalAlign: "middle",
          font: `700 14px ${colours.font}`,
          stroke: colours.surface,
          lineWidth: 3,
        },
      },
    ],
  };
}
