import { bar } from "../kit/chips.js";
import { h } from "../kit/dom.js";
import { count, duration } from "../kit/format.js";
import { icon } from "../kit/icons.js";
import { Stages } from "./job.js";

const Words = { waiting: "waiting", running: "running", succeeded: "done", failed: "failed", canceled: "canceled" };
const Pictures = { succeeded: "check", failed: "cross", canceled: "stop" };

/** The eight stages in a row (a column on a phone), each with its state. */
export function stageList(job) {
  const known = new Map((job.stages ?? []).map((stage) => [stage.name, stage]));
  return h(
    "ol",
    { class: "steps", "aria-label": "Stages" },
    Stages.map(([name, word], i) => {
      const stage = known.get(name) ?? {};
      const state = stateOf(job, name, stage);
      const current = state === "running" ? "step" : null;
      return h(
        "li",
        { class: `step ${state}`, "data-stage": name, "data-state": state, "aria-current": current },
        h("span", { class: "step-mark" }, state in Pictures ? icon(Pictures[state]) : i + 1),
        h("span", { class: "step-word" }, word, h("span", { class: "unseen" }, `, ${Words[state]}`)),
        h("span", { class: "step-note small quiet" }, noteOf(state, stage)),
        state === "running" && stage.total > 0 && bar((100 * (stage.done ?? 0)) / stage.total, `${word} stage`),
      );
    }),
  );
}

// A stage is what the service says. One that it has not named yet is waiting.
function stateOf(job, name, stage) {
  if (stage.state && stage.state !== "queued") return stage.state;
  return job.stage !== name || job.state === "queued" ? "waiting" : job.state;
}

function noteOf(state, { durationMs, warnings, done, total, unit }) {
  if (state === "succeeded") {
    const time = Number.isFinite(durationMs) ? duration(durationMs / 1_000) : "";
    return warnings > 0 ? `${time} · ${warnings} ⚠` : time;
  }
  if (state === "running" && total > 0) return `${count(done ?? 0)} of ${count(total)} ${unit ?? ""}`;
  if (state === "running" && done > 0) return `${count(done)} ${unit ?? ""}`;
  return state === "failed" || state === "canceled" ? state : "";
}
