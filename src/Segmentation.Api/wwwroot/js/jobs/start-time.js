import { h } from "../kit/dom.js";

const Hour = 3_600_000; // ms

/** When a run starts, and which run goes first. `changed()` after each change. */
export function startTime(settings, { largestPriority: most }, changed) {
  const at = h("input", {
    type: "datetime-local",
    id: "run-at",
    "aria-label": "Start at",
    value: settings.at,
    disabled: settings.at === "",
    oninput: () => {
      settings.at = at.value || "?"; // a time that is not complete must not mean "at once"
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
      priorityField(settings, most, changed),
    ),
    h(
      "p",
      { class: "small quiet" },
      `Of the runs that are due, the one with the highest priority (-${most} to ${most}) starts first.`,
    ),
  );
}

function priorityField(settings, most, changed) {
  const input = h("input", {
    type: "number",
    id: "priority",
    min: -most,
    max: most,
    step: 1,
    value: settings.priority,
    oninput: () => {
      settings.priority = input.value;
      changed();
    },
  });
  return h("span", { class: "inline" }, h("label", { for: "priority" }, "Priority"), input);
}

function inAnHour() {
  const time = new Date(Date.now() + Hour);
  time.setMinutes(time.getMinutes() - time.getTimezoneOffset());
  return time.toISOString().slice(0, 16);
}
