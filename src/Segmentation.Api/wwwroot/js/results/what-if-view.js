import { profilesFigure } from "../charts/profiles.js";
import { separating, stripAxis } from "../charts/axes.js";
import { axesOf, scatterFigure } from "../charts/scatter.js";
import { sizesFigure } from "../charts/sizes.js";
import { announce } from "../kit/announce.js";
import { debounce } from "../kit/debounce.js";
import { h, replace } from "../kit/dom.js";
import { select } from "../kit/fields.js";
import { plural } from "../kit/format.js";
import { icon } from "../kit/icons.js";
import { card } from "../kit/layout.js";
import { errorNote } from "../kit/messages.js";
import { replaceQuery } from "../shell/navigation.js";
import { shownFor, sliderText, whatIfWords } from "./what-if.js";

const Rest = 600; // ms after the last move, before screen readers are told
const Patience = 150; // ms that an answer may take before the page says that it waits

/** Another number of segments: a slider over every k of the sweep, and map, sizes and profiles of the k under it. */
export function whatIfCard({ result, part, query, signal }) {
  const { chosen, candidates } = result.sweep;
  const ks = candidates.map((each) => each.k);
  const state = { result, part, query, signal, chosen, ks, wanted: chosen, points: null, fit: null, fits: new Map() };
  const shown = shownFor(result, null, null);
  const parts = {
    words: h("p", { class: "what-if-words" }),
    problem: h("div", { hidden: true }),
    slot: h("div", { class: "map-slot bone" }),
    sizes: sizesFigure("How large the segments are", shown),
    profiles: profilesFigure("What each segment is like", shown),
  };
  const tell = debounce(() => announce(parts.words.textContent), Rest, signal);
  Object.assign(state, { shown, parts, tell, slider: sliderOf(state, (k) => show(state, k)) });
  const body = h("div", { class: "stack" }, h("div", { class: "what-if" }, parts.slot, parts.sizes), parts.profiles);
  state.body = body;
  replace(parts.words, whatIfWords(result, shown));
  state.ready = drawMap(state);
  const asked = Number(query.get("k"));
  if (ks.includes(asked) && asked !== chosen) show(state, asked);
  else prefetch(state);
  return card("what-if", "What if there were more, or fewer?", state.slider.element, parts.words, parts.problem, body);
}

function sliderOf(state, show) {
  const { result, ks, chosen } = state;
  const [least, most] = [ks[0], ks.at(-1)];
  const slider = h("input", {
    ...{ type: "range", id: "what-if-k", min: least, max: most, step: 1, value: chosen },
    oninput: () => show(Number(slider.value)),
  });
  const value = h("output", { for: "what-if-k" });
  const fewer = stepButton("Fewer segments", "−", () => go(-1));
  const more = stepButton("More segments", "+", () => go(1));
  const goBack = () => {
    show(chosen);
    slider.focus(); // the button goes away
  };
  const back = h("button", { type: "button", class: "link", onclick: goBack }, `Back to ${chosen}`);
  // Not disabled: that would take the focus away at the end of the way.
  const go = (by) => ks.includes(state.wanted + by) && show(state.wanted + by);
  const place = (k) => {
    slider.value = k;
    slider.setAttribute("aria-valuetext", sliderText(result, k));
    value.textContent = plural(k, "segment");
    fewer.setAttribute("aria-disabled", k === least);
    more.setAttribute("aria-disabled", k === most);
    back.classList.toggle("away", k === chosen);
    back.disabled = k === chosen;
  };
  place(chosen);
  const label = h("label", { for: "what-if-k" }, "Number of segments");
  const range = h("span", { class: "range" }, endOf(least), slider, endOf(most));
  return { element: h("div", { class: "what-if-control" }, label, fewer, range, more, value, back), place };
}

const stepButton = (word, text, onclick) =>
  h("button", { type: "button", class: "button plain by-one", "aria-label": word, onclick }, text);
const endOf = (k) => h("span", { class: "small quiet", "aria-hidden": "true" }, k);

