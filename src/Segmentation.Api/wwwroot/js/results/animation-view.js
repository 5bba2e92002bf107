import { stripAxis } from "../charts/axes.js";
import { drawing } from "../charts/drawing.js";
import { figure } from "../charts/figure.js";
import { marksOf } from "../charts/scatter.js";
import { centreAt, paintStage, pointAt, stageAxes } from "../charts/stage.js";
import { measuresFigure, movedFigure, sizesFigure } from "../charts/steps.js";
import { partialWords, sentence, storyOf, storyTable } from "../charts/story.js";
import { h, replace } from "../kit/dom.js";
import { percent } from "../kit/format.js";
import { empty } from "../kit/messages.js";
import { replaceQuery } from "../shell/navigation.js";
import { startPicker, axisPickers } from "./animation-picks.js";
import { customerWords, nearestCentres } from "./animation-point.js";
import { guide } from "./guide.js";
import { segmentList } from "./map-controls.js";
import { player } from "./player.js";
import { listenToKeys, transport } from "./transport.js";

const Hint = "Point at a customer for its two nearest centres. A click keeps it; a click on a centre shows its trail.";

/** How k-means found the segments: its steps on the customers of the file, to play and to walk through. */
export default async function animationView({ job, result, part, query, signal }) {
  const box = h("div", { class: "stack" });
  const asked = query.get("start") ?? "best";
  const own = { job, result, part, query, signal, box, leave: null };
  try {
    await load(own, asked);
  } catch (error) {
    if (error.code !== "NO_TRACE") throw error;
    const again = h("a", { class: "button", href: `/new?dataset=${job.datasetId}` }, "Set up another run");
    replace(box, empty("This run kept no steps", error.detail, again));
  }
  return box;
}

async function load(own, start) {
  const view = await own.part(`animation?start=${encodeURIComponent(start)}`);
  own.leave?.abort();
  own.leave = new AbortController();
  build({ ...own, view, start, signal: AbortSignal.any([own.signal, own.leave.signal]) }, (next) => load(own, next));
}

function build(own, change) {
  const { view, query, result, signal, box } = own;
  const story = storyOf(view);
  const scene = sceneOf(story, query, result);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const page = { ...own, story, scene };
  page.words = h("p", { class: "headline steps-words", role: "status" });
  page.customer = h("p", { class: "small customer-words", role: "status" });
  page.player = player(story, {
    at: scene.state.i,
    still,
    signal,
    show: (i, t) => show(page, i, t),
    changed: () => tell(page),
  });
  page.transport = transport(story, page.player);
  page.guide = guide(page.player, story, signal);
  page.figures = [measuresFigure, movedFigure, sizesFigure].map((make) => make(story, () => scene, signal));
  page.stage = stageFigure(page);
  listenToKeys(page.player, story, { setSpeed: page.transport.setSpeed, signal });
  replace(box, layout(page, change));
  tell(page);
}

function layout(page, change) {
  const { view, stage, figures, words, customer } = page;
  const [measures, moved, sizes] = figures;
  return [
    words,
    h(
      "div",
      { class: "animation" },
      h("section", { class: "card" }, stage, customer),
      h("div", { class: "stack" }, card(measures), card(moved), card(sizes)),
    ),
    h("div", { class: "bar" }, page.guide.element, page.transport.element),
    h(
      "details",
      { class: "card picks-fold", open: matchMedia("(min-width: 700px)").matches },
      h("summary", {}, "Axes, start and segments"),
      h("div", { class: "picks" }, axisPickers(page.scene, () => redraw(page)), startPicker(view, page.start, change)),
      legend(page),
    ),
  ];
}

const card = (content) => h("section", { class: "card" }, content);

/** What the drawing shows: the axes, the state, and what is pointed at. */
function sceneOf(story, query, { pca, features }) {
  const { view } = story;
  const names = view.points.components.map((_, i) => `PC${i + 1} (${percent(pca.share[i])})`);
  const axes = stageAxes(view, names);
  const named = (key, otherwise) => axes.find((each) => each.key === query.get(key)) ?? otherwise;
  const step = Number(query.get("step") ?? 0);
  const at = Number.isInteger(step) ? Math.max(0, Math.min(story.states.length - 1, step)) : 0;
  return {
    story,
    axes,
    x: named("x", axes[0]),
    y: features.length > 1 ? named("y", axes[1]) : stripAxis(view.points),
    state: story.states[at],
    t: 1,
    hidden: new Set(),
    alone: 0,
    named: 0,
    lines: null,
    pinned: -1,
  };
}

function stageFigure(page) {
  const { scene, story, result, signal } = page;
  let size = { width: 0, height: 0 };
  const picture = drawing({
    signal,
    height: (width) => Math.max(300, Math.min(640, width * 0.86)),
    marks: (colours) => marksOf(result, scene, colours),
    paint: (pen, all) => {
      size = all;
      paintStage(pen, all, scene);
    },
  });
  page.redraw = picture.redraw;
  listen(page, picture.canvas, () => size);
  return figure({
    title: "Customers and centres",
    heading: "h2",
    summary: () => `${sentence(story, scene.state.i)} Across: ${scene.x.name}; up: ${scene.y.name || "nothing"}.`,
    partial: () => partialWords(story),
    table: () => storyTable(story),
    picture,
  });
}

// A click on a customer keeps it, one on a centre shows its trail alone.
function listen(page, canvas, size) {
  const { scene } = page;
  const at = (event) => [event.offsetX, event.offsetY];
  canvas.addEventListener("pointermove", (event) => {
    scene.named = centreAt(size(), scene, at(event));
    if (scene.pinned < 0) point(page, pointAt(size(), scene, at(event)));
    page.redraw();
  });
  canvas.addEventListener("pointerleave", () => {
    if (scene.pinned < 0) point(page, -1);
    page.redraw();
  });
  canvas.addEventListener("click", (event) => {
    const centre = centreAt(size(), scene, at(event));
    if (centre) scene.alone = scene.alone === centre ? 0 : centre;
    else {
      const found = pointAt(size(), scene, at(event));
      scene.pinned = found === scene.pinned ? -1 : found;
      point(page, found);
    }
    page.redraw();
  });
}

function point({ scene, story, result, customer }, i) {
  scene.lines = i < 0 ? null : { point: i, nearest: nearestCentres(story, scene.state, result, i) };
  customer.textContent = i < 0 ? Hint : customerWords(story, scene, i);
}

function show(page, i, t) {
  const { scene, story } = page;
  const other = scene.state.i !== i;
  Object.assign(scene, { state: story.states[i], t });
  if (other) point(page, scene.lines?.point ?? -1);
  page.redraw();
}

// Screen readers hear the sentence when a step is chosen, not while the steps play.
function tell(page) {
  const { scene, story, player: play, words, guide: help } = page;
  if (!play) return;
  words.setAttribute("aria-live", play.playing ? "off" : "polite");
  words.textContent = sentence(story, scene.state.i);
  help.draw();
  if (!scene.lines) point(page, -1);
  redraw(page);
}

function redraw(page) {
  const { scene, stage, transport: bar, figures, start, player: play } = page;
  bar.draw();
  stage.draw();
  for (const each of figures) each.draw();
  if (play.playing) return;
  const { x, y, state } = scene;
  replaceQuery(new URLSearchParams({ step: state.i, x: x.key, ...(!y.strip && { y: y.key }), start }));
}

function legend(page) {
  const box = h("div", { class: "legend-slot" });
  const draw = () => {
    replace(box, segmentList(page.scene, page.result, draw));
    page.redraw();
  };
  draw();
  return box;
}
