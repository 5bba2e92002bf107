import { h } from "../kit/dom.js";
import { field, select } from "../kit/fields.js";

export const Engines = { local: "Local", spark: "Spark" };
export const Clusterers = {
  auto: "Whichever is faster",
  lloyd: "Lloyd’s iterations",
  mllib: "KMeans of Spark’s MLlib",
};
const EngineChoices = {
  auto: "Automatic: local if the data fits",
  local: "Local: in one worker",
  spark: "Spark: on the cluster",
};

/** Which engine a job has and why, with a link to Spark's own page when its address is known. */
export function engineFact({ engine, sparkUi }) {
  const name = Engines[engine.used] ?? engine.used ?? engine.requested;
  const href = safeAddress(sparkUi);
  return [
    `${name}: ${engine.reason}`,
    href && [" · ", h("a", { href, target: "_blank", rel: "noopener noreferrer" }, "Spark’s own page")],
  ];
}

/** What runs the job. Spark can be chosen only while a worker reaches it; otherwise the reason is shown. */
export function engineChoice(engines, settings, set) {
  const spark = sparkOf(engines);
  const away = (value) => value === "spark" && !spark.available;
  return field(
    "Engine",
    select({ id: "engine", onchange: set("engine") }, EngineChoices, settings.engine, away),
    spark.available
      ? `${["Spark", spark.version].filter(Boolean).join(" ")} is for data that does not fit one machine.`
      : spark.reason,
  );
}

/** What finds the centres over all rows. MLlib's k-means exists on Spark only. */
export function clustererChoice(engines, settings, set) {
  const away = (value) => value === "mllib" && (!sparkOf(engines).available || settings.engine === "local");
  return field(
    "Clusterer",
    select({ id: "clusterer", onchange: set("clusterer") }, Clusterers, settings.clusterer, away),
    "MLlib is part of Spark: if you choose it, the job runs there, whatever its size.",
  );
}

const sparkOf = ({ engines }) => engines.find((engine) => engine.name === "spark") ?? { available: false, reason: "" };

// The address comes from a setting: only http and https, never one that runs a script.
function safeAddress(address) {
  if (!address || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}
