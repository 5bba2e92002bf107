import { dropzone } from "../datasets/dropzone.js";
import { issues } from "../datasets/issues.js";
import { dialectFacts, preview } from "../datasets/preview.js";
import { purchaseHead } from "../datasets/purchases.js";
import { readingChips } from "../datasets/reading-chips.js";
import { whileReading } from "../datasets/reading-page.js";
import { forecastWords } from "../datasets/reasons.js";
import { debounce } from "../kit/debounce.js";
import { h, replace } from "../kit/dom.js";
import { plural } from "../kit/format.js";
import { icon } from "../kit/icons.js";
import { bare, isolate } from "../kit/isolate.js";
import { card } from "../kit/layout.js";
import { errorNote } from "../kit/messages.js";
import { getJson, idempotencyKey, send } from "../shell/api.js";
import { getLimits } from "../shell/limits.js";
import { go, replaceQuery, showPage } from "../shell/navigation.js";
import { drawFound, purchasesCard, rfmTicks } from "./purchases.js";
import { arePurchases, blockers, features, fromQuery, roleOf, toQuery, toRequest } from "./request.js";
import { columnList, featureTicks } from "./roles.js";
import { settingsForm } from "./settings.js";
import { startTime } from "./start-time.js";

const CheckAfter = 350; // ms without a change after which the service is asked
const PreviewRows = 50;
const FewFeatures = 4;

/** Check and run: what was read, what each column is for, how to run. Without a dataset: where to drop a file. */
export default async function newPage({ query, signal }) {
  const id = query.get("dataset");
  if (!id) return uploadPage(signal);
  const path = `/api/v1/datasets/${encodeURIComponent(id)}`;
  const found = await getJson(path, { signal });
  const dataset = found.state === "reading" ? await whileReading(found, signal) : found;
  if (!dataset) return;
  if (dataset.id !== id) return go(`/new?dataset=${encodeURIComponent(dataset.id)}`, { replace: true });
  const [rows, engines, limits] = await Promise.all([
    getJson(`${path}/preview?rows=${PreviewRows}`, { signal }),
    getJson("/api/v1/engines", { signal }),
    getLimits(),
  ]);
  const settings = fromQuery(query, limits);
  const view = { dataset, rows, engines, limits, settings, signal, refused: null, forecast: null, boxes: boxes() };
  Object.assign(view, { looked: { text: "" }, histograms: histogramsOf(path, signal), purchases: dataset.purchases });
  view.key = idempotencyKey();
  view.validateSoon = debounce(() => validate(view), CheckAfter, signal);
  view.changed = (what) => changed(view, what);
  showPage(layout(view), dataset.fileName);
  draw(view);
  await validate(view);
}

// The page is of use without them.
async function histogramsOf(path, signal) {
  try {
    return (await getJson(`${path}/distributions`, { signal })).columns;
  } catch (error) {
    if (!(error.status >= 0) && !signal.aborted) console.error(error);
    return [];
  }
}

async function uploadPage(signal) {
  const limits = await getLimits();
  const lead = "Upload a file. You see how it was read before anything runs.";
  const head = h("div", {}, h("h1", {}, "New run"), h("p", { class: "lead" }, lead));
  const zone = dropzone({ limits, signal });
  showPage(h("div", { class: "stack" }, h("header", { class: "page-head" }, head), zone.box), "New run");
}

const boxes = () => ({
  preview: h("div"),
  purchases: h("div"),
  found: h("div", { class: "stack" }),
  columns: h("div"),
  ticks: h("div"),
  settings: h("div", { class: "stack" }),
  start: h("div", { class: "start" }),
  why: h("p", { id: "why", role: "status" }),
});

function layout({ dataset, signal, boxes: box }) {
  const chips = readingChips(dataset, signal);
  const rolesHelp = "Change a role where the suggestion is wrong. Of customers, only features are compared.";
  const roles = h(
    "div",
    {},
    h("h2", { id: "roles" }, "What each column is for"),
    h("p", { class: "quiet" }, rolesHelp),
  );
  return h(
    "div",
    { class: "check" },
    h(
      "header",
      {},
      h("p", { class: "crumbs" }, h("a", { href: "/new" }, "New run"), " / Check and run"),
      h("h1", {}, dataset.fileName),
    ),
    card("read", "What was read", dialectFacts(dataset, Boolean(chips)), chips, box.preview),
    box.purchases,
    card("issues", "What was found", issues(dataset.issues)),
    h("section", { class: "card stack", "aria-labelledby": "roles" }, roles, box.columns),
    card(
      "how",
      "How to run",
      h("fieldset", {}, h("legend", {}, "Features: what customers are compared by"), box.ticks),
      box.settings,
    ),
    box.start,
  );
}

