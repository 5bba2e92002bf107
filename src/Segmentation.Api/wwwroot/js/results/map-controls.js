import { zoomed } from "../charts/explore.js";
import { marker, segmentTitle } from "../charts/marker.js";
import { turnOf } from "../charts/space.js";
import { h } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { isolate, onlyShown, toggle, Views } from "./map-state.js";

const Closer = 0.6; // of what is shown
const Tools = { move: "Move", box: "Box", lasso: "Lasso" };
const Turns = {
  "Turn left": [0, -15],
  "Turn right": [0, 15],
  "From above": [15, 0],
  "From below": [-15, 0],
};

/** Two or three dimensions, or all features; null when only one of them is possible. */
export function viewSwitch(state, change) {
  if (state.views.length < 2) return null;
  const one = (view) =>
    h(
      "label",
      {},
      h("input", {
        type: "radio",
        name: "map-view",
        value: view,
        checked: view === state.view,
        onchange: () => change({ view }),
      }),
      h("span", {}, Views[view]),
    );
  const shown = h("legend", { class: "unseen" }, "What is drawn");
  return h("fieldset", { class: "bare switch" }, shown, state.views.map(one));
}

/** Which axes are shown. `change(part)` takes the new part of the state. */
export function pickers(state, change) {
  const keys = state.view === "3d" ? ["x", "y", "z"] : ["x", "y"].filter((key) => !state[key].strip);
  const words = { x: "Across", y: "Up", z: "Depth" };
  const components = state.axes.filter((each) => each.component !== undefined);
  const needed = state.view === "3d" ? 3 : 2;
  const chosen = Object.fromEntries(keys.map((key, i) => [key, components[i]]));
  const toComponents = button("Principal components", () => change(chosen));
  return h(
    "div",
    { class: "picks" },
    keys.map((key) => picker(state, key, words[key], change)),
    components.length >= needed && keys.length === needed && toComponents,
  );
}

function picker(state, key, word, change) {
  const id = `axis-${key}`;
  const find = (value) => state.axes.find((each) => each.key === value);
  return h(
    "div",
    { class: "field" },
    h("label", { for: id, class: "small" }, word),
    h(
      "select",
      { id, onchange: (event) => change({ [key]: find(event.target.value) }) },
      state.axes.map((each) => h("option", { value: each.key, selected: each === state[key] }, each.name)),
    ),
  );
}

/** The tools of two dimensions: zoom, what dragging does, points or squares. */
export function tools(state, change) {
  const zoom = (factor) => () => change({ zoom: zoomed(state.zoom, factor) });
  const tool = (name) =>
    h(
      "button",
      {
        type: "button",
        class: "button plain small",
        "aria-pressed": String(state.tool === name),
        onclick: () => change({ tool: name }),
      },
      Tools[name],
    );
  const names = Object.keys(Tools).filter((name) => name !== "lasso" || !state.y.strip);
  return h(
    "div",
    { class: "tools" },
    group("Zoom", small("Zoom in", zoom(Closer)), small("Zoom out", zoom(1 / Closer)), whole(state, change)),
    group("Choose by dragging", names.map(tool)),
    tick("Count in squares", state.density, (density) => change({ density })),
  );
}

function whole(state, change) {
  return h(
    "button",
    {
      type: "button",
      class: "button plain small",
      disabled: state.zoom === null,
      onclick: () => change({ zoom: null }),
    },
    "Whole map",
  );
}

/** Turning the box without dragging. */
export function turns(state, change) {
  const turn = ([up, around]) =>
    change({ turn: turnOf(state.turn.alpha + up, state.turn.beta + around) }, { quiet: true });
  return h(
    "div",
    { class: "tools" },
    group(
      "Turn the box",
      Object.entries(Turns).map(([word, by]) => small(word, () => turn(by))),
    ),
  );
}

/** The segments: a click shows one only, and again all; the tick, or a click with Shift, shows or hides one. */
export function segmentList(state, { segments, metrics }, change) {
  const only = onlyShown(state, segments);
  const act = (number) => (event) => {
    if (event.shiftKey) toggle(state, number);
    else isolate(state, segments, number);
    change({});
  };
  const one = (segment) => {
    const { number } = segment;
    const flip = () => {
      toggle(state, number);
      change({});
    };
    const shown = !state.hidden.has(number);
    const label = `Show segment ${number}`;
    return h(
      "li",
      { class: shown ? "" : "off" },
      h("input", { type: "checkbox", "aria-label": label, checked: shown, onchange: flip }),
      h(
        "button",
        { type: "button", "aria-pressed": String(only === number), onclick: act(number) },
        marker(number, metrics.k),
        h("span", {}, segmentTitle(segment)),
        h("span", { class: "unseen" }, ": only this one"),
      ),
    );
  };
  return h("ul", { class: "segment-list", "aria-label": "Segments shown" }, segments.map(one));
}

function group(label, ...children) {
  return h("div", { class: "inline", role: "group", "aria-label": label }, children);
}

function tick(text, checked, act) {
  const box = h("input", { type: "checkbox", checked, onchange: (event) => act(event.target.checked) });
  return h("label", { class: "tick small" }, box, text);
}

const button = (text, onclick) => h("button", { type: "button", class: "button plain", onclick }, text);
const small = (text, onclick) => h("button", { type: "button", class: "button plain small", onclick }, text);

/** A button that takes back the choice of customers. */
export function clearButton(onclick) {
  return h("button", { type: "button", class: "button plain small", onclick }, icon("cross"), "Choose nobody");
}
