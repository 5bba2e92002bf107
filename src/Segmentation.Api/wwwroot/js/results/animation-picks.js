import { startWords } from "../charts/story.js";
import { h } from "../kit/dom.js";

/** Which features or components are shown. `changed()` is told when another one is chosen. */
export function axisPickers(scene, changed) {
  const words = { x: "Across", y: "Up" };
  const keys = ["x", "y"].filter((key) => !scene[key].strip);
  return keys.map((key) => {
    const onchange = (event) => {
      scene[key] = scene.axes.find((each) => each.key === event.target.value);
      changed();
    };
    const options = scene.axes.map((each) => option(each.key, each.name, each === scene[key]));
    return labelled(words[key], h("select", { id: `axis-${key}`, onchange }, options));
  });
}

/** What a start is called in addresses. */
export const startName = ({ starts, start }) => (start === starts[0].number ? "best" : String(start));

/** The starts whose steps were kept, with how each ended. `change(name)` is told which one is chosen. */
export function startPicker(view, change) {
  const options = view.starts.map((start) => {
    const name = startName({ ...view, start: start.number });
    return option(name, startWords(start), name === startName(view));
  });
  return labelled("Start", h("select", { id: "start", onchange: (event) => change(event.target.value) }, options));
}

const option = (value, text, selected) => h("option", { value, selected }, text);

function labelled(text, control) {
  return h("div", { class: "field" }, h("label", { for: control.id, class: "small" }, text), control);
}
