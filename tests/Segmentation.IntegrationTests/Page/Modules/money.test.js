import assert from "node:assert/strict";
import test from "node:test";
import { moneyText, mostRevenue } from "../../../../src/Segmentation.Api/wwwroot/js/results/money.js";

test("a currency stands before a sum, another unit behind it", () => {
  assert.equal(moneyText(1_234, "£"), "£1,234");
  assert.equal(moneyText(1_234, "kr"), "1,234 kr");
  assert.equal(moneyText(1_234, null), "1,234");
});

const segment = (name, share, money) => ({ name, share, money: { share: money } });

test("the segment with most revenue for its customers is named", () =>
  assert.equal(
    mostRevenue([segment("Many", 0.6, 0.5), segment("Few", 0.1, 0.4), segment("Poor", 0.3, 0.1)]),
    "“Few”, 10\u00a0% of the customers, bring 40\u00a0% of the revenue.",
  ));

test("nobody is named where a share is not known", () => {
  assert.equal(mostRevenue([segment("Many", 0.6, null), segment("Few", 0.4, null)]), null);
  assert.equal(mostRevenue([{ name: "Many", share: 1, money: null }]), null);
});
