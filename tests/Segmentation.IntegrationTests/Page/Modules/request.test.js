import assert from "node:assert/strict";
import test from "node:test";
import {
  blockers,
  fromQuery,
  toQuery,
  toRequest,
} from "../../../../src/Segmentation.Api/wwwroot/js/jobs/request.js";

const setting = (name, kind, more) => ({
  name,
  kind,
  label: name,
  allowed: "ALLOWED",
  default: null,
  whenLeftOut: null,
  min: null,
  max: null,
  words: [],
  ...more,
});
const limits = {
  largestPriority: 100,
  settings: [
    setting("features", "columns"),
    setting("roles", "roles"),
    setting("k", "number", { min: 2, max: 50, default: "auto", whenLeftOut: "chosen" }),
    setting("kRange", "range", { min: 2, max: 50, default: [2, 10] }),
    setting("cleaning.missing", "word", { default: "drop", words: [{ word: "drop" }, { word: "median" }] }),
    setting("cleaning.other", "word", { default: "a", words: [{ word: "a" }, { word: "b" }] }),
    setting("transform", "word", { default: "auto", words: [{ word: "auto" }, { word: "log1p" }], byHeader: true }),
    setting("rows", "word", { default: "auto", words: ["auto", "customers", "purchases"].map((word) => ({ word })) }),
    setting("rfm.asOf", "date"),
    setting("rfm.features", "words", {
      default: ["recency", "monetary"],
      words: ["recency", "frequency", "monetary"].map((word) => ({ word })),
    }),
    setting("seed", "number", { min: -9, max: 9, default: 4 }),
    setting("nInit", "number", { min: 1, max: 1000, whenLeftOut: "by the rows" }),
  ],
};
const column = (name, role) => ({ name, role });
const dataset = {
  id: "ds_1",
  issues: [],
  columns: [column("Age", "feature"), column("Spend", "feature"), column("Id", "id")],
};
const settingsOf = (query) => fromQuery(new URLSearchParams(query), limits);
const requestOf = (query) => toRequest(dataset, settingsOf(query), limits);

test("without a setting only the dataset is sent", () => assert.deepEqual(requestOf(""), { datasetId: "ds_1" }));

test("what differs is sent where the table says, as what the table says", () => {
  const query = "k=7&kRange=3-6&cleaning.missing=median&cleaning.other=b&seed=-5&nInit=20&priority=3";
  assert.deepEqual(requestOf(query), {
    datasetId: "ds_1",
    k: 7,
    kRange: [3, 6],
    cleaning: { missing: "median", other: "b" },
    seed: -5,
    nInit: 20,
    priority: 3,
  });
});

test("roles and unticked features are sent by header", () => {
  assert.deepEqual(requestOf("role=ignored:Age"), { datasetId: "ds_1", roles: { Age: "ignored" } });
  assert.deepEqual(requestOf("skip=Age"), { datasetId: "ds_1", features: ["Spend"] });
});

test("dates that are compared are sent as recency, with the day that was chosen", () => {
  const dated = { ...dataset, columns: [...dataset.columns, column("Last order", "date")] };
  const request = (query) => toRequest(dated, settingsOf(query), limits);

  assert.deepEqual(request("role=recency:Last order&asOf=2026-01-31"), {
    datasetId: "ds_1",
    dates: { "Last order": "recency" },
    asOf: "2026-01-31",
  });
  assert.deepEqual(request("role=recency:Last order&skip=Age&skip=Spend"), {
    datasetId: "ds_1",
    roles: { Age: "ignored", Spend: "ignored" },
    dates: { "Last order": "recency" },
  });
  assert.deepEqual(request("role=recency:Last order&skip=Last order&asOf=2026-01-31"), { datasetId: "ds_1" });
});

test("a value by column survives the address and is sent as an object", () => {
  const query = new URLSearchParams({ transform: '{"Spend, net":"log1p"}' });

  assert.deepEqual(requestOf(query), { datasetId: "ds_1", transform: { "Spend, net": "log1p" } });
  assert.equal(toQuery("ds_1", settingsOf(query), limits).get("transform"), '{"Spend, net":"log1p"}');
  assert.deepEqual(blockers(dataset, settingsOf(query), limits), []);
});

