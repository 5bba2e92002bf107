import { count, plural } from "../kit/format.js";

const Words = {
  MISSING_VALUE: "value missing",
  NOT_A_NUMBER: "not a number",
  NOT_FINITE: "number too large",
  RAGGED_ROW: "too few or too many fields",
  BLANK_ROWS: "blank line",
  DUPLICATE_ROW: "the same as a row before",
  DUPLICATE_ID: "the id of a row before",
  STRAY_QUOTE: "a quote in the wrong place",
  MISSING_CUSTOMER: "no customer",
  CANCELED_ORDER: "cancelled",
  RETURN: "returned",
  ZERO_AMOUNT: "an amount of 0",
  MISSING_DATE: "no date",
  FUTURE_DATE: "a later date",
  NO_PURCHASE: "no purchase",
};

/** Why a row is left out, in a few words. */
export const reasonText = (code) => Words[code] ?? code.toLowerCase().replaceAll("_", " ");

/** How many rows a run would leave out, and why: `excluded` is {least, most, reasons} of the service. */
export function forecastWords({ least, most, reasons }) {
  if (most === 0) return "Every row is used.";
  const many = least === most ? plural(most, "row") : `Between ${count(least)} and ${count(most)} rows`;
  const why = reasons.map(
    ({ code, column, count: rows }) => `${count(rows)} × ${reasonText(code)}${column ? ` in ${column}` : ""}`,
  );
  return `${many} will be left out: ${why.join(", ")}.`;
}
