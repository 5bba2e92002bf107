import { h, replace } from "../kit/dom.js";
import { getJson, send } from "../shell/api.js";
import { watch } from "../shell/live.js";
import { title } from "../shell/navigation.js";
import { may } from "../shell/session.js";
import { toast } from "../shell/frame.js";
import { icon } from "../kit/icons.js";
import { opsHead } from "../shell/monitor-head.js";
import { fact } from "../kit/chips.js";
import { note, trouble } from "../kit/messages.js";
import { ago, count, keptFor, when } from "../kit/format.js";
import { Engines } from "../jobs/job.js";

const Settle = 400; // ms: several events in a row make one request

/** What waits and runs in each queue; pausing them, and how much may run at once. */
export default async function queues({ signal }) {
  const view = { signal, box: h("div", { class: "two" }), said: h("div") };
  const limits = await getJson("/api/v1/limits", { signal });
  title(
    h(
      "div",
      {},
      opsHead("/queues", "Queues", "One for each engine: what waits, what runs, and how much of it may."),
      view.said,
      view.box,
      retention(limits),
    ),
    "Queues",
  );
  watch({ signal, poll: () => load(view), event: (name) => (name === "state" || name === "done") && soon(view) });
  await load(view);
}

function soon(view) {
  clearTimeout(view.timer);
  view.timer = setTimeout(() => view.signal.aborted || load(view).catch(quietly), Settle);
}

async function load(view) {
  const { queues: list } = await getJson("/api/v1/queues", { signal: view.signal });
  // Somebody types a limit: the numbers can wait.
  if (view.box.contains(document.activeElement) && document.activeElement.matches("input")) return;
  const focused = document.activeElement?.dataset?.act;
  replace(
    view.box,
    list.map((queue) => card(queue, view)),
  );
  if (focused) view.box.querySelector(`[data-act="${CSS.escape(focused)}"]`)?.focus();
}

function quietly(error) {
  if (error.name !== "AbortError" && typeof error.status !== "number") throw error;
}

function card(queue, view) {
  const name = Engines[queue.name] ?? queue.name;
  const id = `queue-${queue.name}`;
  return h(
    "section",
    { class: "card stack", "aria-labelledby": id, "data-queue": queue.name },
    h(
      "div",
      { class: "card-head" },
      h("h2", { id }, name),
      h(
        "span",
        { class: `chip ${queue.paused ? "failed" : "succeeded"}` },
        icon(queue.paused ? "pause" : "play"),
        queue.paused ? "Paused" : "Open",
      ),
    ),
    numbers(queue),
    queue.paused &&
      note("warn", h("p", {}, `Paused ${ago(queue.pausedAt)}. New jobs are taken in and wait; what runs goes on.`)),
    may("admin") && controls(queue, name, view),
    !may("admin") && queue.maxRunning && h("p", { class: "quiet" }, `At most ${count(queue.maxRunning)} at once.`),
  );
}

function numbers(queue) {
  const each = [
    ["Waiting", queue.queued],
    ["For later", queue.delayed],
    ["Running", queue.running],
  ];
  return h(
    "div",
    { class: "stack tight" },
    h(
      "dl",
      { class: "scores three" },
      each.map(([word, value]) => h("div", {}, h("dt", {}, word), h("dd", {}, count(value)))),
    ),
    queue.oldestDueAt &&
      h(
        "p",
        { class: "small quiet" },
        "The first one has been due since ",
        h("time", { datetime: queue.oldestDueAt, title: when(queue.oldestDueAt) }, ago(queue.oldestDueAt)),
        ".",
      ),
  );
}

function controls(queue, name, view) {
  const path = `/api/v1/queues/${encodeURIComponent(queue.name)}`;
  const act = (method, where, body, said) => async () => {
    try {
      await send(method, where, body(), { signal: view.signal });
      replace(view.said);
      toast(said);
    } catch (error) {
      if (error.name !== "AbortError") replace(view.said, trouble(error));
    }
    document.activeElement?.blur?.();
    await load(view).catch(quietly);
  };
  const input = h("input", {
    type: "number",
    id: `most-${queue.name}`,
    min: 1,
    max: 10_000,
    step: 1,
    value: queue.maxRunning,
    placeholder: "any",
  });
  const word = queue.paused ? "Resume" : "Pause";
  return h(
    "div",
    { class: "controls" },
    h(
      "form",
      {
        class: "inline",
        onsubmit: (event) => {
          event.preventDefault();
          act(
            "PATCH",
            path,
            () => ({ maxRunning: input.value === "" ? null : Number(input.value) }),
            "The limit is set",
          )();
        },
      },
      h("label", { for: `most-${queue.name}` }, "At most at once"),
      input,
      h(
        "button",
        { class: "button plain small", "data-act": `limit ${queue.name}`, "aria-label": `Set the limit of ${name}` },
        "Set",
      ),
    ),
    h(
      "button",
      {
        type: "button",
        class: queue.paused ? "button small" : "button plain small",
        "data-act": `pause ${queue.name}`,
        "aria-label": `${word} the queue ${name}`,
        onclick: act(
          "POST",
          `${path}:${queue.paused ? "resume" : "pause"}`,
          () => undefined,
          queue.paused ? "Resumed" : "Paused",
        ),
      },
      icon(queue.paused ? "play" : "pause"),
      word,
    ),
  );
}

function retention({ finishedJobsKept: kept }) {
  return h(
    "p",
    { class: "after" },
    fact("Finished jobs are kept", kept ? keptFor(kept) : "until somebody deletes them"),
  );
}
