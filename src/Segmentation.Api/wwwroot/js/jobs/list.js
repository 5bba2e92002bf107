import { h } from "../kit/dom.js";
import { bar, stateChip } from "../kit/chips.js";
import { trouble } from "../kit/messages.js";
import { jobActions, jobName } from "./actions.js";
import { ago, duration, score, until, when } from "../kit/format.js";
import { isOpen, isLater, stageWord } from "./job.js";

/** Jobs as a table, as cards on a phone. `changed()` after an action on one. */
export function jobTable(jobs, changed) {
  return h(
    "table",
    { class: "jobs" },
    h("caption", { class: "unseen" }, "Jobs, newest first"),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ["Run", "State", "Segments", "Silhouette", "Queued", "Took", ""].map((text) =>
          h("th", { scope: "col" }, text || h("span", { class: "unseen" }, "Actions")),
        ),
      ),
    ),
    h(
      "tbody",
      {},
      jobs.map((job) => row(job, changed)),
    ),
  );
}

function row(job, changed) {
  const cell = (text, ...children) => h("td", { "data-label": text }, children);
  const href = job.state === "succeeded" ? `/runs/${job.id}` : `/monitor/${job.id}`;
  const took = job.startedAt && job.finishedAt ? (new Date(job.finishedAt) - new Date(job.startedAt)) / 1_000 : NaN;
  const failed = (error) => box.after(h("tr", {}, h("td", { colspan: 7 }, trouble(error))));
  const box = h(
    "tr",
    { "data-job": job.id },
    h("th", { scope: "row" }, h("a", { href }, jobName(job)), onSpark(job)),
    cell("State", h("div", { class: "at" }, stateChip(job.state, job.warnings?.length), at(job))),
    cell("Segments", job.summary?.k ?? "–"),
    cell("Silhouette", job.summary ? score(job.summary.silhouette) : "–"),
    cell("Queued", h("time", { datetime: job.createdAt, title: when(job.createdAt) }, ago(job.createdAt))),
    cell("Took", h("span", { class: "number" }, duration(took))),
    h("td", {}, h("div", { class: "actions" }, jobActions(job, { small: true, done: changed, failed }))),
  );
  return box;
}

const onSpark = ({ engine }) =>
  engine?.used === "spark" && h("span", { class: "small quiet", title: engine.reason }, " on Spark");

function at(job) {
  if (!isOpen(job))
    return h(
      "a",
      { href: `/monitor/${job.id}`, class: "small" },
      job.state === "succeeded" ? "How it went" : "What happened",
    );
  if (isLater(job))
    return h(
      "time",
      { class: "small", datetime: job.runAt, title: when(job.runAt) },
      `${job.attempt > 0 ? "tried again" : "starts"} ${until(job.runAt)}`,
    );
  if (job.state === "queued") return h("span", { class: "small" }, job.message || "waiting");
  const text = `${stageWord(job.stage) || "Starting"} ${Math.round(job.progress)} %`;
  return [h("span", { class: "small at-text" }, text), bar(job.progress, "Progress")];
}
