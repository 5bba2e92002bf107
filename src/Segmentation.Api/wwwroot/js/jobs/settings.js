import { h } from "../kit/dom.js";
import { Defaults } from "./request.js";
import { Missing, Scalings, Transforms } from "./job.js";
import { clustererChoice, engineChoice } from "./engine-choice.js";
import { note } from "../kit/messages.js";

/** Everything about the run but its features. `changed()` after each change. */
export function settingsForm(dataset, engines, settings, changed) {
  // With another engine another clusterer is possible: then the form is drawn anew.
  const set = (key) => (event) => {
    settings[key] = event.target.value;
    changed({ roles: key === "engine" });
  };
  return h(
    "div",
    { class: "stack" },
    kChoice(settings, changed),
    h(
      "div",
      { class: "fields" },
      choice("scaling", "Scaling", Scalings, settings, set, "Without it, columns with large numbers decide alone."),
      choice("missing", "Missing values", Missing, settings, set),
      choice("transform", "Transform", Transforms, settings, set),
      engineChoice(engines, settings, set),
    ),
    suggestion(dataset, settings, changed),
    h(
      "details",
      { open: advanced(settings) },
      h("summary", {}, "Advanced"),
      h(
        "div",
        { class: "fields" },
        number(
          "seed",
          "Seed",
          settings,
          set,
          "The same file, settings and seed give the same segments.",
          0,
          2_147_483_647,
        ),
        number(
          "starts",
          "Starts for each k",
          settings,
          set,
          "More starts find better centres and take longer. Empty: by the number of rows, 10 to 100.",
          1,
          1_000,
        ),
        number("kFrom", "Fewest segments to try", settings, set, "When k is chosen for you.", 2, 50),
        number("kTo", "Most segments to try", settings, set, null, 2, 50),
        clustererChoice(engines, settings, set),
      ),
    ),
  );
}

const advanced = (settings) =>
  ["starts", "seed", "kFrom", "kTo", "clusterer"].some((key) => String(settings[key]) !== String(Defaults[key]));

function kChoice(settings, changed) {
  const field = h("input", {
    type: "number",
    id: "k",
    min: 2,
    max: 50,
    step: 1,
    value: settings.k === "auto" ? 5 : settings.k,
    "aria-label": "Number of segments",
    disabled: settings.k === "auto",
    oninput: () => {
      settings.k = field.value;
      changed();
    },
  });
  const pick = (value) => () => {
    field.disabled = value === "auto";
    settings.k = value === "auto" ? "auto" : field.value;
    changed();
  };
  const radio = (value, text) =>
    h(
      "label",
      { class: "tick" },
      h("input", {
        type: "radio",
        name: "k",
        value,
        checked: (settings.k === "auto") === (value === "auto"),
        onchange: pick(value),
      }),
      text,
    );
  return h(
    "fieldset",
    {},
    h("legend", {}, "How many segments?"),
    h("div", { class: "k-choice" }, radio("auto", "Choose for me, and say why"), radio("fixed", "Exactly"), field),
  );
}

function choice(key, label, words, settings, set, help) {
  return h(
    "div",
    { class: "field" },
    h("label", { for: key }, label),
    h(
      "select",
      { id: key, onchange: set(key) },
      Object.entries(words).map(([value, text]) => h("option", { value, selected: settings[key] === value }, text)),
    ),
    help && h("p", { class: "small quiet" }, help),
  );
}

function number(key, label, settings, set, help, min, max) {
  return h(
    "div",
    { class: "field" },
    h("label", { for: key }, label),
    h("input", { type: "number", id: key, min, max, step: 1, value: settings[key], oninput: set(key) }),
    help && h("p", { class: "small quiet" }, help),
  );
}

function suggestion(dataset, settings, changed) {
  if (dataset.suggested.transform !== "log1p" || settings.transform === "log1p") return null;
  return note(
    "info",
    h(
      "p",
      {},
      "Some features have long tails: a few very large values could make segments of their own. log(1 + x) is worth a try. ",
      h(
        "button",
        {
          type: "button",
          class: "link",
          onclick: () => {
            settings.transform = "log1p";
            changed({ roles: true });
          },
        },
        "Use log(1 + x)",
      ),
    ),
  );
}
