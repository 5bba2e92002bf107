import { fromQuery, toRequest } from "../jobs/request.js";
import { toast } from "../kit/announce.js";
import { debounce } from "../kit/debounce.js";
import { h, replace } from "../kit/dom.js";
import { field, select } from "../kit/fields.js";
import { when } from "../kit/format.js";
import { card } from "../kit/layout.js";
import { errorNote } from "../kit/messages.js";
import { getJson, send } from "../shell/api.js";
import { getLimits } from "../shell/limits.js";

const Presets = {
  "0 6 * * *": "Every day at 6:00",
  "0 6 * * MON-FRI": "Monday to Friday at 6:00",
  "0 6 * * MON": "Every Monday at 6:00",
  "0 6 1 * *": "The first of the month at 6:00",
  "0 * * * *": "Every hour",
  "": "Other times …",
};
const FirstPreset = "0 6 * * MON";
const CheckAfter = 350; // ms without a change after which the service is asked
const MostDatasets = 200;

/** A form for a new schedule. The settings of the run are in the address, as the page "Check and run" writes them. */
export async function scheduleForm({ query, signal, created }) {
  const path = `/api/v1/datasets?pageSize=${MostDatasets}`;
  const [{ datasets }, limits] = await Promise.all([getJson(path, { signal }), getLimits()]);
  if (datasets.length === 0)
    return h(
      "p",
      { class: "quiet after" },
      "A schedule needs a file: ",
      h("a", { href: "/new" }, "upload one"),
      " first.",
    );
  const view = {
    limits,
    settings: fromQuery(query, limits),
    signal,
    created,
    preview: h("div", { role: "status" }),
    problem: h("div"),
  };
  view.changed = debounce(() => validate(view), CheckAfter, signal);
  addControls(view, datasets, query.get("dataset"));
  validate(view);
  return layout(view, query.has("dataset"));
}

function addControls(view, datasets, chosen) {
  const { changed } = view;
  const text = (id, more) => h("input", { type: "text", id, ...more });
  const required = { required: true, spellcheck: "false", oninput: changed };
  view.dataset = h(
    "select",
    { id: "schedule-dataset", onchange: changed },
    datasets.map((each) => h("option", { value: each.id, selected: each.id === chosen }, each.fileName)),
  );
  view.name = text("schedule-name", { maxlength: 200, placeholder: "Customers, every Monday" });
  view.cron = text("schedule-cron", { value: FirstPreset, ...required });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  view.zone = text("schedule-zone", { value: zone, list: "schedule-zones", ...required });
  const choosePreset = () => {
    if (view.preset.value) view.cron.value = view.preset.value;
    view.cron.focus();
    changed();
  };
  view.preset = select({ id: "schedule-preset", onchange: choosePreset }, Presets, FirstPreset);
}

function layout(view, withSettings) {
  const zones = Intl.supportedValuesOf?.("timeZone") ?? [];
  const box = card(
    "new-schedule",
    "New schedule",
    h(
      "form",
      { class: "stack", onsubmit: (event) => save(event, view) },
      h(
        "div",
        { class: "fields" },
        field(
          "File",
          view.dataset,
          `With the ${withSettings ? "settings you chose for the run" : "default settings"}.`,
        ),
        field("Name", view.name, "For the schedule and its jobs."),
        field("When", view.preset),
        field("Cron expression", view.cron, "Minute, hour, day, month, weekday."),
        field("Time zone", view.zone, "Changes of the clocks are taken into account."),
      ),
      h(
        "datalist",
        { id: "schedule-zones" },
        zones.map((value) => h("option", { value })),
      ),
      view.preview,
      view.problem,
      h("div", { class: "actions" }, h("button", { class: "button" }, "Create schedule")),
    ),
  );
  box.classList.add("after");
  return box;
}

function body(view) {
  return {
    name: view.name.value.trim() || null,
    cron: view.cron.value.trim(),
    timeZone: view.zone.value.trim(),
    job: toRequest(view.full, { ...view.settings, at: "" }, view.limits),
  };
}

// The list of datasets has not all that a request needs.
async function loadDataset(view) {
  if (view.full?.id === view.dataset.value) return;
  view.full = await getJson(`/api/v1/datasets/${encodeURIComponent(view.dataset.value)}`, { signal: view.signal });
}

async function validate(view) {
  const request = (view.request = {});
  const show = (...content) => request === view.request && replace(view.preview, h("p", ...content));
  try {
    await loadDataset(view);
    const { nextRuns } = await send("POST", "/api/v1/schedules?validateOnly=true", body(view), { signal: view.signal });
    show({ class: "small quiet" }, `Next runs, in your local time: ${nextRuns.map(when).join(" · ")}`);
  } catch (error) {
    if (error.name !== "AbortError" && typeof error.status === "number")
      show({ class: "small why" }, error.detail || error.title);
  }
}

async function save(event, view) {
  event.preventDefault();
  const button = event.submitter;
  button.disabled = true;
  try {
    await loadDataset(view);
    await send("POST", "/api/v1/schedules", body(view), { signal: view.signal });
    replace(view.problem);
    view.name.value = "";
    toast("Schedule created");
    await view.created();
  } catch (error) {
    if (error.name !== "AbortError") replace(view.problem, errorNote(error));
  } finally {
    button.disabled = false;
  }
}
