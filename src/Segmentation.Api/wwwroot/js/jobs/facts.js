import { h, replace } from "../kit/dom.js";
import { bar } from "../kit/chips.js";
import { issues } from "../datasets/preview.js";
import { engineFact } from "./engine.js";
import { jobName } from "./actions.js";
import { priority } from "./priority.js";
import { ago, duration, plural, until, when } from "../kit/format.js";
import { Clusterers, isLater, isOpen, stageText } from "./job.js";

const Few = 3;
const EtaFrom = 10; // percent: below it an estimate jumps

/** How far the whole job is: the number the service says, never more. */
export function overall({ job, boxes: box }) {
  const open = isOpen(job);
  const number = Math.round(job.progress ?? 0);
  if (!box.overall.firstChild)
    replace(
      box.overall,
      h("div", { class: "overall-head" }, h("span", { class: "overall-number" }), h("span", { class: "message" })),
      bar(0, "Progress"),
      h("p", { class: "small quiet eta" }),
    );
  box.overall.querySelector(".overall-number").textContent = `${number} %`;
  box.overall.querySelector(".message").textContent = isLater(job)
    ? "Waiting for its time"
    : open
      ? job.message || stageText(job.stage) || "Waiting"
      : (job.message ?? "");
  const progress = box.overall.querySelector("progress");
  progress.value = number;
  progress.setAttribute("aria-valuetext", `${stageText(job.stage) || "Waiting"}, ${number} percent`);
  box.overall.querySelector(".eta").textContent = hint(job);
  document.title = `${open ? `(${number} %) ` : ""}${jobName(job)} · Segmentation`;
}

function hint(job) {
  if (isLater(job)) return `${job.attempt > 0 ? "tried again" : "starts"} ${until(job.runAt)}, ${when(job.runAt)}`;
  if (job.state === "queued")
    return Number.isFinite(job.etaSeconds) ? `starts in about ${duration(Math.max(1, job.etaSeconds))}` : "";
  if (job.state === "running" && Number.isFinite(job.etaSeconds) && job.progress >= EtaFrom)
    return `about ${duration(Math.max(1, Math.round(job.etaSeconds)))} left`;
  return job.startedAt && job.finishedAt
    ? `took ${duration((new Date(job.finishedAt) - new Date(job.startedAt)) / 1_000)}`
    : "";
}

/** The warnings of the run; many of them stay folded. */
export function warnings(list) {
  if (!list?.length) return null;
  return h(
    "details",
    { class: "card", open: list.length <= Few },
    h("summary", {}, plural(list.length, "warning")),
    issues(list),
  );
}

/** What was asked for. */
export function facts(job) {
  const { parameters: p = {}, engine } = job;
  const rows = [
    ["Queued", `${when(job.createdAt)} (${ago(job.createdAt)})`],
    (job.priority !== 0 || job.state === "queued") && ["Priority", priority(job)],
    job.scheduleId && ["Made by", h("a", { href: "/schedules" }, "a schedule")],
    engine && ["Engine", engineFact(job)],
    ["Segments", p.k === "auto" || !p.k ? `chosen from ${(p.kRange ?? [2, 10]).join(" to ")}` : p.k],
    p.features?.length && ["Features", p.features.join(", ")],
    ["Scaling", p.scaling],
    p.clusterer === "mllib" && ["Clusterer", Clusterers.mllib],
    ["Transform", p.transform],
    ["Missing values", p.cleaning?.missing],
    ["Seed", p.seed],
    job.createdBy && ["Started with the key", job.createdBy],
    job.attempt > 1 && ["Attempt", job.attempt],
    job.summary?.location && ["Results on the cluster", h("code", {}, job.summary.location)],
    ["Id", h("code", {}, job.id)],
  ];
  return h(
    "dl",
    { class: "terms" },
    rows.filter((row) => row && row[1] !== undefined).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
  );
}
