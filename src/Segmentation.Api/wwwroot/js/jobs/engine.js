import { h } from "../kit/dom.js";

export const Engines = { local: "Local", spark: "Spark" };

/** Which engine a job has and why, with a link to Spark's own page when its address is known. */
export function engineFact({ engine, sparkUi }) {
  const name = Engines[engine.used] ?? engine.used ?? engine.requested;
  const href = safeAddress(sparkUi);
  return [
    `${name}: ${engine.reason}`,
    href && [" · ", h("a", { href, target: "_blank", rel: "noopener noreferrer" }, "Spark’s own page")],
  ];
}

/** Why a word of the settings cannot be chosen now; empty when it can. */
export function whyNot(setting, word, { engines, settings }) {
  const spark = sparkOf(engines);
  if (setting === "engine" && word === "spark" && !spark.available) return spark.reason;
  if (setting !== "clusterer" || word !== "mllib") return "";
  return spark.available && settings.engine !== "local" ? "" : "mllib needs Spark.";
}

const sparkOf = ({ engines }) => engines.find((engine) => engine.name === "spark") ?? { available: false, reason: "" };

// The address comes from a setting: only http and https, never one that runs a script.
function safeAddress(address) {
  if (!address || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}
