import { h, replace } from "../kit/dom.js";
import { getJson } from "../shell/api.js";
import { watch, onConnection } from "../shell/live.js";
import { go, title } from "../shell/navigation.js";
import { say } from "../shell/frame.js";
import { stateChip } from "../kit/chips.js";
import { failure, note, trouble } from "../kit/messages.js";
import { jobActions, jobName, jobPath } from "./actions.js";
import { stepper } from "./stages.js";
import { liveSweep } from "./live-sweep.js";
import { ending } from "./outcome.js";
import { isOpen, stageText } from "./job.js";
import { facts, overall, warnings } from "./facts.js";

/** One job: its stages, live, and how it ended. */
export default async function page({ params, signal }) {
  const view = { id: params.id, signal, job: null, boxes: boxes(), sweep: null };
  view.job = await getJson(jobPath(view.id), { signal });
  view.sweep = liveSweep(view);
  title(layout(view), jobName(view.job));
  draw(view);
  watch({
    signal,
    poll: () => refresh(view),
    event: (name, data) => data.jobId === view.id && heard(view, name, data),
  });
  onConnection((state) => {
    view.connection = state;
    if (!signal.aborted) lost(view);
  });
  // What happened between the first answer and the watching is in neither.
  await Promise.all([view.sweep.recall(), isOpen(view.job) && refresh(view)]);
}

const boxes = () => ({
  chip: h("span"),
  actions: h("div", { class: "actions" }),
  overall: h("div", { class: "overall" }),
  steps: h("div"),
  lost: h("div"),
  trouble: h("div"),
  end: h("div", { class: "stack" }),
  warnings: h("div", { class: "stack" }),
  facts: h("div"),
});

function layout({ job, boxes: box, sweep }) {
  return h(
    "div",
    { class: "job" },
    h(
      "header",
      { class: "page-head" },
      h(
        "div",
        {},
        h("p", { class: "crumbs" }, h("a", { href: "/monitor" }, "Jobs"), " / Progress"),
        h("h1", {}, jobName(job)),
        h("p", {}, box.chip),
      ),
      box.actions,
    ),
    box.lost,
    box.trouble,
    box.end,
    h("section", { class: "card stack", "aria-label": "Progress" }, box.overall, box.steps),
    box.warnings,
    sweep.element,
    h("section", { class: "card stack", "aria-labelledby": "facts" }, h("h2", { id: "facts" }, "This run"), box.facts),
  );
}

function draw(view) {
  const { job, boxes: box } = view;
  replace(box.chip, stateChip(job.state, job.warnings?.length));
  replace(
    box.actions,
    jobActions(job, {
      failed: (error) => replace(box.trouble, trouble(error)),
      done: (what, fresh) => {
        if (what === "deleted") go("/monitor");
        else if (what === "canceled") apply(view, fresh);
      },
    }),
  );
  replace(box.steps, stepper(job));
  replace(box.end, ending(job));
  keepOpen(box.warnings, warnings(job.warnings));
  replace(box.facts, facts(job));
  overall(view);
  lost(view);
}

// What a reader folded or unfolded stays so through the redraws.
function keepOpen(box, details) {
  const before = box.querySelector("details");
  if (before && details) details.open = before.open;
  replace(box, details);
}

async function refresh(view) {
  const turn = (view.turn = {});
  try {
    const job = await getJson(jobPath(view.id), { signal: view.signal });
    if (turn === view.turn) apply(view, job);
  } catch (error) {
    if (error.status === 410 || error.status === 404)
      replace(view.boxes.end.closest("main"), failure(error, { heading: "h1" }));
    throw error;
  }
}

/** A newer state of the job. Stage changes and the end are said aloud, not each percent. */
function apply(view, answer) {
  const before = view.job;
  if (!isOpen(before) && isOpen(answer)) return; // an answer that was overtaken
  const job = ahead(before, answer);
  view.job = job;
  draw(view);
  if (job.state !== before.state && job.state === "succeeded") say("Finished. The results are ready.");
  else if (job.state !== before.state && job.state === "canceled") say("Canceled.");
  else if (job.stage !== before.stage && isOpen(job)) say(`${stageText(job.stage)}`);
}

// Within an attempt nothing goes back: where an event was quicker than the answer, what the event said stays.
function ahead(before, answer) {
  const overtaken = answer.state === "running" && before.state === "running" && answer.attempt === before.attempt;
  if (!overtaken || answer.progress >= before.progress) return answer;
  const { progress, stage, message, etaSeconds } = before;
  return { ...answer, progress, stage, message, etaSeconds };
}

function heard(view, name, data) {
  if (name === "k") return view.sweep.add(data);
  if (name !== "progress") return name === "log" || name === "iteration" ? undefined : refresh(view).catch(ignoreGone);
  const { job } = view;
  if (!isOpen(job) || (data.progress < job.progress && data.stage === job.stage)) return;
  const stages = (job.stages ?? []).map((stage) =>
    stage.name === data.stage ? { ...stage, done: data.done, total: data.total, unit: data.unit } : stage,
  );
  view.job = {
    ...job,
    progress: Math.max(job.progress, data.progress),
    etaSeconds: data.etaSeconds,
    message: data.message ?? job.message,
    stages,
  };
  if (data.stage !== job.stage) refresh(view).catch(ignoreGone);
  replace(view.boxes.steps, stepper(view.job));
  overall(view);
}

// refresh() has already shown what there is to show; being left or offline is no fault of the page.
function ignoreGone(error) {
  if (error.name !== "AbortError" && typeof error.status !== "number") throw error;
}

function lost({ job, connection: state, boxes: box }) {
  const away = isOpen(job) && (state === "polling" || state === "offline");
  replace(
    box.lost,
    away &&
      note(
        "warn",
        h(
          "p",
          {},
          state === "polling"
            ? "Live updates lost, checking every 2 s."
            : "The service does not answer. Trying again every 2 s.",
        ),
      ),
  );
}
