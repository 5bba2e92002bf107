import { h, replace } from "../kit/dom.js";
import { getJson, send } from "../shell/api.js";
import { watch } from "../shell/live.js";
import { title } from "../shell/navigation.js";
import { may } from "../shell/session.js";
import { toast } from "../shell/frame.js";
import { icon } from "../kit/icons.js";
import { confirm } from "../kit/dialog.js";
import { opsHead } from "../shell/monitor-head.js";
import { empty, trouble } from "../kit/messages.js";
import { scheduleForm } from "./schedule-form.js";
import { when } from "../kit/format.js";

/** Segmentations that are run again and again: when they are due next, pausing, deleting, making one. */
export default async function schedules({ query, signal }) {
  const view = { signal, list: h("div"), said: h("div"), form: h("div") };
  title(
    h(
      "div",
      {},
      opsHead("/schedules", "Schedules", "The same segmentation again and again: one job each time it is due."),
      view.said,
      view.list,
      view.form,
    ),
    "Schedules",
  );
  watch({ signal, poll: () => load(view), event: (name) => name === "state" && soon(view) });
  await load(view);
  if (may("read-write")) replace(view.form, await scheduleForm({ query, signal, made: () => load(view) }));
}

// A job that is queued may be a schedule's: its next time is another one now.
function soon(view) {
  clearTimeout(view.timer);
  view.timer = setTimeout(() => view.signal.aborted || load(view).catch(quietly), 400);
}

function quietly(error) {
  if (error.name !== "AbortError" && typeof error.status !== "number") throw error;
}

async function load(view) {
  const { schedules: list } = await getJson("/api/v1/schedules", { signal: view.signal });
  const focused = document.activeElement?.getAttribute?.("aria-label");
  replace(
    view.list,
    list.length === 0
      ? empty("No schedules yet", "Make one below, or from the settings of a new run.")
      : table(list, view),
  );
  if (focused)
    [...view.list.querySelectorAll("button")].find((each) => each.getAttribute("aria-label") === focused)?.focus();
}

function table(list, view) {
  return h(
    "table",
    { class: "jobs" },
    h("caption", { class: "unseen" }, "Schedules, newest first"),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ["Schedule", "State", "When", "Next run", "Last run", ""].map((text) =>
          h("th", { scope: "col" }, text || h("span", { class: "unseen" }, "Actions")),
        ),
      ),
    ),
    h(
      "tbody",
      {},
      list.map((schedule) => row(schedule, view)),
    ),
  );
}

const nameOf = (schedule) => schedule.name || schedule.id;

function row(schedule, view) {
  const cell = (text, ...children) => h("td", { "data-label": text }, children);
  return h(
    "tr",
    { "data-schedule": schedule.id },
    h("th", { scope: "row" }, nameOf(schedule)),
    cell(
      "State",
      h(
        "span",
        { class: `chip ${schedule.problem ? "failed" : schedule.paused ? "" : "succeeded"}` },
        icon(schedule.paused ? "pause" : "play"),
        schedule.paused ? "Paused" : "On",
      ),
    ),
    cell("When", h("code", {}, schedule.cron), " ", h("span", { class: "small quiet" }, schedule.timeZone)),
    cell("Next run", next(schedule)),
    cell("Last run", last(schedule)),
    h("td", {}, h("div", { class: "actions" }, may("read-write") && actions(schedule, view))),
  );
}

function next({ nextRuns, problem }) {
  if (problem) return h("span", { class: "small" }, problem);
  if (nextRuns.length === 0) return "–";
  return h("time", { datetime: nextRuns[0], title: nextRuns.map(when).join("\n") }, when(nextRuns[0]));
}

function last({ lastRunAt, lastJobId }) {
  if (!lastRunAt) return "never";
  const time = h("time", { datetime: lastRunAt }, when(lastRunAt));
  return lastJobId ? h("a", { href: `/monitor/${lastJobId}` }, time) : time;
}

function actions(schedule, view) {
  const path = `/api/v1/schedules/${encodeURIComponent(schedule.id)}`;
  const button = (picture, word, act) =>
    h(
      "button",
      {
        type: "button",
        class: "button plain small",
        "aria-label": `${word} ${nameOf(schedule)}`,
        onclick: async () => {
          try {
            replace(view.said);
            await act();
            await load(view);
          } catch (error) {
            if (error.name !== "AbortError") replace(view.said, trouble(error));
          }
        },
      },
      icon(picture),
      word,
    );
  return [
    schedule.paused
      ? button("play", "Resume", () => send("POST", `${path}:resume`))
      : button("pause", "Pause", () => send("POST", `${path}:pause`)),
    button("trash", "Delete", async () => {
      const sure = await confirm({
        title: `Delete “${nameOf(schedule)}”?`,
        text: "No further job is made. The jobs it has made stay.",
        action: "Delete",
      });
      if (!sure) return;
      await send("DELETE", path);
      toast("Deleted");
    }),
  ];
}
