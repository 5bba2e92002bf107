import { Engines } from "../jobs/engine.js";
import { toast } from "../kit/announce.js";
import { chip, fact } from "../kit/chips.js";
import { debounce } from "../kit/debounce.js";
import { h, replace } from "../kit/dom.js";
import { ago, count, period, when } from "../kit/format.js";
import { icon } from "../kit/icons.js";
import { errorNote, note } from "../kit/messages.js";
import { getJson, ignoreService, send } from "../shell/api.js";
import { getLimits } from "../shell/limits.js";
import { watch } from "../shell/live.js";
import { monitorHead } from "../shell/monitor-head.js";
import { showPage } from "../shell/navigation.js";
import { may } from "../shell/session.js";

const Settle = 400; // ms in which several events make one request

/** What waits and runs in each queue; pausing them, and how many jobs may run at once. */
export default async function queuesPage({ signal }) {
  const view = { signal, box: h("div", { class: "two" }), problem: h("div") };
  const { finishedJobsKept: kept } = await getLimits();
  const lead = "One for each engine: what waits, what runs, and how many jobs may run at once.";
  const retention = fact("Finished jobs are kept", kept ? period(kept) : "until someone deletes them");
  const head = monitorHead("/queues", "Queues", lead);
  showPage(h("div", {}, head, view.problem, view.box, h("p", { class: "after" }, retention)), "Queues");
  const loadSoon = debounce(() => load(view).catch(ignoreService), Settle, signal);
  watch({ signal, poll: () => load(view), event: (name) => (name === "state" || name === "done") && loadSoon() });
  await load(view);
}

async function load(view) {
  const { queues: list } = await getJson("/api/v1/queues", { signal: view.signal });
  // While somebody types a limit, the numbers can wait.
  if (view.box.contains(document.activeElement) && document.activeElement.matches("input")) return;
  const focused = document.activeElement?.dataset?.act;
  replace(
    view.box,
    list.map((queue) => queueCard(queue, view)),
  );
  if (focused) view.box.querySelector(`[data-act="${CSS.escape(focused)}"]`)?.focus();
}

function queueCard(queue, view) {
  const { name, paused, pausedAt, maxRunning } = queue;
  const word = Engines[name] ?? name;
  const id = `queue-${name}`;
  const state = paused ? chip("failed", "pause", "Paused") : chip("succeeded", "play", "Open");
  return h(
    "section",
    { class: "card stack", "aria-labelledby": id, "data-queue": name },
    h("div", { class: "card-head" }, h("h2", { id }, word), state),
    numbers(queue),
    paused && note("warn", h("p", {}, `Paused ${ago(pausedAt)}. New jobs are accepted and wait; running jobs go on.`)),
    may("admin") && h("div", { class: "controls" }, limitForm(queue, word, view), pauseButton(queue, word, view)),
    !may("admin") && maxRunning && h("p", { class: "quiet" }, `At most ${count(maxRunning)} at once.`),
  );
}

function numbers({ queued, delayed, running, oldestDueAt }) {
  const one = (word, value) => h("div", {}, h("dt", {}, word), h("dd", {}, count(value)));
  const oldest = () => h("time", { datetime: oldestDueAt, title: when(oldestDueAt) }, ago(oldestDueAt));
  return h(
    "div",
    { class: "stack tight" },
    h("dl", { class: "scores three" }, one("Waiting", queued), one("For later", delayed), one("Running", running)),
    oldestDueAt && h("p", { class: "small quiet" }, "The first one was due ", oldest(), "."),
  );
}

function limitForm(queue, word, view) {
  const input = h("input", {
    type: "number",
    id: `most-${queue.name}`,
    min: 1,
    max: 10_000,
    step: 1,
    value: queue.maxRunning,
    placeholder: "any",
  });
  const onsubmit = (event) => {
    event.preventDefault();
    const body = { maxRunning: input.value === "" ? null : Number(input.value) };
    change(view, "PATCH", pathOf(queue), body, "Limit set");
  };
  const label = `Set the limit of ${word}`;
  return h(
    "form",
    { class: "inline", onsubmit },
    h("label", { for: input.id }, "At most at once"),
    input,
    h("button", { class: "button plain small", "data-act": `limit ${queue.name}`, "aria-label": label }, "Set"),
  );
}

function pauseButton(queue, word, view) {
  const { name, paused } = queue;
  const action = paused ? "Resume" : "Pause";
  const onclick = () =>
    paused
      ? change(view, "POST", `${pathOf(queue)}:resume`, undefined, "Resumed")
      : change(view, "POST", `${pathOf(queue)}:pause`, undefined, "Paused");
  return h(
    "button",
    {
      type: "button",
      class: paused ? "button small" : "button plain small",
      "data-act": `pause ${name}`,
      "aria-label": `${action} the queue ${word}`,
      onclick,
    },
    icon(paused ? "play" : "pause"),
    action,
  );
}

const pathOf = (queue) => `/api/v1/queues/${encodeURIComponent(queue.name)}`;

async function change(view, method, path, body, done) {
  try {
    await send(method, path, body, { signal: view.signal });
    replace(view.problem);
    toast(done);
  } catch (error) {
    if (error.name !== "AbortError") replace(view.problem, errorNote(error));
  }
  document.activeElement?.blur?.();
  await load(view).catch(ignoreService);
}
