import { chip } from "../kit/chips.js";
import { States } from "./job.js";

const Pictures = { queued: "clock", running: "play", succeeded: "check", failed: "cross", canceled: "stop" };

/** The state of a job: word, picture and colour. */
export function stateChip({ state, warnings = [] }) {
  const withWarnings = state === "succeeded" && warnings.length > 0 && " with warnings";
  return chip(state, Pictures[state] ?? "info", States[state] ?? state, withWarnings);
}
