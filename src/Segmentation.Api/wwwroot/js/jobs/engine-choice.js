import { h } from "../kit/dom.js";
import { Clusterers, EngineChoices } from "./job.js";

/** What runs the job: Spark can be taken only while a worker reaches it, else the reason stands below. */
export function engineChoice(engines, settings, set) {
  const spark = sparkOf(engines);
  return h(
    "div",
    { class: "field" },
    h("label", { for: "engine" }, "Engine"),
    h(
      "select",
      { id: "engine", onchange: set("engine"), "aria-describedby": "engine-help" },
      options(EngineChoices, settings.engine, (value) => value === "spark" && !spark.available),
    ),
    h(
      "p",
      { class: "small quiet", id: "engine-help" },
      spark.available
        ? `Spark ${spark.version ?? ""} is for data that one machine cannot hold.`.replace("  ", " ")
        : spark.reason,
    ),
  );
}

/** What finds the centres over all rows: MLlib's k-means is there on Spark alone. */
export function clustererChoice(engines, settings, set) {
  const spark = sparkOf(engines);
  const away = (value) => value === "mllib" && (!spark.available || settings.engine === "local");
  return h(
    "div",
    { class: "field" },
    h("label", { for: "clusterer" }, "Clusterer"),
    h("select", { id: "clusterer", onchange: set("clusterer") }, options(Clusterers, settings.clusterer, away)),
    h("p", { class: "small quiet" }, "MLlib is a part of Spark: with it the job runs there, whatever its size."),
  );
}

const sparkOf = ({ engines }) => engines.find((engine) => engine.name === "spark") ?? { available: false, reason: "" };

const options = (words, chosen, disabled) =>
  Object.entries(words).map(([value, text]) =>
    h("option", { value, selected: chosen === value, disabled: disabled(value) }, text),
  );
