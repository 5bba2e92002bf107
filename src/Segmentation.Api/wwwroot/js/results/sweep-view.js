import { h } from "../kit/dom.js";
import { chart } from "../charts/figure.js";
import { note } from "../kit/messages.js";
import { table } from "../kit/table.js";
import { sweepHeight, sweepOption, sweepSummary, sweepTable } from "../charts/sweep.js";
import { count } from "../kit/format.js";

/** Why this many segments: the recommendation, four curves, the table. */
export function howMany({ job, result, signal }) {
  const { sweep } = result;
  const given = job.parameters.k !== "auto";
  return h(
    "div",
    { class: "stack" },
    h(
      "p",
      { class: "headline" },
      h("strong", {}, `${count(sweep.chosen)} segments${given ? ", as you asked. " : ". "}`),
      sweep.reason,
    ),
    sweep.advice?.length > 0 &&
      note(
        "warn",
        h(
          "ul",
          { class: "bullets" },
          sweep.advice.map((each) => h("li", {}, each)),
        ),
      ),
    sweep.candidates.length > 1 &&
      h(
        "section",
        { class: "card" },
        chart({
          title: "Four measures over k",
          signal,
          summary: () => sweepSummary(sweep),
          table: () => sweepTable(sweep),
          height: sweepHeight,
          option: (colours, width) => sweepOption(sweep, colours, width),
        }),
      ),
    h(
      "section",
      { class: "card stack", "aria-labelledby": "tried" },
      h("h2", { id: "tried" }, given ? "The k you gave" : "Every k that was tried"),
      table({
        caption: `Measured on ${count(sweep.rows)} rows. A segment must have at least ${count(sweep.smallestAllowed)} rows to be recommended.`,
        ...sweepTable(sweep),
      }),
    ),
  );
}
