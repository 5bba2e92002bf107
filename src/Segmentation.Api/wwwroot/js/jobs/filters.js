import { h, replace } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { States } from "./job.js";

/** Filters by state and text, and a button that pauses updates. `view` has state, text and paused. */
export function filters(view, { restart, load }) {
  const search = h("input", {
    type: "search",
    "aria-label": "Find by name, file or ID",
    placeholder: "Name, file or ID",
    value: view.text,
    oninput: () => {
      view.text = search.value;
      restart();
    },
  });
  const states = [["", "All"], ...Object.entries(States)].map(([state, word]) =>
    h("button", { type: "button", "data-state": state, onclick: () => choose(state) }, word),
  );
  const draw = () => {
    search.value = view.text;
    for (const button of states) button.setAttribute("aria-pressed", button.dataset.state === view.state);
  };
  const choose = (state) => {
    view.state = state;
    draw();
    restart();
  };
  draw();
  const element = h(
    "div",
    { class: "filters" },
    h("div", { class: "legend", role: "group", "aria-label": "State" }, states),
    search,
    pauseButton(view, load),
  );
  return {
    element,
    clear: () => {
      view.text = "";
      choose("");
    },
  };
}

function pauseButton(view, load) {
  const draw = () =>
    replace(button, icon(view.paused ? "play" : "pause"), view.paused ? "Resume updates" : "Pause updates");
  const onclick = () => {
    view.paused = !view.paused;
    draw();
    if (!view.paused) load();
  };
  const button = h("button", { type: "button", class: "button plain small", onclick });
  return draw();
}
