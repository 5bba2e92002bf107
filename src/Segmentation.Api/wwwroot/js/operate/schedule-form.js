import { h, replace } from "../kit/dom.js";
import { getJson, send } from "../shell/api.js";
import { toast } from "../shell/frame.js";
import { trouble } from "../kit/messages.js";
import { fromQuery, toRequest } from "../jobs/request.js";
import { when } from "../kit/format.js";

const Presets = [
  ["0 6 * * *", "Every day at 6:00"],
  ["0 6 * * MON-FRI", "Monday to Friday at 6:00"],
  ["0 6 * * MON", "Every Monday at 6:00"],
  ["0 6 1 * *", "The first of the month at 6:00"],
  ["0 * * * *", "Every hour"],
  ["", "Other times …"],
];
const AskAfter = 350; // ms without a change before the service is asked
const MostDatasets = 200;

/** A form for a new schedule. Settings of the run come with the address, as the page «Check and run» keeps them. */
export async function scheduleForm({ query, signal, made }) {
  const { datasets } = await getJson(`/api/v1/datasets?pageSize=${MostDatasets}`, { signal });
  if (datasets.length === 0)
    return h(
      "p",
      { class: "quiet after" },
      "A schedule needs a file: ",
      h("a", { href: "/new" }, "bring one"),
      " first.",
    );
  const view = {
    datasets,
    settings: fromQuery(query),
    signal,
    made,
    preview: h("div", { role: "status" }),
    said: h("div"),
  };
  const field = (id, label, input, help) =>
    h("div", { class: "field" }, h("label", { for: id }, label), input, help && h("p", { class: "small quiet" }, help));
  const changed = () => {
    clearTimeout(view.timer);
    view.timer = setTimeout(() => ask(view), AskAfter);
  };
  view.dataset = h(
    "select",
    { id: "schedule-dataset", onchange: changed },
    datasets.map((each) => h("option", { value: each.id, selected: each.id === query.get("dataset") }, each.fileName)),
  );
  view.name = h("input", { type: "text", id: "schedule-name", maxlength: 200, placeholder: "Customers, every Monday" });
  view.cron = h("input", {
    type: "text",
    id: "schedule-cron",
    value: Presets[2][0],
    required: true,
    spellcheck: "false",
    oninput: changed,
  });
  view.zone = h("input", {
    type: "text",
    id: "schedule-zone",
    value: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
    list: "schedule-zones",
    required: true,
    spellcheck: "false",
    oninput: changed,
  });
  const preset = h(
    "select",
    {
      id: "schedule-preset",
      onchange: () => {
        if (preset.value) view.cron.value = preset.value;
        view.cron.focus();
        changed();
      },
    },
    Presets.map(([cron, text]) => h("option", { value: cron, selected: cron === Presets[2][0] }, text)),
  );
  ask(view);
  return h(
    "section",
    { class: "card stack after", "aria-labelledby": "new-schedule" },
    h("h2", { id: "new-schedule" }, "New schedule"),
    h(
      "form",
      { class: "stack", onsubmit: (event) => save(event, view) },
      h(
        "div",
        { class: "fields" },
        field(
          "schedule-dataset",
          "File",
          view.dataset,
          query.has("dataset") ? "With the settings of the page you came from." : "With the usual settings.",
        ),
        field("schedule-name", "Name", view.name, "For the schedule and its jobs."),
        field("schedule-preset", "When", preset),
        field("schedule-cron", "Cron expression", view.cron, "Minute, hour, day, month, weekday."),
        field("schedule-zone", "Time zone", view.zone, "Also when the clocks change."),
      ),
      h(
        "datalist",
        { id: "schedule-zones" },
        (Intl.supportedValuesOf?.("timeZone") ?? []).map((zone) => h("option", { value: zone })),
      ),
      view.preview,
      view.said,
      h("div", { class: "actions" }, h("button", { class: "button" }, "Make the schedule")),
    ),
  );
}

function body(view) {
  return {
    name: view.name.value.trim() || null,
    cron: view.cron.value.trim(),
    timeZone: view.zone.value.trim(),
    job: toRequest(view.full, { ...view.settings, at: "" }),
  };
}

async function fill(view) {
  if (view.full?.id === view.dataset.value) return;
  view.full = await getJson(`/api/v1/datasets/${encodeURIComponent(view.dataset.value)}`, { signal: view.signal });
}

async function ask(view) {
  const turn = (view.turn = {});
  try {
    await fill(view);
    const { nextRuns } = await send("POST", "/api/v1/schedules?validateOnly=true", body(view), { signal: view.signal });
    if (turn === view.turn)
      replace(
        view.preview,
        h("p", { class: "small quiet" }, `Next runs, by your clock: ${nextRuns.map(when).join(" · ")}`),
      );
  } catch (error) {
    if (turn === view.turn && error.name !== "AbortError" && typeof error.status === "number")
      replace(view.preview, h("p", { class: "small why" }, error.detail || error.title));
  }
}

async function save(event, view) {
  event.preventDefault();
  const button = event.submitter;
  button.disabled = true;
  try {
    await fill(view);
    await send("POST", "/api/v1/schedules", body(view), { signal: view.signal });
    replace(view.said);
    view.name.value = "";
    toast("The schedule is made");
    await view.made();
  } catch (error) {
    if (error.name !== "AbortError") replace(view.said, trouble(error));
  } finally {
    button.disabled = false;
  }
}
