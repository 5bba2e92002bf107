import { h, replace } from "../kit/dom.js";
import { select } from "../kit/fields.js";
import { fixed, percent, quantity, several, share, signed } from "../kit/format.js";
import { scroller } from "../kit/table.js";
import { base, imageOf } from "./echarts.js";
import { figure } from "./figure.js";
import { segmentLabel, segmentTitle } from "./marker.js";

const Strongest = 2; // standard deviations from the mean of all customers at which the colour is full
const Cell = { width: 112, height: 44 }; // pixels in a saved picture
const Head = { width: 190, height: 62 };
const Shown = {
  mean: "Mean",
  median: "Median",
  difference: "Difference from all",
  z: "Deviations from all",
};

/** What each segment is like: segments by features, coloured by how far each is from the mean of all customers. */
export function heatmapFigure(title, result) {
  const element = h("div");
  const shows = select({ id: "heat-shows", onchange: () => changed() }, Shown, "mean");
  const drawing = figure({
    title,
    heading: "h2",
    summary: () => heatmapSummary(result),
    table: () => heatmapTable(result),
    picture: {
      element,
      draw: () => replace(element, grid(result, shows.value)),
      formats: ["png", "svg"],
      image: (format, words) => heatmapImage(result, shows.value, format, words),
    },
    actions: [h("label", { for: "heat-shows", class: "small" }, "Show"), shows],
    legend: h("div", { class: "scale", "aria-hidden": "true" }, [
      "below all",
      h("span", { class: "scale-bar" }),
      "above all",
    ]),
  });
  const changed = () => {
    drawing.draw();
    drawing.showPicture();
  };
  return drawing;
}

/** The cell that differs most, and the feature that separates the segments most. */
export function heatmapSummary({ segments, features }) {
  const all = segments.flatMap((segment) => segment.features.map((each) => ({ ...each, segment })));
  const top = all.reduce((a, b) => (Math.abs(b.z) > Math.abs(a.z) ? b : a));
  const first = features.reduce((a, b) => (b.importance > a.importance ? b : a));
  return (
    `The strongest difference: ${top.name} of segment ${top.segment.number} (${top.segment.name}) averages ` +
    `${quantity(top.here.mean, top.kind)}, ${fixed(Math.abs(top.z), 1)} standard deviations ` +
    `${top.z < 0 ? "below" : "above"} all customers. ${first.name} separates the segments most.`
  );
}

/** Shares of the customers and of the revenue, [head, of a segment]; none where no money is known. */
const sharesOf = ({ segments }) =>
  segments.some(({ money }) => Number.isFinite(money?.share))
    ? [
        ["Of the customers", (segment) => share(segment.share)],
        ["Of the revenue", (segment) => share(segment.money.share)],
      ]
    : [];

/** Every number of every cell. */
export function heatmapTable({ segments }) {
  const shares = sharesOf({ segments });
  const quantities = ["Mean", "Deviation", "Smallest", "Lower quartile", "Median", "Upper quartile", "Largest"];
  const heads = [...quantities, Shown.difference, "z", ...shares.map(([head]) => head)];
  const keys = ["mean", "deviation", "min", "q25", "median", "q75", "max"];
  return {
    caption: "Every number, in the units of the file",
    columns: ["Segment", "Feature", ...heads.map((text) => ({ text, end: true }))],
    rows: segments.flatMap((segment) =>
      segment.features.map((each) => [
        segmentTitle(segment),
        each.name,
        ...keys.map((key) => quantity(each.here[key], key === "deviation" ? null : each.kind)),
        cellText(each, "difference"),
        cellText(each, "z"),
        ...shares.map(([, of]) => of(segment)),
      ]),
    ),
  };
}

/** What a cell says. */
export function cellText(cell, shows) {
  if (shows === "z") return signed(cell.z, 2);
  if (shows !== "difference") return quantity(cell.here[shows], cell.kind);
  const { differenceShare: share } = cell;
  return share === null || share === undefined ? "–" : `${share > 0 ? "+" : ""}${percent(share)}`;
}

/** The colour of a cell that is `z` standard deviations from the mean of all customers. */
export function cellColour(z) {
  const strength = Math.round(100 * Math.min(1, Math.abs(z) / Strongest));
  return `color-mix(in oklab, var(--${z < 0 ? "low" : "high"}) ${strength}%, var(--surface))`;
}

