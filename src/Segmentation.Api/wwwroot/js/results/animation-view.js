import { separating, stripAxis } from "../charts/axes.js";
import { drawing } from "../charts/drawing.js";
import { figure } from "../charts/figure.js";
import { marksOf, nothingShown } from "../charts/scatter.js";
import { centreAt, paintStage, pointAt, stageAxes, stageWords } from "../charts/stage.js";
import { measuresFigure, movedFigure, sizesFigure } from "../charts/steps.js";
import { partialWords, sentence, storyOf, storyTable } from "../charts/story.js";
import { settingsHref } from "../jobs/job.js";
import { h, refill, replace } from "../kit/dom.js";
import { percent } from "../kit/format.js";
import { empty, errorNote } from "../kit/messages.js";
import { replaceQuery } from "../shell/navigation.js";
import { axisPickers, startName, startPicker } from "./animation-picks.js";
import { customerWords, nearestCentres } from "./animation-point.js";
import { guide } from "./guide.js";
import { segmentList } from "./map-controls.js";
import { readHidden, writeHidden } from "./map-state.js";
import { player } from "./player.js";
import { transport } from "./transport.js";

const Hint =
  "Point at a customer for its two nearest centres. A click keeps it; a click on a centre shows its way alone.";

/** How k-means found the segments: its steps on the customers of the file, to play and to walk through. */
export default async function animationView({ job, result, part, query, signal }) {
  const own = { result, part, signal, box: h("div", { class: "stack" }), leave: null };
  try {
    await load(own, query);
  } catch (error) {
    if (error.code !== "NO_TRACE") throw error;
    const again = h("a", { class: "button", href: settingsHref(job) }, "Set up another run");
    replace(own.box, empty("This run kept no steps", error.detail, again));
  }
  return own.box;
}

async function load(own, query) {
  own.asked = query;
  const view = await own.part(`animation?start=${encodeURIComponent(query.get("start") ?? "best")}`);
  if (own.asked !== query) return; // another start was chosen meanwhile
  own.leave?.abort();
  own.leave = new AbortController();
  build(own, { view, query, signal: AbortSignal.any([own.signal, own.leave.signal]) });
}

function build(own, { view, query, signal }) {
  const { result, box } = own;
  const story = storyOf(view);
  const page = { result, signal, story, scene: sceneOf(story, query, result) };
  page.words = h("p", { class: "headline steps-words", role: "status" });
  page.customer = h("p", { class: "small customer-words", role: "status" });
  page.player = player(story, {
    at: page.scene.state.i,
    still: matchMedia("(prefers-reduced-motion: reduce)").matches,
    signal,
    show: (i, t) => show(page, i, t),
    changed: () => tell(page),
  });
  page.transport = transport(story, page.player, signal);
  page.guide = guide(page.player, story, page.transport.focus);
  page.figures = [measuresFigure, movedFigure, sizesFigure].map((make) => make(story, () => page.scene, signal));
  page.stage = stageFigure(page);
  replace(box, layout(own, page));
  tell(page);
}

function layout(own, page) {
  const { stage, figures, words, customer } = page;
  return [
    words,
    h(
      "div",
      { class: "animation" },
      h("div", { class: "stack" }, h("section", { class: "card" }, stage, customer), picks(own, page)),
      h("div", { class: "stack" }, figures.map(card)),
    ),
    h("div", { class: "bar" }, page.guide.element, page.transport.element),
  ];
}

const card = (content) => h("section", { class: "card" }, content);

function picks(own, page) {
  const { scene, story } = page;
  const said = h("div");
  const start = startPicker(story.view, async (next) => {
    const query = addressOf(page);
    query.set("start", next);
    query.delete("step");
    try {
      await load(own, query);
      own.box.querySelector("details").open = true;
      own.box.querySelector("#start").focus();
    } catch (error) {
      start.querySelector("select").value = startName(story.view);
      replace(said, errorNote(error));
    }
  });
  return h(
    "details",
    { class: "card picks-fold", open: matchMedia("(min-width: 700px)").matches },
    h("summary", {}, "Axes, start and segments"),
    h("div", { class: "picks" }, axisPickers(scene, () => redraw(page)), start),
    said,
    legend(page),
  );
}

/** What the drawing shows: the axes, the state, and what is pointed at. */
function sceneOf(story, query, { pca, features, segments }) {
  const { view } = story;
  const names = view.points.components.map((_, i) => `PC${i + 1} (${percent(pca.share[i])})`);
  const axes = stageAxes(view, names).map((each, i) => ({ ...each, kind: features[i]?.kind }));
  const [x, y] = separating(features, 2).map((i) => axes[i]);
  const named = (key, otherwise) => axes.find((each) => each.key === query.get(key)) ?? otherwise;
  return {
    story,
    axes,
    x: named("x", x),
    y: features.length > 1 ? named("y", y) : stripAxis(view.points),
    state: story.states[Number(query.get("step"))] ?? story.states[0],
    t: 1,
    hidden: readHidden(query, segments),
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
    height: (width) => Math.max(300, Math.min(640, width * 0.74)),
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
    summary: () => stageWords(scene),
    partial: () => partialWords(story),
    empty: () => nothingShown(result, scene),
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
    scene.named = 0;
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
  replace(customer, i < 0 ? Hint : customerWords(story, scene, i));
}

function show(page, i, t) {
  const { scene, story } = page;
  const other = scene.state.i !== i;
  Object.assign(scene, { state: story.states[i], t });
  if (other) point(page, scene.lines?.point ?? -1);
  page.redraw();
}

// Screen readers hear the words when a step is chosen, not while the steps play.
function tell(page) {
  const { scene, story, words, customer } = page;
  for (const each of [words, customer]) each.setAttribute("aria-live", page.player.playing ? "off" : "polite");
  replace(words, sentence(story, scene.state.i));
  page.guide.draw();
  if (!scene.lines) point(page, -1);
  redraw(page);
}

function redraw(page) {
  page.transport.draw();
  page.stage.draw();
  for (const each of page.figures) each.draw();
  if (!page.player.playing) replaceQuery(addressOf(page));
}

function addressOf({ scene, story, result }) {
  const { state, x, y } = scene;
  const start = startName(story.view);
  const axes = { x: x.key, ...(!y.strip && { y: y.key }) };
  return new URLSearchParams({ step: state.i, ...axes, ...writeHidden(scene, result.segments), start });
}

function legend(page) {
  const box = h("div", { class: "legend-slot" });
  const draw = () => refill(box, segmentList(page.scene, page.result, change));
  const change = () => {
    draw();
    redraw(page);
  };
  draw();
  return box;
}
