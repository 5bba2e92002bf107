import { histogramFigure, shownOf } from "../charts/histogram.js";
import { h } from "../kit/dom.js";
import { fixed, quantity } from "../kit/format.js";
import { card, terms } from "../kit/layout.js";

const Many = 12; // features above which one is looked for by its name

/** A histogram a feature, before and after the transform, with its numbers and a search among many. */
export function featureCards(result, { features }, signal) {
  const own = { after: false };
  const found = features.map((feature, j) => ({
    feature,
    drawing: histogramFigure(feature.name, () => shownOf(feature, own.after), signal),
    facts: facts(result, j),
  }));
  const boxes = found.map(({ drawing, facts: list }) => h("div", { class: "feature-box" }, drawing, list));
  return card(
    "values",
    "Values of the features",
    h(
      "div",
      { class: "tools" },
      features.some(({ after }) => after) && beforeAfter(own, () => found.forEach(({ drawing }) => drawing.draw())),
      features.length > Many && search(found, boxes),
    ),
    h("div", { class: "smalls" }, boxes),
  );
}

function facts({ features, columns }, j) {
  const { name, all, transform } = features[j];
  const column = columns.find((each) => each.name === name);
  return terms([
    ["Mean, median", `${quantity(all.mean)}, ${quantity(all.median)}`],
    ["Range", `${quantity(all.min)} to ${quantity(all.max)}`],
    ["Skew", Number.isFinite(column?.skew) ? fixed(column.skew, 2) : null],
    ["Transform", transform === "log1p" ? "logarithm of 1 + the value" : null],
  ]);
}

function beforeAfter(own, changed) {
  const one = (after, text) =>
    h(
      "label",
      {},
      h("input", {
        type: "radio",
        name: "transformed",
        checked: own.after === after,
        onchange: () => {
          own.after = after;
          changed();
        },
      }),
      h("span", {}, text),
    );
  return h(
    "fieldset",
    { class: "bare switch" },
    h("legend", { class: "unseen" }, "Which values"),
    one(false, "As in the file"),
    one(true, "After the transform"),
  );
}

function search(found, boxes) {
  const filter = (event) => {
    const wanted = event.target.value.trim().toLocaleLowerCase();
    found.forEach(({ feature }, i) => {
      boxes[i].hidden = !feature.name.toLocaleLowerCase().includes(wanted);
    });
  };
  return h(
    "div",
    { class: "field" },
    h("label", { for: "find-feature", class: "small" }, "Find a feature"),
    h("input", { id: "find-feature", type: "search", oninput: filter }),
  );
}
