import { count, quantity } from "../kit/format.js";

export const Roles = {
  id: "ID",
  feature: "Feature",
  category: "Category",
  date: "Date",
  text: "Text",
  ignored: "Ignored",
};
/** What a column of a file of purchases is for. */
export const PurchaseRoles = {
  customer: "Customer",
  date: "Date",
  amount: "Amount",
  quantity: "Quantity",
  price: "Price",
  invoice: "Invoice",
  ignored: "Not used",
};
export const PurchaseRoleHelp = {
  customer: "who bought",
  date: "when they bought",
  amount: "the sum of a line",
  quantity: "how many pieces",
  price: "of one piece",
  invoice: "which lines were bought together",
  ignored: "not needed",
};
export const RoleHelp = {
  id: "identifies the customer, never compared",
  feature: "compared: decides the segments",
  category: "described, never compared",
  date: "a date, not compared",
  text: "free text, not compared",
  ignored: "left out",
};
/** What a column of dates may be besides: compared as days. */
export const Recency = { recency: "Recency" };
export const [AsRecency] = Object.keys(Recency);
export const RecencyHelp = "Compared as the days from the date to a day.";

export const Types = { integer: "whole number", number: "number", date: "date", text: "text", empty: "empty" };

export const isDate = (column) => column.type === "date" || column.reason === "DATES";
export const isNumeric = (column) => column.type === "integer" || column.type === "number";

/** What a column's cells are, with the unit of its numbers. */
export const typeOf = ({ type, unit }) => (unit ? `${Types[type]} (${unit})` : Types[type]);

/** What the file has in a column: type, range or number of values, and cells without one. */
export function contentOf(column) {
  const { min, max, years, distinct, missing, invalid } = column;
  const kind = years ? "year" : null;
  const parts = [typeOf(column)];
  if (isNumeric(column) && Number.isFinite(min)) parts.push(`${quantity(min, kind)} to ${quantity(max, kind)}`);
  else if (distinct > 0) parts.push(`${count(distinct)}${distinct >= 1_000 ? " or more" : ""} different`);
  if (missing > 0) parts.push(`${count(missing)} missing`);
  if (invalid > 0) parts.push(`${count(invalid)} not numeric`);
  return parts.join(" · ");
}
