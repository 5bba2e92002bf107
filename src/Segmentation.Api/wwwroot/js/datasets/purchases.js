// What became of a file of purchases, in words. Without a document, so that it is tested without one. `purchases` is
// the summary of the service.

import { count, plural } from "../kit/format.js";
import { reasonText } from "./reasons.js";

const Why = {
  MISSING_CUSTOMER: "nobody can be given these purchases",
  CANCELED_ORDER: "the invoice was canceled",
  RETURN: "the amount is below zero: something came back",
  ZERO_AMOUNT: "nothing was paid",
  MISSING_AMOUNT: "what was paid is not known",
  MISSING_DATE: "when it was is not known",
  FUTURE_DATE: "it is after the day that days are counted to",
  NO_PURCHASE: "the customer has returns and no purchase",
  RAGGED_ROW: "the line cannot be read",
};

/** Who bought how often, and how many lines that is. */
export function purchaseHead({ customers, orders, columns, used, read }) {
  const bought = columns.invoice ? plural(orders, "purchase") : `on ${plural(orders, "day")}`;
  const made = columns.invoice ? "made" : "bought";
  const lines = used === read ? `All ${count(read)} lines are used.` : `${usedOf({ used, read })} are used.`;
  return `${plural(customers, "customer")} ${made} ${bought}. ${lines}`;
}

/** How many of the lines are used. */
export const usedOf = ({ used, read }) => `${count(used)} of ${count(read)} lines`;

/** Why lines are left out, a sentence each, most lines first. */
export function leftOut({ reasons, returns }) {
  return [...reasons].sort((a, b) => b.count - a.count).map((reason) => sentence(reason, returns));
}

function sentence({ code, column, count: lines }, returns) {
  const where = column ? ` in ${column}` : "";
  const why = Why[code] ? `: ${Why[code]}` : "";
  const net = returns === "net" && (code === "CANCELED_ORDER" || code === "RETURN");
  const off = net ? "; the amount is taken off what the customer spent" : "";
  return `${plural(lines, "line")}, ${reasonText(code)}${where}${why}${off}.`;
}
