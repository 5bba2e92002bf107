import { bar } from "../kit/chips.js";
import { h } from "../kit/dom.js";
import { ago, duration, percent, score, when } from "../kit/format.js";
import { errorNote } from "../kit/messages.js";
import { listRow, listTable } from "../kit/table.js";
import { jobActions } from "./actions.js";
import { isLater, isOpen, jobHref, jobName, secondsTaken, stageWord, startText } from "./job.js";
import { stateChip } from "./state-chip.js";

const Columns = ["Run", "State", "Segments", "Silhouette", "Queued", "Took"];

/** Jobs as a table. `changed()` is called after an action on one. */
export function jobTable(jobs, changed) {
  return listTable({ caption: "Jobs, newest first", columns: Columns, rows: jobs.map((job) => rowOf(job, changed)) });
}

/** Shows how far a job is, where its row in the table has a bar for it. */
export function showProgress(table, { jobId, stage, progress }) {
  const row = table.querySelector(`tr[data-job="${CSS.escape(jobId)}"]`);
  const box = row?.querySelector("progress");
  if (!box) return;
  box.value = Math.max(box.value, progress);
  row.querySelector(".at-text").textContent = progressText(stage, box.value);
}

function rowOf(job, changed) {
  const failed = (error) => row.after(h("tr", {}, h("td", { colspan: Columns.length + 1 }, errorNote(error))));
  const cells = [
    [h("a", { href: jobHref(job) }, jobName(job)), onSpark(job)],
    h("div", { class: "at" }, stateChip(job), detail(job)),
    job.summary?.k ?? "–",
    job.summary ? score(job.summary.silhouette) : "–",
    h("time", { datetime: job.createdAt, title: when(job.createdAt) }, ago(job.createdAt)),
    h("span", { class: "number" }, duration(secondsTaken(job))),
  ];
  const row = listRow(Columns, cells, jobActions(job, { small: true, done: changed, failed }), { "data-job": job.id });
  return row;
}

const onSpark = ({ engine }) =>
  engine?.used === "spark" && h("span", { class: "small quiet", title: engine.reason }, " on Spark");

function detail(job) {
  const { runAt } = job;
  if (!isOpen(job)) {
    const text = job.state === "succeeded" ? "How it went" : "What happened";
    return h("a", { href: `/monitor/${job.id}`, class: "small" }, text);
  }
  if (isLater(job)) return h("time", { class: "small", datetime: runAt, title: when(runAt) }, startText(job));
  if (job.state === "queued") return h("span", { class: "small" }, job.message || "waiting");
  return [h("span", { class: "small at-text" }, progressText(job.stage, job.progress)), bar(job.progress, "Progress")];
}

const progressText = (stage, progress) => `${stageWord(stage) || "Starting"} ${percent(progress / 100)}`;
