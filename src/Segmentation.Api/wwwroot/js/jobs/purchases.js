import { leftOut, purchaseHead } from "../datasets/purchases.js";
import { h, replace } from "../kit/dom.js";
import { field } from "../kit/fields.js";
import { isolate, isolateIn } from "../kit/isolate.js";
import { bullets, card, terms } from "../kit/layout.js";
import { arePurchases } from "./request.js";
import { fieldOf } from "./settings.js";

const Rows = { purchases: "Purchases", customers: "Customers" };
const NotCounted = "The file is so large that only the run counts what these settings leave out.";
const NoRoles = "Give the columns of the customer, the date and the amount their roles below.";
const settingOf = ({ limits }, name) => limits.settings.find((each) => each.name === name);

/** What the purchases become, what of them is left out and why, and what decides it; null for a file of customers. */
export function purchasesCard(view) {
  const { dataset, settings } = view;
  const are = arePurchases(dataset, settings);
  if (!are && dataset.kind !== "purchases") return null;
  drawFound(view);
  const asIs = "Each row is compared as it is, as a customer.";
  return card(
    "purchases",
    "From purchases to customers",
    rowsSwitch(view, are),
    are ? [view.boxes.found, h("div", { class: "fields" }, dayField(view), returnsField(view))] : h("p", {}, asIs),
  );
}

/** The same with what the service has found since, without the controls. */
export function drawFound({ dataset, purchases, refused, boxes: { found } }) {
  if (refused) return replace(found, h("p", { class: "why" }, refused.detail || refused.title));
  if (!purchases) return replace(found, h("p", { class: "quiet" }, purchases === null ? NotCounted : NoRoles));
  const names = dataset.columns.map(({ name }) => name);
  const named = { ...purchases, reasons: purchases.reasons.map(withName) };
  return replace(
    found,
    h("p", {}, h("strong", {}, purchaseHead(purchases))),
    purchases.excluded > 0 && [h("p", {}, "Left out:"), bullets(leftOut(named))],
    h("p", {}, "What a customer is compared by, and what it is in this file:"),
    terms(purchases.features.map(({ name, definition }) => [name, isolateIn(definition, names)])),
  );
}

const withName = (reason) => ({ ...reason, column: reason.column && isolate(reason.column) });

function rowsSwitch(view, are) {
  const one = ([word, text]) => {
    const onchange = () => {
      const isFound = word === view.dataset.kind;
      view.settings.rows = isFound ? settingOf(view, "rows").default : word;
      view.settings.roles.clear();
      view.changed({ redraw: true });
    };
    const checked = are === (word === "purchases");
    const input = h("input", { type: "radio", name: "rows", id: `rows-${word}`, value: word, checked, onchange });
    return h("label", {}, input, h("span", {}, text));
  };
  return h(
    "fieldset",
    { class: "bare switch" },
    h("legend", {}, "The rows are"),
    Object.entries(Rows).map(one),
  );
}

function dayField(view) {
  const { name, label, help } = settingOf(view, "rfm.asOf");
  const oninput = ({ target }) => {
    view.settings[name] = target.value;
    view.changed();
  };
  return field(label, h("input", { type: "date", id: "rfm-asOf", value: view.settings[name], oninput }), help);
}

const returnsField = (view) => fieldOf(settingOf(view, "rfm.returns"), view);

/** A tick for each number of a customer that can be compared. */
export function rfmTicks(view) {
  const { settings, purchases, changed } = view;
  const { name: setting, words, help } = settingOf(view, "rfm.features");
  const known = purchases && new Set(purchases.features.map(({ feature }) => feature));
  const ticked = new Set(settings[setting].split(","));
  const tick = ({ word, label }) => {
    const onchange = ({ target }) => {
      ticked[target.checked ? "add" : "delete"](word);
      const chosen = words.filter((each) => ticked.has(each.word)).map((each) => each.word);
      settings[setting] = chosen.join(",");
      changed();
    };
    const away = Boolean(known) && !known.has(word);
    const checked = ticked.has(word) && !away;
    const input = h("input", { type: "checkbox", name: setting, value: word, checked, disabled: away, onchange });
    return h("label", { class: "tick" }, input, h("span", {}, label));
  };
  const line = h("p", { class: "small quiet" }, help);
  return h("div", { class: "stack" }, h("div", { class: "ticks" }, words.map(tick)), line);
}