function draw(view) {
  const { dataset, rows, limits, settings, boxes: box } = view;
  replace(
    box.preview,
    preview(dataset, rows, (column) => roleOf(column, settings)),
  );
  replace(box.purchases, purchasesCard(view));
  replace(box.columns, columnList(view));
  const ofPurchases = arePurchases(dataset, settings);
  replace(box.ticks, ofPurchases ? rfmTicks(view) : featureTicks(dataset, settings, view.changed));
  replace(box.settings, settingsForm(view), startTime(settings, limits, view.changed));
  const onclick = () => start(view);
  replace(
    box.start,
    h("button", { type: "button", class: "button big", "aria-describedby": "why", onclick }, "Start", icon("arrow")),
    box.why,
    h("a", { class: "again", href: "/schedules" }, "Run on a schedule"),
  );
  drawStart(view);
}

// Keeps the settings in the address, and asks the service whether it would take them. `redraw`: they change the form.
function changed(view, { redraw = false } = {}) {
  Object.assign(view, { refused: null, forecast: null, key: idempotencyKey() });
  replaceQuery(toQuery(view.dataset.id, view.settings, view.limits));
  if (redraw) drawAgain(view);
  else drawStart(view);
  view.validateSoon();
}

// The control that was used keeps the focus.
function drawAgain(view) {
  const { id, dataset: data } = document.activeElement ?? {};
  draw(view);
  const control = data?.roleOf
    ? [...document.querySelectorAll("[data-role-of]")].find((each) => each.dataset.roleOf === data.roleOf)
    : document.getElementById(id || "transform");
  control?.focus();
}

function drawStart(view) {
  const { dataset, settings, limits, boxes: box, refused } = view;
  const reasons = blockers(dataset, settings, limits);
  if (reasons.length === 0 && refused) reasons.push(refused.detail || refused.title);
  box.start.querySelector(".again").href = `/schedules?${toQuery(dataset.id, settings, limits)}`;
  box.start.querySelector("button").disabled = reasons.length > 0;
  box.why.className = reasons.length ? "why" : "quiet";
  const text = reasons.length ? reasons.join(" ") : summary(view);
  if (box.why.textContent !== bare(text)) replace(box.why, text);
}

function summary({ dataset, settings, forecast, purchases }) {
  if (arePurchases(dataset, settings)) return purchases ? purchaseHead(purchases) : plural(dataset.rows, "line");
  const [{ rows, rowsEstimated }, used] = [dataset, features(dataset, settings)];
  const more = used.length > FewFeatures ? ` and ${used.length - FewFeatures} more` : "";
  const names = used.slice(0, FewFeatures).map(isolate).join(", ");
  const about = rowsEstimated ? "About " : "";
  const text = `${about}${plural(rows, "row")}, compared by ${names}${more}.`;
  return forecast ? `${text} ${forecastWords(forecast)}` : text;
}

async function validate(view) {
  const { dataset, settings, limits, signal, key } = view;
  if (blockers(dataset, settings, limits).length > 0) return;
  try {
    const body = toRequest(dataset, settings, limits);
    const { excluded, purchases } = await send("POST", "/api/v1/jobs?validateOnly=true", body, { signal });
    if (key !== view.key) return;
    view.forecast = excluded;
    if (arePurchases(dataset, settings)) foundPurchases(view, purchases);
    drawStart(view);
  } catch (error) {
    if (error.name === "AbortError" || key !== view.key || !isRefusal(error)) return;
    view.refused = error;
    if (arePurchases(dataset, settings)) drawFound(view);
    drawStart(view);
  }
}

// The ticks are drawn anew only where others can be ticked: they keep the focus.
function foundPurchases(view, purchases) {
  const known = (summary) => summary?.features.map(({ feature }) => feature).join();
  const isOther = known(view.purchases) !== known(purchases);
  view.purchases = purchases;
  drawFound(view);
  if (isOther) replace(view.boxes.ticks, rfmTicks(view));
}

// 503 means that an engine is away, or the whole service: only the first is about the settings.
const isRefusal = ({ status, code }) => (status >= 400 && status < 500) || code === "ENGINE_UNAVAILABLE";

async function start(view) {
  const { dataset, settings, limits, signal, key, boxes: box } = view;
  const button = box.start.querySelector("button");
  button.disabled = true;
  box.start.querySelector(".note")?.remove();
  try {
    const options = { signal, headers: { "idempotency-key": key } };
    const job = await send("POST", "/api/v1/jobs", toRequest(dataset, settings, limits), options);
    go(`/monitor/${job.id}`);
  } catch (error) {
    if (signal.aborted) return;
    button.disabled = false;
    box.start.append(errorNote(error));
  }
}