test("the address has what differs, and gives it back", () => {
  const query = "k=7&cleaning.missing=median&role=feature%3AId&skip=Age";
  assert.equal(toQuery("ds_1", settingsOf(query), limits).toString(), `dataset=ds_1&${query}`);
  assert.equal(toQuery("ds_1", settingsOf("k=auto&seed=4"), limits).toString(), "dataset=ds_1");
});

for (const [query, reason] of [
  ["k=1", "k must be ALLOWED."],
  ["k=", "k must be ALLOWED."],
  ["k=2.5", "k must be ALLOWED."],
  ["kRange=6-3", "kRange must be ALLOWED."],
  ["kRange=2-51", "kRange must be ALLOWED."],
  ["cleaning.missing=mean", "cleaning.missing must be ALLOWED."],
  ["transform=log", "transform must be ALLOWED."],
  ['transform={"Spend":"log"}', "transform must be ALLOWED."],
  ["transform={}", "transform must be ALLOWED."],
  ['cleaning.missing={"Spend":"drop"}', "cleaning.missing must be ALLOWED."],
  ["seed=10", "seed must be ALLOWED."],
  ["seed=", "seed must be ALLOWED."],
  ["nInit=0", "nInit must be ALLOWED, or empty."],
  ["priority=101", "The priority must be a whole number from -100 to 100."],
  ["at=soon", "Enter when the run starts, or start it as soon as a worker is free."],
])
  test(`${query} stands in the way`, () => assert.deepEqual(blockers(dataset, settingsOf(query), limits), [reason]));

test("nothing stands in the way of the defaults, an empty number of starts, and k from the range", () => {
  for (const query of ["", "nInit=", "k=50", "kRange=2-2", "seed=-9"])
    assert.deepEqual(blockers(dataset, settingsOf(query), limits), []);
});

test("without a feature there is nothing to run", () =>
  assert.equal(blockers(dataset, settingsOf("skip=Age&skip=Spend"), limits).length, 1));

const sales = {
  id: "ds_2",
  kind: "purchases",
  issues: [],
  columns: [column("Who", "customer"), column("Paid", "amount"), column("Bill", "invoice"), column("Note", "text")],
};
const salesOf = (query) => toRequest(sales, settingsOf(query), limits);

test("purchases are sent with their own settings and without features", () => {
  assert.deepEqual(salesOf(""), { datasetId: "ds_2" });
  assert.deepEqual(salesOf("rfm.asOf=2026-01-31&rfm.features=recency,frequency&role=amount:Note&role=ignored:Paid"), {
    datasetId: "ds_2",
    rfm: { asOf: "2026-01-31", features: ["recency", "frequency"] },
    roles: { Note: "amount", Paid: "ignored" },
  });
  assert.deepEqual(blockers(sales, settingsOf(""), limits), []);
});

test("the same rows as customers have roles of customers, and no setting of purchases", () =>
  assert.deepEqual(salesOf("rows=customers&rfm.asOf=2026-01-31"), {
    datasetId: "ds_2",
    rows: "customers",
    roles: { Who: "id", Paid: "feature", Bill: "ignored" },
  }));

test("rows that were not taken for purchases can be", () => {
  assert.deepEqual(requestOf("rows=purchases&role=customer:Id&role=amount:Spend&skip=Age"), {
    datasetId: "ds_1",
    rows: "purchases",
    roles: { Id: "customer", Spend: "amount" },
  });
});

for (const [query, reason] of [
  ["rfm.features=", "rfm.features must be ALLOWED."],
  ["rfm.features=recency,spend", "rfm.features must be ALLOWED."],
  ["rfm.asOf=31.1.2026", "rfm.asOf must be ALLOWED."],
])
  test(`${query} of purchases stands in the way`, () =>
    assert.deepEqual(blockers(sales, settingsOf(query), limits), [reason]));
