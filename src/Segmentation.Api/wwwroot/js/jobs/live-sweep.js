import { sweepFigure } from "../charts/sweep.js";
import { h } from "../kit/dom.js";
import { getEvents } from "../shell/api.js";
import { isOpen, jobPath } from "./job.js";

/** The chart of every k tried, growing while the job runs. Hidden until the first k has finished. */
export function liveSweep(job, signal) {
  const sweep = { candidates: [] };
  const element = h("section", { class: "card", hidden: true, "aria-label": "Every k so far" });
  let figure;
  const add = ({ jobId, ...candidate }) => {
    if (!Number.isFinite(candidate.k)) return;
    const others = sweep.candidates.filter((each) => each.k !== candidate.k);
    sweep.candidates = [...others, candidate].sort((a, b) => a.k - b.k);
    element.hidden = false;
    if (figure) return figure.draw();
    figure = sweepFigure("Every k so far", sweep, signal);
    element.append(figure);
  };
  /** Adds what was tried before the page was opened. */
  const addEarlier = async () => {
    if (!isOpen(job)) return;
    for (const { name, data } of await getEvents(`${jobPath(job.id)}/events`, { signal })) if (name === "k") add(data);
  };
  return { element, add, addEarlier };
}
