import { h, replace } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { errorNote } from "../kit/messages.js";
import { table as tableOf } from "../kit/table.js";
import { fileName } from "./picture.js";

const SavedAddressKept = 60_000; // ms; a browser may ask where to save before it reads the file

/**
 * The frame of every chart: its title, what it shows in words, the picture, and the same numbers as a table.
 * `summary()` gives the words and `table()` the columns and rows. Of the rest, `partial()` says in words that not
 * everything is drawn; `empty()` says why nothing is, and stands in place of the picture; both give null otherwise.
 * `actions`, `controls` and `legend` are elements of the chart's own: beside the title, above and below the picture.
 *
 * `picture` is a renderer: it has an `element` and `draw(label)`. It can be saved if it has
 * `image(format, {title, partial})`, a Blob or an address (or a promise of one), for each of its `formats` (of "png"
 * and "svg"; "png" when it names none). It may `listen(tell)`: it then calls `tell` with a state of the figure.
 * `plot` of echarts.js makes one.
 *
 * The figure has `draw()`, for when the data changed, `describe()`, for when the reader changed the picture,
 * `showPicture()`, and `setState(state, error)`: "loading", "ready", or "error" with {title, detail}.
 */
export function figure(parts) {
  const { title, heading = "h3", picture, actions, controls, legend } = parts;
  const view = {
    ...parts,
    state: "ready",
    asTable: false,
    words: h("p", { class: "summary" }),
    part: h("p", { class: "partial small", hidden: true }),
    stateBox: h("div", { class: "chart-state", hidden: true }),
    rows: h("div", { hidden: true }),
  };
  view.tableButton = button(() => show(view, !view.asTable));
  const saves = savesOf(view);
  const buttons = h("div", { class: "actions" }, actions, view.tableButton, saves);
  const head = h("div", { class: "chart-head" }, h(heading, {}, title), buttons);
  const setState = (state, error) => {
    Object.assign(view, { state, error });
    place(view);
  };
  picture.listen?.(setState);
  const { words, part, stateBox, rows } = view;
  const shown = [head, words, part, controls, stateBox, picture.element, rows, legend];
  const element = h("figure", { class: "chart" }, shown);
  const draw = () => drawAll(view);
  show(view, false);
  draw();
  const describe = () => replace(words, view.summary());
  return Object.assign(element, { draw, describe, setState, showPicture: () => show(view, false) });
}

function drawAll(view) {
  const { words, part, title, picture } = view;
  const partial = view.partial?.() ?? null;
  replace(words, view.summary());
  part.hidden = !partial;
  replace(part, partial && [icon("info"), h("span", {}, partial)]);
  picture.draw([`${title}.`, partial, view.summary()].filter(Boolean).join(" "));
  fill(view);
  place(view);
}

function show(view, asTable) {
  view.asTable = asTable;
  view.tableButton.setAttribute("aria-expanded", asTable);
  const words = `Show as ${asTable ? "chart" : "table"}`;
  replace(view.tableButton, icon(asTable ? "chart" : "table"), words, of(view.title));
  fill(view);
  place(view);
}

function fill({ asTable, rows, title, table }) {
  if (asTable) replace(rows, tableOf({ caption: title, ...table() }));
}

// One of table, picture and the reason why there is no picture.
function place(view) {
  const { asTable, rows, picture, stateBox, state, error } = view;
  const nothing = view.empty?.() ?? null;
  const why = state === "error" ? problem(view, error) : nothing && h("p", { class: "quiet" }, nothing);
  rows.hidden = !asTable;
  picture.element.hidden = asTable || Boolean(why);
  picture.element.classList.toggle("bone", state === "loading");
  picture.element.setAttribute("aria-busy", state === "loading");
  stateBox.hidden = asTable || !why;
  replace(stateBox, why);
}

function problem(view, error) {
  const again = () => {
    view.state = "ready";
    place(view);
    view.picture.retry();
  };
  const retry = replace(button(again), icon("retry"), "Try again");
  return [errorNote(error), view.picture.retry && retry];
}

function savesOf(view) {
  const { picture, title } = view;
  if (!picture.image) return null;
  return (picture.formats ?? ["png"]).map((format) => {
    const save = button(() => saveAs(view, save, format));
    const before = h("span", { class: "unseen" }, "Save as ");
    return replace(save, icon("download"), h("span", {}, before, format.toUpperCase(), of(title)));
  });
}

async function saveAs(view, save, format) {
  if (view.empty?.()) return;
  save.setAttribute("aria-busy", "true");
  try {
    const image = await view.picture.image(format, { title: view.title, partial: view.partial?.() ?? null });
    if (image) download(image, fileName(view.title, format));
  } catch (error) {
    view.stateBox.hidden = false;
    const known = { title: "The picture could not be saved", detail: error.detail ?? "Reloading the page may help." };
    replace(view.stateBox, errorNote(known));
    if (!error.title) console.error(error);
  } finally {
    save.removeAttribute("aria-busy");
  }
}

function download(image, name) {
  const address = typeof image === "string" ? image : URL.createObjectURL(image);
  h("a", { href: address, download: name }).click();
  if (address !== image) setTimeout(() => URL.revokeObjectURL(address), SavedAddressKept);
}

const button = (onclick) => h("button", { type: "button", class: "button plain small", onclick });

// For screen readers, which read buttons without the chart around them.
const of = (title) => h("span", { class: "unseen" }, `: ${title}`);
