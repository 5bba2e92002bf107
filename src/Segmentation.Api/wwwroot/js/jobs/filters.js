import { h, replace } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { States } from "./job.js";

/** Filters by state and text, and the switch that pauses updates. */
export function tools(view, { restart, load }) {
  const pause = h(
    "button",
    {
      type: "button",
      class: "button plain small",
      onclick: () => {
        view.paused = !view.paused;
        replace(pause, icon(view.paused ? "play" : "pause"), view.paused ? "Go on updating" : "Pause updates");
        if (!view.paused) load();
      },
    },
    icon("pause"),
    "Pause updates",
  );
  return h(
    "div",
    { class: "filters" },
    view.filters,
    h("input", {
      type: "search",
      "aria-label": "Find by name, file or id",
      placeholder: "Name, file or id",
      value: view.text,
      oninput: (event) => {
        view.text = event.target.value;
        restart();
      },
    }),
    pause,
  );
}

/** The states to filter by; the present one is pressed. */
export function drawFilters(view, { restart }) {
  replace(
    view.filters,
    [["", "All"], ...Object.entries(States)].map(([state, word]) =>
      h(
        "button",
        {
          type: "button",
          "aria-pressed": String(view.state === state),
          onclick: () => {
            view.state = state;
            view.filters
              .querySelectorAll("button")
              .forEach((each) => each.setAttribute("aria-pressed", String(each.textContent === word)));
            restart();
          },
        },
        word,
      ),
    ),
  );
}
