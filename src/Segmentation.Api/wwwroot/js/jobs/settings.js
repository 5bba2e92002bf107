import { h } from "../kit/dom.js";
import { field, select } from "../kit/fields.js";
import { note } from "../kit/messages.js";
import { whyNot } from "./engine.js";
import { arePurchases, byColumn, defaultsOf, fieldsOf, isOfPurchases } from "./request.js";
import { columnFacts } from "./setting-facts.js";

/** The words of a setting, as an object of value and text. */
export const wordsOf = (setting) => Object.fromEntries(setting.words.map(({ word, label }) => [word, label]));

/** A field for every setting of a run but its features and roles. `view.changed()` after each change. */
export function settingsForm(view) {
  const { limits, settings } = view;
  const defaults = defaultsOf(limits);
  const fields = fieldsOf(limits).filter((setting) => !hasOwnPlace(setting, view));
  const advanced = fields.filter((setting) => setting.advanced);
  const show = (list) => h("div", { class: "fields" }, list.map((setting) => fieldOf(setting, view)));
  return h(
    "div",
    { class: "stack" },
    kChoice(limits.settings.find(({ name }) => name === "k"), view),
    show(fields.filter((setting) => !setting.advanced)),
    suggestion(view),
    h(
      "details",
      { open: advanced.some(({ name }) => String(settings[name]) !== defaults[name]) },
      h("summary", {}, "Advanced"),
      show(advanced),
    ),
  );
}

// What purchases are, and what is done with them, stands with what was found of them.
function hasOwnPlace(setting, { dataset, settings }) {
  const withPurchases = dataset.kind === "purchases" || arePurchases(dataset, settings);
  return setting.name === "k" || isOfPurchases(setting) || (setting.name === "rows" && withPurchases);
}

/** The field of one setting that is a word, a range or a number. */
export function fieldOf(setting, view) {
  if (setting.kind === "word") return wordField(setting, view);
  return setting.kind === "range" ? rangeField(setting, view) : numberField(setting, view);
}

function wordField(setting, view) {
  const { name, label, help } = setting;
  const reasons = setting.words.map(({ word }) => whyNot(name, word, view)).filter(Boolean);
  const isAway = (word) => Boolean(whyNot(name, word, view));
  const onchange = (event) => {
    view.settings[name] = event.target.value;
    view.changed({ redraw: name === "engine" || name === "rows" }); // they decide what other settings can be
  };
  const words = { ...wordsOf(setting), ...asAsked(setting, view.settings[name]) };
  const control = select({ id: idOf(name), onchange }, words, view.settings[name], isAway);
  return field(label, control, reasons.length > 0 ? reasons.join(" ") : help);
}

/** A value by column, which an earlier run had: it is offered as it is. */
function asAsked(setting, text) {
  const value = setting.byHeader && byColumn(text);
  return value ? { [text]: columnFacts(value, (word) => wordsOf(setting)[word] ?? word) } : {};
}

function numberField({ name, label, help, min, max, whenLeftOut }, view) {
  const input = number(idOf(name), view.settings[name], min, max, (text) => set(view, name, text));
  return field(label, input, whenLeftOut ? `${help} Empty: ${whenLeftOut}.` : help);
}

function rangeField({ name, label, help, min, max }, view) {
  const ends = view.settings[name].split("-");
  const end = (i, text) =>
    number(`${idOf(name)}-${text}`, ends[i], min, max, (value) => {
      ends[i] = value;
      set(view, name, ends.join("-"));
    });
  const from = end(0, "from");
  const to = end(1, "to");
  to.setAttribute("aria-label", `${label}: most`);
  from.setAttribute("aria-label", `${label}: fewest`);
  return h(
    "fieldset",
    { class: "field" },
    h("legend", {}, label),
    h("span", { class: "inline" }, from, "to", to),
    h("p", { class: "small quiet" }, help),
  );
}

function number(id, value, min, max, set) {
  return h("input", { type: "number", id, min, max, step: 1, value, oninput: (event) => set(event.target.value) });
}

function kChoice({ label, min, max, default: auto }, view) {
  const isAuto = view.settings.k === auto;
  const input = number("k", isAuto ? 5 : view.settings.k, min, max, (text) => pick(text));
  input.setAttribute("aria-label", label);
  input.disabled = isAuto;
  const pick = (k) => {
    input.disabled = k === auto;
    set(view, "k", k);
  };
  const radio = (value, text, checked) =>
    h(
      "label",
      { class: "tick" },
      h("input", { type: "radio", name: "k", value, checked, onchange: () => pick(value || input.value) }),
      text,
    );
  return h(
    "fieldset",
    {},
    h("legend", {}, "How many segments?"),
    h(
      "div",
      { class: "k-choice" },
      radio(auto, "Choose for me, and say why", isAuto),
      radio("", "Exactly", !isAuto),
      input,
    ),
  );
}

function set(view, name, value) {
  view.settings[name] = value;
  view.changed();
}

const idOf = (name) => name.replaceAll(".", "-");

function suggestion(view) {
  const { dataset, settings } = view;
  if (dataset.suggested.transform !== "auto" || settings.transform !== "none") return null;
  const onclick = () => {
    settings.transform = "auto";
    view.changed({ redraw: true });
  };
  return note(
    "info",
    h(
      "p",
      {},
      "Some features have long tails: a few very large values could form segments of their own. ",
      "A logarithm may draw them in. ",
      h("button", { type: "button", class: "link", onclick }, "Use logarithms where they help"),
    ),
  );
}
