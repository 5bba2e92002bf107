import { effortFigure } from "../charts/effort.js";
import { timingFigure } from "../charts/timings.js";
import { Engines } from "../jobs/engine.js";
import { stageWord } from "../jobs/job.js";
import { h } from "../kit/dom.js";
import { bytes, count, duration, fixed } from "../kit/format.js";
import { card } from "../kit/layout.js";

/** How long the run took, by stage and by k, how fast that is, what memory it needs, and the other engine. */
export default async function efficiencyView({ result, part, signal }) {
  const found = await part("efficiency");
  const other = found.otherEngine && { ...found.otherEngine, name: Engines[found.otherEngine.engine] };
  const stages = timingFigure("Time per stage", found.stages, stageWord, Engines[found.engine], other);
  return h(
    "div",
    { class: "stack" },
    speed(found, result),
    h("section", { class: "card" }, stages),
    h("section", { class: "card" }, effortFigure("Time and iterations by k", result.sweep, signal)),
    engines(found, other),
  );
}

function speed(found, { rows, purchases, sweep, metrics }) {
  const one = (name, value, text) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, value), h("dd", { class: "small" }, text));
  const perSecond = (value) => (value === null ? "–" : count(value));
  const ks = sweep.candidates.length;
  const read = purchases ? `${count(purchases.read)} lines, Features stage` : `${count(rows.read)} rows, Load stage`;
  const runs = `${count(ks)} k, ${count(metrics.starts)} starts each`;
  const memory =
    found.estimatedBytes === null ? "the size of the file is not known any more" : "estimated for a run in process";
  return card(
    "speed",
    "Speed and memory",
    h(
      "dl",
      { class: "scores" },
      one("All stages", duration(found.seconds), `${Engines[found.engine]} engine`),
      one("Rows read a second", perSecond(found.readPerSecond), read),
      one("Rows clustered a second", perSecond(found.clusteredPerSecond), `${count(rows.used)} rows; ${runs}`),
      one("Memory", found.estimatedBytes === null ? "–" : `about ${bytes(found.estimatedBytes)}`, memory),
    ),
    h(
      "p",
      { class: "small quiet" },
      "The memory is an estimate: the file, every used value twice, and the runtime. The peak is not measured.",
    ),
  );
}

function engines(found, other) {
  const here = Engines[found.engine];
  const alone = `Only the ${found.engine === "local" ? "local" : here} engine ran this file with these settings.`;
  if (!other) return card("engines", "Both engines", h("p", {}, alone));
  const slow = found.seconds > other.seconds ? here : other.name;
  const [less, more] = [found.seconds, other.seconds].sort((a, b) => a - b);
  return card(
    "engines",
    "Both engines",
    h(
      "p",
      {},
      `${here} took ${duration(found.seconds)}, ${other.name} ${duration(other.seconds)}. `,
      less > 0 && `${slow} took ${fixed(more / less, 1)} times as long. `,
      "The table of the stages has both. ",
      h("a", { href: `/runs/${other.jobId}` }, `See the run on ${other.name}`),
    ),
  );
}
