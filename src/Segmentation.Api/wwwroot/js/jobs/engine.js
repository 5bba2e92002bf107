import { h } from "../kit/dom.js";
import { Engines } from "./job.js";

/** Which engine a job has and why, with the way to Spark's own page when it is known. */
export function engineFact({ engine, sparkUi }) {
  const name = Engines[engine.used] ?? engine.used ?? engine.requested;
  const link = outside(sparkUi);
  return [
    `${name}: ${engine.reason}`,
    link && [" · ", h("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, "Spark’s own page")],
  ];
}

// An address from a setting: never one that runs something.
function outside(address) {
  if (!address || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}
