import assert from "node:assert/strict";
import test from "node:test";
import { leftOut, purchaseHead } from "../../../../src/Segmentation.Api/wwwroot/js/datasets/purchases.js";

const purchases = {
  read: 30_000,
  used: 27_382,
  customers: 3_546,
  orders: 10_123,
  columns: { customer: "CustomerID", invoice: "InvoiceNo" },
  returns: "leaveOut",
  reasons: [
    { code: "ZERO_AMOUNT", column: "UnitPrice", count: 2 },
    { code: "MISSING_CUSTOMER", column: "CustomerID", count: 2_000 },
    { code: "CANCELED_ORDER", column: null, count: 1 },
  ],
};

test("the head says who bought how often, and how many lines that is", () =>
  assert.equal(
    purchaseHead(purchases),
    "3,546 customers made 10,123 purchases. 27,382 of 30,000 lines are used.",
  ));

test("without invoices a purchase is a day", () =>
  assert.equal(
    purchaseHead({ ...purchases, columns: { customer: "id", invoice: null }, used: 30_000, orders: 1, customers: 1 }),
    "1 customer bought on 1 day. All 30,000 lines are used.",
  ));

test("every reason is a sentence with its lines, most first", () =>
  assert.deepEqual(leftOut(purchases), [
    "2,000 lines, no customer in CustomerID: nobody can be given these purchases.",
    "2 lines, an amount of 0 in UnitPrice: nothing was paid.",
    "1 line, cancelled: the order was cancelled.",
  ]));

test("what is netted says so", () =>
  assert.match(purchaseHead({ ...purchases, returns: "net" }), / taken off what was spent\.$/));
