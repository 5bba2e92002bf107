import {
  AsRecency,
  contentOf,
  isDate,
  isNumeric,
  PurchaseRoleHelp,
  PurchaseRoles,
  Recency,
  RecencyHelp,
  RoleHelp,
  Roles,
} from "../datasets/columns.js";
import { valuesOf } from "../datasets/values.js";
import { h, replace } from "../kit/dom.js";
import { field, select } from "../kit/fields.js";
import { isolate, isolateIn } from "../kit/isolate.js";
import { arePurchases, candidates, comparedDates, roleOf } from "./request.js";

const Many = 12; // columns above which one is looked for by its name

/**
 * One row for each column: its name, its role, and why it has that role. `looked` is {text}, what its name has in it;
 * `histograms` a promise of those of the service.
 */
export function columnList(view) {
  const { dataset, looked } = view;
  const rows = dataset.columns.map((column, i) => columnRow(column, i, view));
  const none = h("p", { class: "quiet", role: "status" });
  const find = (text) => {
    looked.text = text;
    const found = rows.filter((row, i) => (row.hidden = !matches(dataset.columns[i], text)) === false);
    none.textContent = found.length > 0 ? "" : `No column has “${text}” in its name.`;
  };
  find(looked.text);
  const oninput = (event) => find(event.target.value);
  const search = h("input", { id: "find-column", type: "search", value: looked.text, oninput });
  const tools = dataset.columns.length > Many && field("Find a column", search);
  return h("div", { class: "stack" }, tools, none, h("div", { class: "columns-list" }, rows));
}

const unseen = (text) => h("span", { class: "unseen" }, text);
const matches = ({ name }, text) => name.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase());

/** A tick for each column that can be compared; many can be ticked and unticked at once. */
export function featureTicks(dataset, settings, changed) {
  const columns = candidates(dataset, settings);
  const ticks = columns.map(({ name }) => tick(name, settings, changed));
  const all = (on) => {
    for (const input of ticks) input.checked = on;
    for (const { name } of columns) settings.skip[on ? "delete" : "add"](name);
    changed();
  };
  const button = (text, on) =>
    h("button", { type: "button", class: "link", onclick: () => all(on) }, text, unseen(" features"));
  const both = columns.length > 2 && h("div", { class: "actions" }, button("All", true), button("None", false));
  const labels = columns.map(({ name }, i) => h("label", { class: "tick" }, ticks[i], h("span", {}, isolate(name))));
  const days = comparedDates(dataset, settings).length > 0 && dayField(settings, changed);
  return h("div", { class: "stack" }, both, h("div", { class: "ticks" }, labels), days);
}

function dayField(settings, changed) {
  const oninput = (event) => {
    settings.asOf = event.target.value;
    changed();
  };
  const input = h("input", { type: "date", id: "as-of", value: settings.asOf, oninput });
  return field("Days are counted up to", input, "Empty: the day after the last date of the column.");
}

function tick(name, settings, changed) {
  const onchange = (event) => {
    settings.skip[event.target.checked ? "delete" : "add"](name);
    changed();
  };
  return h("input", { type: "checkbox", name: "feature", value: name, checked: !settings.skip.has(name), onchange });
}

function columnRow(column, i, view) {
  const { dataset, settings, histograms, signal } = view;
  const asked = settings.roles.has(column.name);
  const values = h("div", { class: "values-slot" });
  histograms.then((all) => {
    const own = all.find(({ name }) => name === column.name);
    if (own) replace(values, valuesOf({ ...own, kind: column.years ? "year" : null }, signal));
  });
  return h(
    "div",
    { class: `column-row${asked ? " changed" : ""}`, "data-column": column.name },
    h(
      "div",
      { class: "name" },
      h("strong", { id: `column-${i}` }, isolate(column.name)),
      h("span", { class: "small quiet" }, contentOf(column)),
    ),
    arePurchases(dataset, settings) ? purchaseSelect(column, i, view) : roleSelect(column, i, view),
    h(
      "p",
      { class: "small quiet why-role", id: `why-${i}` },
      asked ? askedText(column, view) : isolateIn(column.reasonText, [column.name]),
    ),
    values,
  );
}

function askedText({ name, role }, { dataset, settings }) {
  const ofPurchases = arePurchases(dataset, settings);
  const dates = settings.roles.get(name) === AsRecency && !ofPurchases ? ` ${RecencyHelp}` : "";
  const [words, help] = role in Roles && !ofPurchases ? [Roles, RoleHelp] : [AllRoles, AllHelp];
  return `Set by you.${dates} Suggested: ${words[role]} (${help[role]}).`;
}

const AllRoles = { ...Roles, ...PurchaseRoles };
const AllHelp = { ...RoleHelp, ...PurchaseRoleHelp };

function roleSelect(column, i, view) {
  const now = roleOf(column, view.settings);
  const words = isDate(column) ? { ...Roles, ...Recency } : Roles;
  const isAway = (role) => role === "feature" && !isNumeric(column) && now !== "feature";
  return select(propsOf(column, i, view), words, now, isAway);
}

const Numbers = ["amount", "quantity", "price"];

/** The roles of a purchase, each of one column: the one that had it before is not used any more. */
function purchaseSelect(column, i, view) {
  const found = roleOf(column, view.settings);
  const now = found in PurchaseRoles ? found : "ignored";
  const props = propsOf(column, i, view, (role) => {
    if (role === "ignored") return;
    for (const other of view.dataset.columns)
      if (other !== column && roleOf(other, view.settings) === role) view.settings.roles.set(other.name, "ignored");
  });
  return select(props, PurchaseRoles, now, (role) => Numbers.includes(role) && !isNumeric(column) && now !== role);
}

function propsOf({ name, role: suggested }, i, { settings, changed }, take = () => {}) {
  return {
    "aria-labelledby": `column-${i}`,
    "aria-describedby": `why-${i}`,
    "data-role-of": name,
    onchange: ({ target: { value } }) => {
      take(value);
      if (value === suggested) settings.roles.delete(name);
      else settings.roles.set(name, value);
      settings.skip.delete(name);
      changed({ redraw: true });
    },
  };
}
