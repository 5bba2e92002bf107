import { startWords } from "../charts/story.js";
import { h } from "../kit/dom.js";
import { select } from "../kit/fields.js";

/** Which features or components are shown. `changed()` is told when another one is chosen. */
export function axisPickers(scene, changed) {
  const words = { x: "Across", y: "Up" };
  const keys = ["x", "y"].filter((key) => !scene[key].strip);
  return keys.map((key) => {
    const choose = (event) => {
      scene[key] = scene.axes.find((each) => each.key === event.target.value);
      changed();
    };
    const names = Object.fromEntries(scene.axes.map((each) => [each.key, each.name]));
    return labelled(words[key], select({ id: `axis-${key}`, onchange: choose }, names, scene[key].key));
  });
}

/** The starts whose steps were kept, with how each ended. */
export function startPicker({ starts }, present, change) {
  const value = (start) => (start.best ? "best" : String(start.number));
  const words = Object.fromEntries(starts.map((start) => [value(start), startWords(start)]));
  const control = select({ id: "start", onchange: (event) => change(event.target.value) }, {}, present);
  control.append(
    ...starts.map((start) =>
      h("option", { value: value(start), selected: value(start) === present }, words[value(start)]),
    ),
  );
  return labelled("Start", control);
}

function labelled(text, control) {
  return h("div", { class: "field" }, h("label", { for: control.id, class: "small" }, text), control);
}
