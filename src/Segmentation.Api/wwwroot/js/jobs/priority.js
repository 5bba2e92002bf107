import { toast } from "../kit/announce.js";
import { h, replace } from "../kit/dom.js";
import { errorNote } from "../kit/messages.js";
import { ignoreService, send } from "../shell/api.js";
import { getLimits } from "../shell/limits.js";
import { may } from "../shell/session.js";
import { jobPath } from "./job.js";

/** The priority of a job: a number, which can be changed while the job is queued. */
export function priority(job) {
  if (job.state !== "queued" || !may("read-write")) return job.priority;
  const problem = h("div");
  const input = h("input", {
    type: "number",
    step: 1,
    required: true,
    value: job.priority,
    "aria-label": "Priority",
  });
  getLimits().then(({ largestPriority: most }) => Object.assign(input, { min: -most, max: most }), ignoreService);
  const onsubmit = async (event) => {
    event.preventDefault();
    try {
      await send("PATCH", jobPath(job.id), { priority: Number(input.value) });
      replace(problem);
      toast("Priority changed");
    } catch (error) {
      replace(problem, errorNote(error));
    }
  };
  return [
    h("form", { class: "inline", onsubmit }, input, h("button", { class: "button plain small" }, "Change")),
    problem,
  ];
}
