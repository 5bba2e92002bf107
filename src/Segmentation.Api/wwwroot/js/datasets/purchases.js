// What became of a file of purchases, in words. Without a document, so that it is tested without one. `purchases` is
// the summary of the service.

import { count, plural } from "../kit/format.js";
import { reasonText } from "./reasons.js";

const Why = {
  MISSING_CUSTOMER: "nobody can be given these purchases",
  CANCELED_ORDER: "the order was cancelled",
  RETURN: "the amount is below zero: something came back",
  ZERO_AMOUNT: "nothing was paid",
  MISSING_VALUE: "what was paid is not known",
  NOT_A_NUMBER: "what was paid is not known",
  MISSING_DATE: "when it was is not known",
  FUTURE_DATE: "it is after the day that days are counted to",
  NO_PURCHASE: "the customer has returns and no purchase",
  RAGGED_ROW: "the line cannot be read",
};

/** Who bought how often, and how many lines that is. */
export function purchaseHead({ customers, orders, columns, used, read, returns }) {
  const bought = columns.invoice ? plural(orders, "purchase") : `on ${plural(orders, "day")}`;
  const made = columns.invoice ? "made" : "bought";
  const lines = used === read ? `All ${count(read)} lines are used.` : `${usedOf({ used, read })} are used.`;
  const net = returns === "net" ? " Returns and cancellations are taken off what was spent." : "";
  return `${plural(customers, "customer")} ${made} ${bought}. ${lines}${net}`;
}

/** How many of the lines are used. */
export const usedOf = ({ used, read }) => `${count(used)} of ${count(read)} lines`;

/** Why lines are left out, a sentence each, most lines first. */
export const leftOut = ({ reasons }) => [...reasons].sort((a, b) => b.count - a.count).map(sentence);

function sentence({ code, column, count: lines }) {
  const where = column ? ` in ${column}` : "";
  const why = Why[code] ? `: ${Why[code]}` : "";
  return `${plural(lines, "line")}, ${reasonText(code)}${where}${why}.`;
}
