import { h } from "../kit/dom.js";
import { quantity, count } from "../kit/format.js";
import { RoleHelp, Roles, Types } from "./job.js";
import { candidates, roleOf } from "./request.js";

/** One row a column: name, role, and why it has that role. */
export function columnList(dataset, settings, changed) {
  return h(
    "div",
    { class: "columns-list" },
    dataset.columns.map((column, i) => {
      const asked = settings.roles.has(column.name);
      return h(
        "div",
        { class: `column-row${asked ? " changed" : ""}`, "data-column": column.name },
        h(
          "div",
          { class: "name" },
          h("strong", { id: `column-${i}` }, column.name),
          h("span", { class: "small quiet" }, about(column)),
        ),
        roleSelect(column, i, settings, changed),
        h(
          "p",
          { class: "small quiet why-role", id: `why-${i}` },
          asked ? `Set by you; it looked like: ${RoleHelp[column.role]}.` : column.reasonText,
        ),
      );
    }),
  );
}

/** A tick for each column that can be compared. */
export function featureTicks(dataset, settings, changed) {
  return h(
    "div",
    { class: "ticks" },
    candidates(dataset, settings).map((column) =>
      h(
        "label",
        { class: "tick" },
        h("input", {
          type: "checkbox",
          name: "feature",
          value: column.name,
          checked: !settings.skip.has(column.name),
          onchange: (event) => {
            settings.skip[event.target.checked ? "delete" : "add"](column.name);
            changed();
          },
        }),
        h("span", {}, column.name),
      ),
    ),
  );
}

function roleSelect(column, i, settings, changed) {
  const now = roleOf(column, settings);
  return h(
    "select",
    {
      "aria-labelledby": `column-${i}`,
      "aria-describedby": `why-${i}`,
      "data-role-of": column.name,
      onchange: (event) => {
        if (event.target.value === column.role) settings.roles.delete(column.name);
        else settings.roles.set(column.name, event.target.value);
        settings.skip.delete(column.name);
        changed({ roles: true });
      },
    },
    Object.entries(Roles).map(([role, word]) =>
      h(
        "option",
        {
          value: role,
          selected: role === now,
          disabled: role === "feature" && !isNumeric(column) && now !== "feature",
        },
        word,
      ),
    ),
  );
}

const isNumeric = (column) => column.type === "integer" || column.type === "number";

function about(column) {
  const parts = [Types[column.type]];
  if (isNumeric(column) && Number.isFinite(column.min))
    parts.push(`${quantity(column.min)} to ${quantity(column.max)}`);
  else if (column.distinct > 0)
    parts.push(`${count(column.distinct)}${column.distinct >= 1_000 ? " or more" : ""} different`);
  if (column.missing > 0) parts.push(`${count(column.missing)} missing`);
  if (column.invalid > 0) parts.push(`${count(column.invalid)} not a number`);
  return parts.join(" · ");
}