async function show(state, k) {
  const { chosen, signal, parts, slider } = state;
  state.wanted = k;
  slider.place(k);
  keepAddress(state);
  const isLate = () => state.wanted !== k || signal.aborted;
  const waiting = setTimeout(() => isLate() || setBusy(state, true), Patience);
  try {
    const fit = k === chosen ? null : await fitOf(state, k);
    await state.ready;
    if (isLate()) return;
    setProblem(state, null);
    draw(state, fit);
    state.tell();
    prefetch(state);
  } catch (error) {
    if (isLate()) return;
    report(error);
    setProblem(state, error, () => show(state, k));
  } finally {
    clearTimeout(waiting);
    if (!isLate()) setBusy(state, false);
  }
}

function draw(state, fit) {
  const { result, points, shown, parts } = state;
  state.fit = fit;
  Object.assign(shown, shownFor(result, points, fit));
  replace(parts.words, whatIfWords(result, shown));
  for (const figure of [state.map, parts.sizes, parts.profiles]) figure?.draw();
}

// One request for each k, however often it is passed.
function fitOf({ part, fits }, k) {
  if (!fits.has(k)) {
    const answer = part(`k-sweep/${k}`);
    fits.set(k, answer);
    answer.catch(() => fits.delete(k));
  }
  return fits.get(k);
}

// The next move, either way, then needs no answer any more.
function prefetch(state) {
  const near = [state.wanted - 1, state.wanted + 1].filter((k) => state.ks.includes(k) && k !== state.chosen);
  for (const k of near) fitOf(state, k).catch(() => {}); // shown when it is asked for
}

// Without the customers, sizes and profiles can still be shown.
async function drawMap(state) {
  const { part, parts, shown, signal } = state;
  try {
    state.points = await part("files/points.json");
    if (signal.aborted) return;
    Object.assign(shown, shownFor(state.result, state.points, state.fit));
    state.map = mapOf(state);
    replace(parts.slot, state.map);
    if (state.fit) draw(state, state.fit);
  } catch (error) {
    if (signal.aborted) return;
    report(error);
    replace(parts.slot, errorNote(error), h("div", { class: "actions after" }, retryButton(() => drawMap(state))));
  }
  parts.slot.classList.remove("bone");
}

function mapOf(state) {
  const { shown, query, signal } = state;
  const axes = axesOf(shown);
  const [across, up = stripAxis(shown.points)] = separating(state.result.features, 2).map((i) => axes[i]);
  const find = (wanted, otherwise) => axes.find(({ key }) => key === wanted) ?? otherwise;
  const alone = Boolean(up.strip);
  const pick = { x: find(query.get("x"), across), y: alone ? up : find(query.get("y"), up), hidden: new Set() };
  state.axes = { pick, usual: [across.key, up.key] };
  const words = Object.fromEntries(axes.map((each) => [each.key, each.name]));
  const picker = (name, text) => {
    const id = `what-if-${name}`;
    const onchange = (event) => {
      pick[name] = find(event.target.value);
      keepAddress(state);
      map.draw();
    };
    const label = h("label", { for: id, class: "small" }, text);
    return h("div", { class: "field" }, label, select({ id, onchange }, words, pick[name].key));
  };
  const controls = h("div", { class: "picks" }, picker("x", "Across"), !alone && picker("y", "Up"));
  const map = scatterFigure("Where the segments are", shown, pick, { controls, signal });
  return map;
}

// What is usual stays out of the address.
function keepAddress({ wanted, chosen, axes, query }) {
  const place = (name, i) => {
    const key = axes ? axes.pick[name].key : query.get(name);
    return key && key !== axes?.usual[i] && !axes?.pick[name].strip ? [[name, key]] : [];
  };
  const k = wanted === chosen ? [] : [["k", wanted]];
  replaceQuery(new URLSearchParams([...k, ...place("x", 0), ...place("y", 1)]));
}

function setBusy({ body }, busy) {
  body.setAttribute("aria-busy", busy);
  body.classList.toggle("waiting", busy);
}

// Nothing of another k stays on show beside an error.
function setProblem({ body, parts: { problem, words } }, error, again) {
  body.hidden = words.hidden = Boolean(error);
  problem.hidden = !error;
  replace(problem, error && [errorNote(error), h("div", { class: "actions after" }, retryButton(again))]);
}

// A fault of the page, not of the service.
function report(error) {
  if (!(error.status >= 0)) console.error(error);
}

const retryButton = (onclick) =>
  h("button", { type: "button", class: "button plain small", onclick }, icon("retry"), "Try again");
