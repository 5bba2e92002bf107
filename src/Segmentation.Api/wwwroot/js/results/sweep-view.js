import { sweepFigure, sweepTable } from "../charts/sweep.js";
import { h } from "../kit/dom.js";
import { count } from "../kit/format.js";
import { card } from "../kit/layout.js";
import { note } from "../kit/messages.js";
import { table } from "../kit/table.js";
import { stabilityWords } from "./stability.js";
import { measuredRows } from "./what-if.js";
import { whatIfCard } from "./what-if-view.js";

const AboutK = new Set(["K_AT_EDGE", "SMALL_GROUP", "EXTREME_ROWS", "TINY_SEGMENTS"]);

/** Why this many segments: the recommendation, four curves, what another k would give, the table. */
export default async function sweepView({ job, result, part, query, signal }) {
  const { sweep, structure } = result;
  const given = job.parameters.k !== "auto";
  const several = sweep.candidates.length > 1;
  const least = `To be recommended, every segment needs at least ${count(sweep.smallestAllowed)} rows.`;
  const measured = measuredRows(result);
  return h(
    "div",
    { class: "stack" },
    h(
      "p",
      { class: "headline" },
      h("strong", {}, structure.claimed && `${structure.headline}. `),
      h("strong", {}, `${count(sweep.chosen)} segments${given ? ", as you asked. " : ". "}`),
      sweep.reason,
    ),
    await doubtsAboutK(job, result),
    result.stability && h("p", {}, stabilityWords(result)),
    several && h("section", { class: "card" }, figureOf(result, signal)),
    several ? whatIfCard({ result, part, query, signal }) : onlyOne(sweep),
    card(
      "tried",
      given ? "The k you gave" : "Every k that was tried",
      table({
        caption: `Measured on ${count(measured)} rows. ${least}`,
        ...sweepTable(sweep, measured),
      }),
    ),
  );
}

// Few runs have any, and the page weighs less without their list.
async function doubtsAboutK(job, result) {
  const doubts = result.doubts.filter(({ code }) => AboutK.has(code));
  return doubts.length > 0 && (await import("./doubts.js")).doubtList(job, doubts);
}

const figureOf = ({ sweep, structure }, signal) =>
  sweepFigure("Four measures of every k", { ...sweep, structure }, signal);

const onlyOne = ({ chosen }) =>
  note(
    "info",
    h("p", {}, h("strong", {}, "This run tried one k.")),
    h("p", {}, `There is nothing to compare ${count(chosen)} segments with.`),
    h("p", {}, "A run that chooses the number of segments itself shows here what each of them would give."),
  );
