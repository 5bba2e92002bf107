import { h } from "./dom.js";
import { icon } from "./icons.js";
import { States } from "../jobs/job.js";

const Pictures = { queued: "clock", running: "play", succeeded: "check", failed: "cross", canceled: "stop" };

/** The state of a job: word, picture and colour. */
export function stateChip(state, warnings = 0) {
  return h(
    "span",
    { class: `chip ${state}` },
    icon(Pictures[state] ?? "info"),
    States[state] ?? state,
    state === "succeeded" && warnings > 0 && " with warnings",
  );
}

/** A fact in a small box: label and value. */
export function fact(label, value) {
  return h("span", { class: "fact" }, h("span", { class: "quiet" }, label), " ", h("strong", {}, value));
}

/** A bar with a number that a screen reader hears too. */
export function bar(percent, label) {
  const known = Number.isFinite(percent);
  return h(
    "progress",
    known
      ? { max: 100, value: percent, "aria-label": label, "aria-valuetext": `${label}, ${Math.round(percent)} percent` }
      : { max: 100, "aria-label": label },
  );
}
