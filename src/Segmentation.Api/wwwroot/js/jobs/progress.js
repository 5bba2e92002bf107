import { bar } from "../kit/chips.js";
import { h } from "../kit/dom.js";
import { duration, percent, when } from "../kit/format.js";
import { isLater, isOpen, jobName, secondsTaken, stageText, startText } from "./job.js";

const EtaFrom = 10; // percent; below, an estimate changes too much

/** How far the whole job is, as the service reports it. `update(job)` shows another state of it. */
export function overallProgress() {
  const number = h("span", { class: "overall-number" });
  const message = h("span", { class: "message" });
  const progress = bar(0, "Progress");
  const eta = h("p", { class: "small quiet eta" });
  const head = h("div", { class: "overall-head" }, number, message);
  return {
    element: h("div", { class: "overall" }, head, progress, eta),
    update(job) {
      const done = Math.round(job.progress ?? 0);
      const doneText = percent(done / 100);
      number.textContent = doneText;
      message.textContent = messageOf(job);
      progress.value = done;
      progress.setAttribute("aria-valuetext", `${stageText(job.stage) || "Waiting"}, ${done} percent`);
      eta.textContent = timeText(job);
      document.title = `${isOpen(job) ? `(${doneText}) ` : ""}${jobName(job)} · Segmentation`;
    },
  };
}

function messageOf(job) {
  if (isLater(job)) return "Waiting for its start time";
  return isOpen(job) ? job.message || stageText(job.stage) || "Waiting" : (job.message ?? "");
}

function timeText(job) {
  const left = Number.isFinite(job.etaSeconds) && duration(Math.max(1, Math.round(job.etaSeconds)));
  if (isLater(job)) return `${startText(job)}, ${when(job.runAt)}`;
  if (job.state === "queued") return left ? `starts in about ${left}` : "";
  if (job.state === "running" && left && job.progress >= EtaFrom) return `about ${left} left`;
  const seconds = secondsTaken(job);
  return Number.isFinite(seconds) ? `took ${duration(seconds)}` : "";
}
