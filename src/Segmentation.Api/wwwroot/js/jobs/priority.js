import { h, replace } from "../kit/dom.js";
import { send } from "../shell/api.js";
import { toast } from "../shell/frame.js";
import { may } from "../shell/session.js";
import { jobPath } from "./actions.js";
import { trouble } from "../kit/messages.js";

/** The priority of a job: a number, which can be changed while the job is queued. */
export function priority(job) {
  if (job.state !== "queued" || !may("read-write")) return job.priority;
  const said = h("div");
  const input = h("input", {
    type: "number",
    min: -100,
    max: 100,
    step: 1,
    required: true,
    value: job.priority,
    "aria-label": "Priority",
  });
  const change = async (event) => {
    event.preventDefault();
    try {
      await send("PATCH", jobPath(job.id), { priority: Number(input.value) });
      replace(said);
      toast("The priority is changed");
    } catch (error) {
      replace(said, trouble(error));
    }
  };
  return [
    h("form", { class: "inline", onsubmit: change }, input, h("button", { class: "button plain small" }, "Change")),
    said,
  ];
}
