import { marker, segmentTitle } from "../charts/marker.js";
import { withRange } from "../charts/selection.js";
import { h, replace } from "../kit/dom.js";
import { count, percent, plural, quantity } from "../kit/format.js";
import { table } from "../kit/table.js";
import { clearButton } from "./map-controls.js";

const MostRows = 50;

/** The customers chosen: how many of each segment, and the first of them. */
export function chosenCard(state, result, change) {
  const list = h("div", { class: "stack" });
  const element = h(
    "section",
    { class: "card stack", "aria-labelledby": "chosen" },
    h("h2", { id: "chosen" }, "Chosen customers"),
    byNumbers(state, change),
    list,
  );
  const draw = () => replace(list, chosenList(state, result, change));
  draw();
  return { element, draw };
}

function chosenList(state, result, change) {
  if (!state.chosen) {
    const how = "Draw a box or an outline on the map, mark a part of an axis, or give the limits in numbers.";
    return h("p", { class: "quiet", role: "status" }, `Nobody is chosen. ${how}`);
  }
  const rows = chosenRows(state, result);
  return [
    h("p", { role: "status", "data-fact": "chosen" }, chosenWords(rows, result)),
    h("div", { class: "actions" }, clearButton(() => change({ selection: null }))),
    rows.length > 0 && countTable(rows, result),
    rows.length > 0 && customerTable(rows, result),
  ];
}

/** The chosen points that are shown: those of hidden segments are not listed. */
export function chosenRows({ chosen, hidden }, { points }) {
  return points.rows.flatMap((_, i) => (chosen[i] && !hidden.has(points.segments[i]) ? [i] : []));
}

/** How many are chosen, of how many. */
export function chosenWords(rows, { points }) {
  const of = points.sampled
    ? `${count(points.rows.length)} drawn customers (${count(points.of)} in all)`
    : plural(points.of, "customer");
  return `${count(rows.length)} of ${of} ${rows.length === 1 ? "is" : "are"} chosen.`;
}

/** Customers by segment: [segment, chosen, drawn]. */
export function chosenCounts(rows, { points, segments }) {
  const own = new Map(segments.map(({ number }) => [number, 0]));
  const drawn = new Map(own);
  for (const i of rows) own.set(points.segments[i], own.get(points.segments[i]) + 1);
  for (const number of points.segments) drawn.set(number, drawn.get(number) + 1);
  return segments.map((segment) => [segment, own.get(segment.number), drawn.get(segment.number)]);
}

function countTable(rows, result) {
  const numbers = ["Chosen", "Share of the chosen", "Share of the segment"];
  return table({
    caption: "By segment",
    columns: ["Segment", ...numbers.map((text) => ({ text, end: true }))],
    rows: chosenCounts(rows, result)
      .filter(([, own]) => own > 0)
      .map(([segment, own, drawn]) => [
        [marker(segment.number, result.metrics.k), ` ${segmentTitle(segment)}`],
        count(own),
        percent(own / rows.length),
        percent(own / drawn),
      ]),
  });
}

function customerTable(rows, { points, features, segments, metrics }) {
  const first = rows.slice(0, MostRows);
  const all = rows.length > MostRows ? `The first ${count(MostRows)} of ${count(rows.length)}` : "All of them";
  return table({
    caption: `${all}, in the order of the file`,
    columns: [
      points.ids.length > 0 ? "Customer" : "Row",
      "Segment",
      ...features.map(({ name }) => ({ text: name, end: true })),
    ],
    rows: first.map((i) => {
      const segment = segments[points.segments[i] - 1];
      return [
        points.ids[i] ?? count(points.rows[i] + 1),
        [marker(segment.number, metrics.k), ` ${segmentTitle(segment)}`],
        ...points.values.map((values, j) => quantity(values[i], features[j].kind)),
      ];
    }),
  });
}

// The way without a mouse: from and to on any axis.
function byNumbers(state, change) {
  const axisField = h(
    "select",
    { id: "limit-axis", onchange: () => fill() },
    state.axes.map((axis) => h("option", { value: axis.key, selected: axis === state.x }, axis.name)),
  );
  const number = (id) => h("input", { id, type: "number", step: "any", required: true });
  const [low, high] = [number("limit-low"), number("limit-high")];
  const axis = () => state.axes.find((each) => each.key === axisField.value);
  const fill = () => {
    const present = state.selection.ranges[axisField.value];
    [low.value, high.value] = present ? [present[0][0], present.at(-1)[1]] : axis().range;
  };
  const onsubmit = (event) => {
    event.preventDefault();
    change({ selection: withRange(state.selection, axis(), [[low.valueAsNumber, high.valueAsNumber]]) });
  };
  fill();
  return numberForm({ Feature: axisField, From: low, To: high }, onsubmit);
}

function numberForm(fields, onsubmit) {
  const named = ([word, control]) =>
    h("div", { class: "field" }, h("label", { for: control.id, class: "small" }, word), control);
  const choose = h("button", { type: "submit", class: "button plain" }, "Choose");
  return h(
    "details",
    {},
    h("summary", {}, "Choose by numbers"),
    h("form", { class: "picks", onsubmit }, Object.entries(fields).map(named), choose),
  );
}
