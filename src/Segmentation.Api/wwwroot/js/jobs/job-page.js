import { announce } from "../kit/announce.js";
import { h, replace } from "../kit/dom.js";
import { errorNote, failure, note } from "../kit/messages.js";
import { getJson, ignoreService } from "../shell/api.js";
import { getLimits } from "../shell/limits.js";
import { onConnection, watch } from "../shell/live.js";
import { go, showPage } from "../shell/navigation.js";
import { jobActions } from "./actions.js";
import { facts, warnings } from "./facts.js";
import { isOpen, jobName, jobPath, stageText } from "./job.js";
import { liveSweep } from "./live-sweep.js";
import { outcome } from "./outcome.js";
import { overallProgress } from "./progress.js";
import { stageList } from "./stages.js";
import { stateChip } from "./state-chip.js";

const Connection = {
  polling: "Live updates lost; checking every 2 s.",
  offline: "The service does not respond. Trying again every 2 s.",
};

/** One job: its stages, live, and how it ended. */
export default async function jobPage({ params, signal }) {
  const [job, limits] = await Promise.all([getJson(jobPath(params.id), { signal }), getLimits()]);
  const view = { id: params.id, signal, job, limits, boxes: boxes(), overall: overallProgress() };
  view.sweep = liveSweep(job, signal);
  showPage(layout(view), jobName(job));
  draw(view);
  watch({
    signal,
    poll: () => refresh(view),
    event: (name, data) => data.jobId === view.id && onEvent(view, name, data),
  });
  onConnection((state) => {
    view.connection = state;
    drawConnection(view);
  }, signal);
  // What happened between the first answer and the start of the watching is in neither.
  await Promise.all([view.sweep.addEarlier(), isOpen(view.job) && refresh(view)]);
}

const boxes = () => ({
  chip: h("span"),
  actions: h("div", { class: "actions" }),
  stages: h("div"),
  connection: h("div"),
  problem: h("div"),
  outcome: h("div", { class: "stack" }),
  warnings: h("div", { class: "stack" }),
  facts: h("div"),
});

function layout({ job, boxes: box, overall, sweep }) {
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
    box.connection,
    box.problem,
    box.outcome,
    h("section", { class: "card stack", "aria-label": "Progress" }, overall.element, box.stages),
    box.warnings,
    sweep.element,
    h("section", { class: "card stack", "aria-labelledby": "facts" }, h("h2", { id: "facts" }, "This run"), box.facts),
  );
}

function draw(view) {
  const { job, boxes: box } = view;
  const failed = (error) => replace(box.problem, errorNote(error));
  const done = (what, changed) => {
    if (what === "deleted") go("/monitor");
    else if (what === "canceled") update(view, changed);
  };
  replace(box.chip, stateChip(job));
  replace(box.actions, jobActions(job, { failed, done }));
  replace(box.outcome, outcome(job));
  replaceDetails(box.warnings, warnings(job.warnings));
  // A priority that is being typed is not taken away.
  const isTyping = job.state === "queued" && box.facts.contains(document.activeElement);
  if (!isTyping) replace(box.facts, facts(job, view.limits));
  drawProgress(view);
  drawConnection(view);
}

function drawProgress({ job, boxes: box, overall }) {
  replace(box.stages, stageList(job));
  overall.update(job);
}

function drawConnection({ job, connection, boxes: box }) {
  const text = isOpen(job) && Connection[connection];
  replace(box.connection, text && note("warn", h("p", {}, text)));
}

// What the reader folded or unfolded stays as it is.
function replaceDetails(box, details) {
  const before = box.querySelector("details");
  if (before && details) details.open = before.open;
  replace(box, details);
}

async function refresh(view) {
  const request = (view.request = {});
  try {
    const job = await getJson(jobPath(view.id), { signal: view.signal });
    if (request === view.request) update(view, job);
  } catch (error) {
    if (error.status === 410 || error.status === 404) replace(view.boxes.outcome.closest("main"), failure(error));
    throw error;
  }
}

// Screen readers are told of the stages and the end, not of each percent.
function update(view, answer) {
  const before = view.job;
  if (!isOpen(before) && isOpen(answer)) return; // an older answer that arrived late
  const job = latest(before, answer);
  view.job = job;
  draw(view);
  if (job.state !== before.state && job.state === "succeeded") announce("Finished. The results are ready.");
  else if (job.state !== before.state && job.state === "canceled") announce("Canceled.");
  else if (job.stage !== before.stage && isOpen(job)) announce(stageText(job.stage));
}

// Progress never falls within an attempt: if an event came before an older answer, what the event said stays.
function latest(before, answer) {
  const sameAttempt = answer.state === "running" && before.state === "running" && answer.attempt === before.attempt;
  if (!sameAttempt || answer.progress >= before.progress) return answer;
  const { progress, stage, message, etaSeconds } = before;
  return { ...answer, progress, stage, message, etaSeconds };
}

function onEvent(view, name, data) {
  if (name === "k") return view.sweep.add(data);
  if (name !== "progress") return refresh(view).catch(ignoreService);
  const { job } = view;
  if (!isOpen(job) || (data.progress < job.progress && data.stage === job.stage)) return;
  const { done, total, unit } = data;
  view.job = {
    ...job,
    progress: Math.max(job.progress, data.progress),
    etaSeconds: data.etaSeconds,
    message: data.message ?? job.message,
    stages: (job.stages ?? []).map((stage) => (stage.name === data.stage ? { ...stage, done, total, unit } : stage)),
  };
  if (data.stage !== job.stage) refresh(view).catch(ignoreService);
  drawProgress(view);
}
