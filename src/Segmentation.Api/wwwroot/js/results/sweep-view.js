import { sweepFigure, sweepTable } from "../charts/sweep.js";
import { h } from "../kit/dom.js";
import { count } from "../kit/format.js";
import { bullets, card } from "../kit/layout.js";
import { note } from "../kit/messages.js";
import { table } from "../kit/table.js";

/** Why this many segments: the recommendation, four curves, the table. */
export default function sweepView({ job, result, signal }) {
  const { sweep } = result;
  const given = job.parameters.k !== "auto";
  const least = `To be recommended, every segment needs at least ${count(sweep.smallestAllowed)} rows.`;
  return h(
    "div",
    { class: "stack" },
    h(
      "p",
      { class: "headline" },
      h("strong", {}, `${count(sweep.chosen)} segments${given ? ", as you asked. " : ". "}`),
      sweep.reason,
    ),
    sweep.advice?.length > 0 && note("warn", bullets(sweep.advice)),
    sweep.candidates.length > 1 &&
      h("section", { class: "card" }, sweepFigure("Four measures of every k", sweep, signal)),
    card(
      "tried",
      given ? "The k you gave" : "Every k that was tried",
      table({
        caption: `Measured on ${count(sweep.rows)} rows. ${least}`,
        ...sweepTable(sweep),
      }),
    ),
  );
}
