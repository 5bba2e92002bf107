import { h } from "../kit/dom.js";

/** When a run starts and which goes first. `changed()` after each change. */
export function whenForm(settings, changed) {
  const at = h("input", {
    type: "datetime-local",
    id: "run-at",
    "aria-label": "Start at",
    value: settings.at,
    disabled: settings.at === "",
    oninput: () => {
      settings.at = at.value || "?"; // an unfinished time is not «at once»
      changed();
    },
  });
  const pick = (later) => () => {
    at.disabled = !later;
    if (later && !at.value) at.value = inAnHour();
    settings.at = later ? at.value : "";
    changed();
  };
  const radio = (later, text) =>
    h(
      "label",
      { class: "tick" },
      h("input", { type: "radio", name: "when", checked: (settings.at !== "") === later, onchange: pick(later) }),
      text,
    );
  const priority = h("input", {
    type: "number",
    id: "priority",
    min: -100,
    max: 100,
    step: 1,
    value: settings.priority,
    oninput: () => {
      settings.priority = priority.value;
      changed();
    },
  });
  return h(
    "fieldset",
    {},
    h("legend", {}, "When?"),
    h(
      "div",
      { class: "k-choice" },
      radio(false, "As soon as a worker is free"),
      radio(true, "Not before"),
      at,
      h("span", { class: "inline" }, h("label", { for: "priority" }, "Priority"), priority),
    ),
    h("p", { class: "small quiet" }, "Of the runs that are due, those with a larger priority go first: -100 to 100."),
  );
}

function inAnHour() {
  const time = new Date(Date.now() + 3_600_000);
  time.setMinutes(time.getMinutes() - time.getTimezoneOffset());
  return time.toISOString().slice(0, 16);
}
