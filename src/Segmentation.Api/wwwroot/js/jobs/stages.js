import { h } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { bar } from "../kit/chips.js";
import { Stages } from "./job.js";
import { count, duration } from "../kit/format.js";

const Says = { waiting: "waiting", running: "running", succeeded: "done", failed: "failed", canceled: "canceled" };

/** The eight stages in a row (a column on a phone), each with what it is at. */
export function stepper(job) {
  const known = new Map((job.stages ?? []).map((stage) => [stage.name, stage]));
  return h(
    "ol",
    { class: "steps", "aria-label": "Stages" },
    Stages.map(([name, word], i) => {
      const stage = known.get(name) ?? {};
      const state = stateOf(job, name, stage);
      return h(
        "li",
        {
          class: `step ${state}`,
          "data-stage": name,
          "data-state": state,
          "aria-current": state === "running" ? "step" : null,
        },
        h("span", { class: "step-mark" }, pictureOf(state, i)),
        h("span", { class: "step-word" }, word, h("span", { class: "unseen" }, `, ${Says[state]}`)),
        h("span", { class: "step-note small quiet" }, noteOf(state, stage)),
        state === "running" && stage.total > 0 && bar((100 * (stage.done ?? 0)) / stage.total, `${word} stage`),
      );
    }),
  );
}

/** Every stage is what the service says; what it has not named yet is waiting. */
function stateOf(job, name, stage) {
  if (stage.state && stage.state !== "queued") return stage.state;
  if (job.stage !== name) return "waiting";
  return job.state === "queued" ? "waiting" : job.state;
}

function pictureOf(state, i) {
  if (state === "succeeded") return icon("check");
  if (state === "failed") return icon("cross");
  if (state === "canceled") return icon("stop");
  return String(i + 1);
}

function noteOf(state, stage) {
  if (state === "succeeded") {
    const time = Number.isFinite(stage.durationMs) ? duration(stage.durationMs / 1_000) : "";
    return stage.warnings > 0 ? `${time} · ${stage.warnings} ⚠` : time;
  }
  if (state === "running" && stage.total > 0)
    return `${count(stage.done ?? 0)} of ${count(stage.total)} ${stage.unit ?? ""}`;
  if (state === "running" && stage.done > 0) return `${count(stage.done)} ${stage.unit ?? ""}`;
  return state === "failed" ? "failed" : state === "canceled" ? "canceled" : "";
}
