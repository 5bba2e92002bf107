import { h } from "./dom.js";

/** A control with its label and, below, a line of help. The control has an id. */
export function field(label, control, help) {
  const helpId = `${control.id}-help`;
  if (help) control.setAttribute("aria-describedby", helpId);
  return h(
    "div",
    { class: "field" },
    h("label", { for: control.id }, label),
    control,
    help && h("p", { class: "small quiet", id: helpId }, help),
  );
}

/** A list to choose from; `words` is an object of value and text. */
export function select(props, words, chosen, disabled = () => false) {
  return h(
    "select",
    props,
    Object.entries(words).map(([value, text]) =>
      h("option", { value, selected: value === chosen, disabled: disabled(value) }, text),
    ),
  );
}