// The table as a picture: pictures of HTML need styles that the security policy forbids.
function heatmapImage(result, shows, format, words) {
  const rows = rowsOf(result, shows);
  const picture = {
    option: (colours) => heatmapOption(result, rows, colours),
    height: () => Head.height + rows.length * Cell.height + 8,
  };
  const what = `${Shown[shows]}${inUnits(shows) ? ", in the units of the file" : ""}`;
  const note = `${what}. Blue: below all; orange: above all.`;
  const across = result.features.length + sharesOf(result).length;
  return imageOf(picture, Head.width + across * Cell.width, format, { ...words, partial: note });
}

const inUnits = (shows) => shows === "mean" || shows === "median";

/** The rows of a picture: a head, and [text, deviation from all] of each cell. */
export function rowsOf({ segments, features }, shows) {
  const texts = textsOf({ segments, features }, shows);
  const shares = sharesOf({ segments });
  const own = segments.map((segment, s) => ({
    head: segmentTitle(segment),
    cells: [
      ...segment.features.map((each, j) => [texts[j][s], each.z]),
      ...shares.map(([, of]) => [of(segment), 0]),
    ],
  }));
  const whole = shares.map(() => [share(1), 0]);
  const all = { head: "All customers", cells: [...features.map((_, j) => [texts[j].at(-1), 0]), ...whole] };
  return inUnits(shows) ? [...own, all] : own;
}

// By feature: of each segment, and of all customers where they have the same unit; what differs looks different.
function textsOf({ segments, features }, shows) {
  return features.map((feature, j) => {
    const cells = segments.map((segment) => segment.features[j]);
    if (!inUnits(shows)) return cells.map((each) => cellText(each, shows));
    return several([...cells.map(({ here }) => here[shows]), feature.all[shows]], feature.kind);
  });
}

export function heatmapOption({ features, segments }, rows, colours) {
  const words = { color: colours.ink, fontFamily: colours.font, fontSize: 13, overflow: "break" };
  const bare = { type: "category", axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  return {
    ...base(colours, { show: false }),
    grid: { left: Head.width, right: 0, top: Head.height, bottom: 8 },
    xAxis: {
      ...bare,
      position: "top",
      data: [...features.map((feature) => feature.name), ...sharesOf({ segments }).map(([head]) => head)],
      axisLabel: { ...words, interval: 0, width: Cell.width - 8, color: colours.quiet },
    },
    yAxis: {
      ...bare,
      inverse: true,
      data: rows.map((row) => row.head),
      axisLabel: { ...words, interval: 0, width: Head.width - 14 },
    },
    series: [{ type: "custom", data: placesOf(rows), renderItem: (params, api) => cellShapes(rows, api, colours) }],
  };
}

const placesOf = (rows) => rows.flatMap((row, i) => row.cells.map((_, j) => [j, i]));

function cellShapes(rows, api, colours) {
  const [j, i] = [api.value(0), api.value(1)];
  const [text, z] = rows[i].cells[j];
  const [x, y] = api.coord([j, i]);
  const [width, height] = [Cell.width - 3, Cell.height - 3];
  const shape = { x: x - width / 2, y: y - height / 2, width, height, r: 6 };
  const middle = { align: "center", verticalAlign: "middle", font: `14px ${colours.font}` };
  return {
    type: "group",
    children: [
      { type: "rect", shape, style: { fill: colours.of(cellColour(z)) } },
      { type: "text", style: { text, x, y, fill: colours.ink, ...middle } },
    ],
  };
}

function grid({ features, segments, metrics }, shows) {
  const shares = sharesOf({ segments });
  const names = ["Segment", ...features.map(({ name }) => name), ...shares.map(([head]) => head)];
  const heads = names.map((text) => h("th", { scope: "col" }, text));
  const row = (head, cells) => h("tr", {}, h("th", { scope: "row" }, head), cells);
  const texts = textsOf({ segments, features }, shows);
  const cell = (s) => (each, j) => h("td", { style: { "background-color": cellColour(each.z) } }, texts[j][s]);
  return scroller(
    "Profiles of the segments",
    h(
      "table",
      { class: "heat" },
      h("caption", {}, `${Shown[shows]}${inUnits(shows) ? ", in the units of the file" : ""}`),
      h(
        "thead",
        {},
        h("tr", {}, heads),
      ),
      h(
        "tbody",
        {},
        segments.map((segment, s) =>
          row(segmentLabel(segment, metrics.k), [
            segment.features.map(cell(s)),
            shares.map(([, of]) => h("td", {}, of(segment))),
          ]),
        ),
        inUnits(shows) &&
          row("All customers", [
            features.map((_, j) => h("td", {}, texts[j].at(-1))),
            shares.map(() => h("td", {}, share(1))),
          ]),
      ),
    ),
  );
}
