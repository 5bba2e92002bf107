import { h } from "../kit/dom.js";
import { count, plural, quantity, share } from "../kit/format.js";
import { terms } from "../kit/layout.js";

const Currency = /^\p{Sc}$/u;

/** A sum with its unit: £1,234 or 1,234 kr. */
export function moneyText(value, unit) {
  if (!unit) return quantity(value);
  return Currency.test(unit) ? `${unit}${quantity(value)}` : `${quantity(value)} ${unit}`;
}

/** Who brings more of the revenue than others, in a sentence; null where no money is known. */
export function mostRevenue(segments) {
  if (!segments.every(({ money }) => Number.isFinite(money?.share))) return null;
  const more = ({ money, share: part }) => money.share / part;
  const top = segments.reduce((a, b) => (more(b) > more(a) ? b : a));
  return `“${top.name}”, ${share(top.share)} of the customers, bring ${share(top.money.share)} of the revenue.`;
}

/** The share of the revenue under the share of the customers; null where no money is known. */
export function revenue({ money }) {
  if (!money) return null;
  const part = money.share;
  const width = `${100 * (part ?? 0)}%`;
  const bar = h("div", { class: "sharebar", "aria-hidden": "true" }, h("span", { style: { width } }));
  return h(
    "div",
    { class: "stack tight revenue" },
    h(
      "p",
      { class: "segment-size" },
      h("strong", {}, part === null ? moneyText(money.sum, money.unit) : share(part)),
      h("span", { class: "quiet" }, part === null ? "spent" : `of the revenue, ${moneyText(money.sum, money.unit)}`),
    ),
    part !== null && bar,
  );
}

/** What the customers of a segment bought; null where a row of the file is a customer. */
export function boughtFacts({ purchases, money }) {
  if (!purchases) return null;
  const { lines, orders, averageOrder, items, byMonth } = purchases;
  const known = (value, text) => (Number.isFinite(value) ? text(value) : null);
  return h(
    "details",
    { class: "small" },
    h("summary", {}, "What they bought"),
    terms([
      ["Purchases", `${count(orders)} in ${plural(lines, "line")}`],
      ["Average purchase", known(averageOrder, (value) => moneyText(value, money?.unit))],
      ["Pieces", known(items, quantity)],
    ]),
    byMonth.length > 0 && [
      h("p", {}, "Customers by the month of their last purchase"),
      terms(byMonth.map(({ month, customers }) => [month, count(customers)])),
    ],
  );
}
