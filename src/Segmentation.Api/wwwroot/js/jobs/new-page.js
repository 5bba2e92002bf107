import { h, replace } from "../kit/dom.js";
import { getJson, idempotencyKey, send } from "../shell/api.js";
import { go, keepQuery, title } from "../shell/navigation.js";
import { dropzone } from "../datasets/dropzone.js";
import { trouble } from "../kit/messages.js";
import { icon } from "../kit/icons.js";
import { blockers, features, fromQuery, toQuery, toRequest } from "./request.js";
import { dialectFacts, issues, preview } from "../datasets/preview.js";
import { columnList, featureTicks } from "./roles.js";
import { settingsForm } from "./settings.js";
import { whenForm } from "./start-time.js";
import { plural } from "../kit/format.js";

const CheckAfter = 350; // ms without a change before the service is asked

/** Check and run: what was read, what each column is for, how to run. Without a dataset: the drop zone. */
export default async function check({ query, signal }) {
  const id = query.get("dataset");
  if (!id) return bring(signal);
  const path = `/api/v1/datasets/${encodeURIComponent(id)}`;
  const [dataset, rows, engines] = await Promise.all([
    getJson(path, { signal }),
    getJson(`${path}/preview?rows=50`, { signal }),
    getJson("/api/v1/engines", { signal }),
  ]);
  const view = {
    dataset,
    rows,
    engines,
    settings: fromQuery(query),
    signal,
    refused: null,
    boxes: boxes(),
    key: idempotencyKey(),
  };
  view.changed = (what) => changed(view, what);
  title(layout(view), dataset.fileName);
  draw(view);
  await ask(view);
}

async function bring(signal) {
  const limits = await getJson("/api/v1/limits", { signal });
  title(
    h(
      "div",
      { class: "stack" },
      h(
        "header",
        { class: "page-head" },
        h(
          "div",
          {},
          h("h1", {}, "New run"),
          h("p", { class: "lead" }, "Bring a file; you see what was read before anything runs."),
        ),
      ),
      dropzone({ limits, signal }).box,
    ),
    "New run",
  );
}

const boxes = () => ({
  preview: h("div"),
  columns: h("div"),
  ticks: h("div"),
  settings: h("div", { class: "stack" }),
  start: h("div", { class: "start" }),
  why: h("p", { id: "why", role: "status" }),
});

function layout({ dataset, boxes: box }) {
  const card = (id, text, hint, ...children) =>
    h(
      "section",
      { class: "card stack", "aria-labelledby": id },
      h("div", {}, h("h2", { id }, text), hint && h("p", { class: "quiet" }, hint)),
      children,
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
    card("read", "What was read", null, dialectFacts(dataset), box.preview),
    card("issues", "What was found", null, issues(dataset.issues)),
    card(
      "roles",
      "What each column is for",
      "Only features are compared. Change a role where the guess is wrong.",
      box.columns,
    ),
    card(
      "how",
      "How to run",
      null,
      h("fieldset", {}, h("legend", {}, "Features: what customers are compared by"), box.ticks),
      box.settings,
    ),
    box.start,
  );
}

function draw(view) {
  const { dataset, rows, engines, settings, boxes: box } = view;
  replace(box.preview, preview(dataset, rows, settings));
  box.preview.querySelector(".scroll").classList.add("preview");
  replace(box.columns, columnList(dataset, settings, view.changed));
  replace(box.ticks, featureTicks(dataset, settings, view.changed));
  replace(box.settings, settingsForm(dataset, engines, settings, view.changed), whenForm(settings, view.changed));
  replace(
    box.start,
    h(
      "button",
      { type: "button", class: "button big", "aria-describedby": "why", onclick: () => begin(view) },
      "Start",
      icon("arrow"),
    ),
    box.why,
    h("a", { class: "again", href: "/schedules" }, "On a schedule"),
  );
  ready(view);
}

/** Keeps the address, redraws what depends on roles, and asks the service whether it would take this. */
function changed(view, { roles = false } = {}) {
  view.refused = null;
  view.key = idempotencyKey();
  keepQuery(toQuery(view.dataset.id, view.settings));
  if (roles) redraw(view);
  else ready(view);
  clearTimeout(view.timer);
  view.timer = setTimeout(() => ask(view), CheckAfter);
}

// The control that was used keeps the focus through a redraw.
function redraw(view) {
  const { id, dataset: data } = document.activeElement ?? {};
  draw(view);
  const again = data?.roleOf
    ? [...document.querySelectorAll("[data-role-of]")].find((each) => each.dataset.roleOf === data.roleOf)
    : document.getElementById(id || "transform");
  again?.focus();
}

function ready(view) {
  const { dataset, settings, boxes: box, refused } = view;
  const reasons = blockers(dataset, settings);
  box.start.querySelector(".again").href = `/schedules?${toQuery(dataset.id, settings)}`;
  if (reasons.length === 0 && refused) reasons.push(refused.detail || refused.title);
  const button = box.start.querySelector("button");
  button.disabled = reasons.length > 0;
  box.why.className = reasons.length ? "why" : "quiet";
  const used = features(dataset, settings);
  const text = reasons.length
    ? reasons.join(" ")
    : `${dataset.rowsEstimated ? "About " : ""}${plural(dataset.rows, "row")}, compared by ${used.slice(0, 4).join(", ")}${used.length > 4 ? ` and ${used.length - 4} more` : ""}.`;
  if (box.why.textContent !== text) box.why.textContent = text;
}

async function ask(view) {
  if (view.signal.aborted || blockers(view.dataset, view.settings).length > 0) return;
  const asked = view.key;
  try {
    await send("POST", "/api/v1/jobs?validateOnly=true", toRequest(view.dataset, view.settings), {
      signal: view.signal,
    });
  } catch (error) {
    if (error.name === "AbortError" || asked !== view.key || !refuses(error)) return;
    view.refused = error;
    ready(view);
  }
}

// 503 is an engine that is away, or the service: only the first is said of the settings.
const refuses = ({ status, code }) => (status >= 400 && status < 500) || code === "ENGINE_UNAVAILABLE";

async function begin(view) {
  const button = view.boxes.start.querySelector("button");
  button.disabled = true;
  view.boxes.start.querySelector(".note")?.remove();
  try {
    const job = await send("POST", "/api/v1/jobs", toRequest(view.dataset, view.settings), {
      signal: view.signal,
      headers: { "idempotency-key": view.key },
    });
    go(`/monitor/${job.id}`);
  } catch (error) {
    if (view.signal.aborted) return;
    button.disabled = false;
    view.boxes.start.append(trouble(error));
  }
}
