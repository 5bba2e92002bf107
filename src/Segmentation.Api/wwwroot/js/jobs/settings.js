import { h } from "../kit/dom.js";
import { field, select } from "../kit/fields.js";
import { note } from "../kit/messages.js";
import { clustererChoice, engineChoice } from "./engine.js";
import { Defaults } from "./request.js";

const Scalings = {
  standard: "Standard: mean 0, deviation 1",
  minMax: "Min–max: 0 to 1",
  robust: "Robust: median and quartiles",
  none: "None: as in the file",
};
const Transforms = {
  none: "None",
  log1p: "log(1 + x): shortens long tails",
  auto: "None, but say where it would help",
};
const Missing = { drop: "Leave the row out", median: "Fill in the column’s median" };
const Advanced = ["starts", "seed", "kFrom", "kTo", "clusterer"];
const Numbers = [
  ["seed", "Seed", 0, 2_147_483_647, "The same file, settings and seed give the same segments."],
  [
    "starts",
    "Starts for each k",
    1,
    1_000,
    "More starts can find better centres, and take longer. Empty: 10 to 100, by the number of rows.",
  ],
  ["kFrom", "Fewest segments to try", 2, 50, "Used when the number of segments is chosen for you."],
  ["kTo", "Most segments to try", 2, 50],
];

/** Everything about the run but its features. `changed()` after each change. */
export function settingsForm(dataset, engines, settings, changed) {
  // The engine decides which clusterers can be chosen: then the form is drawn anew.
  const set = (key) => (event) => {
    settings[key] = event.target.value;
    changed({ redraw: key === "engine" });
  };
  const choice = (key, label, words, help) =>
    field(label, select({ id: key, onchange: set(key) }, words, settings[key]), help);
  const number = ([key, label, min, max, help]) =>
    field(
      label,
      h("input", { type: "number", id: key, min, max, step: 1, value: settings[key], oninput: set(key) }),
      help,
    );
  const isChanged = (key) => String(settings[key]) !== String(Defaults[key]);
  return h(
    "div",
    { class: "stack" },
    kChoice(settings, changed),
    h(
      "div",
      { class: "fields" },
      choice("scaling", "Scaling", Scalings, "Without scaling, the columns with the largest numbers dominate."),
      choice("missing", "Missing values", Missing),
      choice("transform", "Transform", Transforms),
      engineChoice(engines, settings, set),
    ),
    suggestion(dataset, settings, changed),
    h(
      "details",
      { open: Advanced.some(isChanged) },
      h("summary", {}, "Advanced"),
      h("div", { class: "fields" }, Numbers.map(number), clustererChoice(engines, settings, set)),
    ),
  );
}

function kChoice(settings, changed) {
  const isAuto = settings.k === "auto";
  const input = h("input", {
    type: "number",
    id: "k",
    min: 2,
    max: 50,
    step: 1,
    value: isAuto ? 5 : settings.k,
    "aria-label": "Number of segments",
    disabled: isAuto,
    oninput: () => set(input.value),
  });
  const set = (k) => {
    settings.k = k;
    input.disabled = k === "auto";
    changed();
  };
  const radio = (value, text, checked) =>
    h(
      "label",
      { class: "tick" },
      h("input", { type: "radio", name: "k", value, checked, onchange: () => set(value || input.value) }),
      text,
    );
  return h(
    "fieldset",
    {},
    h("legend", {}, "How many segments?"),
    h(
      "div",
      { class: "k-choice" },
      radio("auto", "Choose for me, and say why", isAuto),
      radio("", "Exactly", !isAuto),
      input,
    ),
  );
}

function suggestion(dataset, settings, changed) {
  if (dataset.suggested.transform !== "log1p" || settings.transform === "log1p") return null;
  const onclick = () => {
    settings.transform = "log1p";
    changed({ redraw: true });
  };
  return note(
    "info",
    h(
      "p",
      {},
      "Some features have long tails: a few very large values could form segments of their own. ",
      "log(1 + x) is worth a try. ",
      h("button", { type: "button", class: "link", onclick }, "Use log(1 + x)"),
    ),
  );
}
