import { h } from "../kit/dom.js";
import { chart } from "../charts/figure.js";
import { getEvents } from "../shell/api.js";
import { sweepHeight, sweepOption, sweepSummary, sweepTable } from "../charts/sweep.js";
import { jobPath } from "./actions.js";
import { isOpen } from "./job.js";

/** The chart of every k tried, growing while the job runs. Hidden until the first k is done. */
export function liveSweep(view) {
  const sweep = { candidates: [] };
  const box = h("section", { class: "card", hidden: true, "aria-label": "Every k so far" });
  let drawn;
  const add = ({ jobId, ...candidate }) => {
    if (!Number.isFinite(candidate.k)) return;
    sweep.candidates = [...sweep.candidates.filter((each) => each.k !== candidate.k), candidate].sort(
      (a, b) => a.k - b.k,
    );
    box.hidden = false;
    if (drawn) return drawn.draw();
    drawn = chart({
      title: "Every k so far",
      signal: view.signal,
      summary: () => sweepSummary(sweep),
      table: () => sweepTable(sweep),
      height: sweepHeight,
      option: (colours, width) => sweepOption(sweep, colours, width),
    });
    box.append(drawn);
  };
  const recall = async () => {
    if (!isOpen(view.job)) return;
    for (const { name, data } of await getEvents(`${jobPath(view.id)}/events`, { signal: view.signal }))
      if (name === "k") add(data);
  };
  return { element: box, add, recall };
}
