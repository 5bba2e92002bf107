import { toast } from "../kit/announce.js";
import { chip } from "../kit/chips.js";
import { confirm } from "../kit/dialog.js";
import { debounce } from "../kit/debounce.js";
import { h, replace } from "../kit/dom.js";
import { when } from "../kit/format.js";
import { icon } from "../kit/icons.js";
import { empty, errorNote } from "../kit/messages.js";
import { listRow, listTable } from "../kit/table.js";
import { getJson, ignoreService, send } from "../shell/api.js";
import { watch } from "../shell/live.js";
import { monitorHead } from "../shell/monitor-head.js";
import { showPage } from "../shell/navigation.js";
import { may } from "../shell/session.js";
import { scheduleForm } from "./schedule-form.js";

const Columns = ["Schedule", "State", "When", "Next run", "Last run"];
const Settle = 400; // ms in which several events make one request

const nameOf = (schedule) => schedule.name || schedule.id;

/** Segmentations that run regularly: when they are due next, pausing, deleting, creating one. */
export default async function schedulesPage({ query, signal }) {
  const view = { signal, list: h("div"), problem: h("div"), form: h("div") };
  const lead = "Run the same segmentation regularly: one job each time it is due.";
  const head = monitorHead("/schedules", "Schedules", lead);
  showPage(h("div", {}, head, view.problem, view.list, view.form), "Schedules");
  const loadSoon = debounce(() => load(view).catch(ignoreService), Settle, signal);
  // A job that was queued may come from a schedule, which then has another next run.
  watch({ signal, poll: () => load(view), event: (name) => name === "state" && loadSoon() });
  await load(view);
  if (may("read-write")) replace(view.form, await scheduleForm({ query, signal, created: () => load(view) }));
}

async function load(view) {
  const { schedules: list } = await getJson("/api/v1/schedules", { signal: view.signal });
  const focused = document.activeElement?.getAttribute?.("aria-label");
  const rows = list.map((schedule) => row(schedule, view));
  replace(
    view.list,
    list.length === 0
      ? empty("No schedules yet", "Create one below, or from the settings of a new run.")
      : listTable({ caption: "Schedules, newest first", columns: Columns, rows }),
  );
  if (focused)
    [...view.list.querySelectorAll("button")].find((each) => each.getAttribute("aria-label") === focused)?.focus();
}

function row(schedule, view) {
  const { paused, problem, cron, timeZone, id } = schedule;
  const look = problem ? "failed" : paused ? "" : "succeeded";
  const cells = [
    nameOf(schedule),
    chip(look, paused ? "pause" : "play", paused ? "Paused" : "On"),
    [h("code", {}, cron), " ", h("span", { class: "small quiet" }, timeZone)],
    next(schedule),
    last(schedule),
  ];
  return listRow(Columns, cells, may("read-write") && actions(schedule, view), { "data-schedule": id });
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
  const button = (picture, word, act) => {
    const label = `${word} ${nameOf(schedule)}`;
    const onclick = () => run(view, act);
    const props = { type: "button", class: "button plain small", "aria-label": label, onclick };
    return h("button", props, icon(picture), word);
  };
  return [
    schedule.paused
      ? button("play", "Resume", () => send("POST", `${path}:resume`))
      : button("pause", "Pause", () => send("POST", `${path}:pause`)),
    button("trash", "Delete", () => remove(schedule, path)),
  ];
}

async function run(view, act) {
  try {
    replace(view.problem);
    await act();
    await load(view);
  } catch (error) {
    if (error.name !== "AbortError") replace(view.problem, errorNote(error));
  }
}

async function remove(schedule, path) {
  const sure = await confirm({
    title: `Delete “${nameOf(schedule)}”?`,
    text: "It creates no more jobs. The jobs it has created are kept.",
    action: "Delete",
  });
  if (!sure) return;
  await send("DELETE", path);
  toast("Deleted");
}
