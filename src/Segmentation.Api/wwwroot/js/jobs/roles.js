import { contentOf, isNumeric, RoleHelp, Roles } from "../datasets/columns.js";
import { h } from "../kit/dom.js";
import { select } from "../kit/fields.js";
import { candidates, roleOf } from "./request.js";

/** One row for each column: its name, its role, and why it has that role. */
export function columnList(dataset, settings, changed) {
  return h(
    "div",
    { class: "columns-list" },
    dataset.columns.map((column, i) => columnRow(column, i, settings, changed)),
  );
}

/** A tick for each column that can be compared. */
export function featureTicks(dataset, settings, changed) {
  const tick = ({ name }) =>
    h("input", {
      type: "checkbox",
      name: "feature",
      value: name,
      checked: !settings.skip.has(name),
      onchange: (event) => {
        settings.skip[event.target.checked ? "delete" : "add"](name);
        changed();
      },
    });
  return h(
    "div",
    { class: "ticks" },
    candidates(dataset, settings).map((column) =>
      h("label", { class: "tick" }, tick(column), h("span", {}, column.name)),
    ),
  );
}

function columnRow(column, i, settings, changed) {
  const asked = settings.roles.has(column.name);
  return h(
    "div",
    { class: `column-row${asked ? " changed" : ""}`, "data-column": column.name },
    h(
      "div",
      { class: "name" },
      h("strong", { id: `column-${i}` }, column.name),
      h("span", { class: "small quiet" }, contentOf(column)),
    ),
    roleSelect(column, i, settings, changed),
    h(
      "p",
      { class: "small quiet why-role", id: `why-${i}` },
      asked ? `Set by you. Suggested: ${Roles[column.role]} (${RoleHelp[column.role]}).` : column.reasonText,
    ),
  );
}

function roleSelect(column, i, settings, changed) {
  const { name, role: suggested } = column;
  const now = roleOf(column, settings);
  const props = {
    "aria-labelledby": `column-${i}`,
    "aria-describedby": `why-${i}`,
    "data-role-of": name,
    onchange: ({ target }) => {
      if (target.value === suggested) settings.roles.delete(name);
      else settings.roles.set(name, target.value);
      settings.skip.delete(name);
      changed({ redraw: true });
    },
  };
  return select(props, Roles, now, (role) => role === "feature" && !isNumeric(column) && now !== "feature");
}
