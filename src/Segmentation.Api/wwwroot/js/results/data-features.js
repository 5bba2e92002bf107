import { histogramFigure, shownOf } from "../charts/histogram.js";
import { segmentTitle } from "../charts/marker.js";
import { h, replace } from "../kit/dom.js";
import { field } from "../kit/fields.js";
import { fixed, pair, quantity } from "../kit/format.js";
import { bare } from "../kit/isolate.js";
import { card, terms } from "../kit/layout.js";
import { replaceQuery } from "../shell/navigation.js";

const Many = 12; // features above which one is looked for by its name

/** A histogram a feature with its numbers: of all customers or of one segment, before the transform or after it. */
export function featureCards({ result, query, signal }, { features }) {
  const state = readState(query, result.segments, features);
  const boxes = features.map((feature, j) => featureBox(feature, { result, j, state, signal }));
  const none = h("p", { class: "quiet", role: "status" });
  const change = (changes) => {
    Object.assign(state, changes);
    boxes.forEach((box) => box.draw());
    const found = boxes.filter((box) => !box.hidden).length;
    none.textContent = found > 0 ? "" : `No feature has “${state.feature}” in its name.`;
    replaceQuery(writeState(state));
  };
  const tools = [
    features.length > Many && search(state, change),
    result.segments.length > 1 && segmentPicker(result.segments, state, change),
    features.some(({ after }) => after) && beforeAfter(state, change),
  ];
  change({});
  return card(
    "values",
    "Values of the features",
    h("div", { class: "picks" }, tools),
    none,
    h("div", { class: "smalls" }, boxes),
  );
}

/** What the address says: the segment in front, the part of a name that is looked for, and which values. */
function readState(query, segments, features) {
  return {
    segment: segments.find(({ number }) => String(number) === query.get("segment")) ?? null,
    feature: features.length > Many ? (query.get("feature") ?? "") : "",
    after: query.get("values") === "after" && features.some(({ after }) => after),
  };
}

const writeState = ({ segment, feature, after }) =>
  new URLSearchParams({
    ...(feature && { feature }),
    ...(segment && { segment: segment.number }),
    ...(after && { values: "after" }),
  });

function featureBox(feature, { result, j, state, signal }) {
  const shown = () => shownOf(feature, state.after, state.segment);
  const drawing = histogramFigure(feature.name, shown, { k: result.metrics.k, signal });
  const numbers = h("div");
  const box = h("div", { class: "feature-box" }, drawing, numbers);
  box.draw = () => {
    const wanted = state.feature.trim().toLocaleLowerCase();
    box.hidden = !bare(feature.name).toLocaleLowerCase().includes(wanted);
    drawing.draw();
    replace(numbers, facts(result, j, state.segment));
  };
  return box;
}

function facts({ features }, j, segment) {
  const { kind, all, transform, transformReason, skew } = features[j];
  const here = segment?.features[j].here;
  const range = ({ min, max }) => `${quantity(min, kind)} to ${quantity(max, kind)}`;
  const both = (key) => {
    const [own, of] = pair(here?.[key], all[key], kind);
    return here ? `${own} (all ${of})` : of;
  };
  return terms([
    ["Mean", both("mean")],
    ["Median", both("median")],
    ["Range", here ? `${range(here)} (all ${range(all)})` : range(all)],
    ["Skew", fixed(skew, 2)],
    ["Transform", transformReason ?? (transform === "log1p" ? "logarithm of 1 + the value" : null)],
  ]);
}

function search({ feature }, change) {
  const oninput = (event) => change({ feature: event.target.value });
  return field("Find a feature", h("input", { id: "find-feature", type: "search", value: feature, oninput }));
}

function segmentPicker(segments, state, change) {
  const onchange = (event) => change({ segment: segments[event.target.value - 1] ?? null });
  const options = segments.map((segment) =>
    h("option", { value: segment.number, selected: segment === state.segment }, segmentTitle(segment)),
  );
  const all = h("option", { value: "", selected: !state.segment }, "All customers");
  return field("Customers", h("select", { id: "of-segment", onchange }, all, options));
}

function beforeAfter(state, change) {
  const one = (after, text) => {
    const onchange = () => change({ after });
    const input = h("input", { type: "radio", name: "transformed", checked: state.after === after, onchange });
    return h("label", {}, input, h("span", {}, text));
  };
  return h(
    "fieldset",
    { class: "bare switch" },
    h("legend", { class: "unseen" }, "Which values"),
    one(false, "As in the file"),
    one(true, "After the transform"),
  );
}
