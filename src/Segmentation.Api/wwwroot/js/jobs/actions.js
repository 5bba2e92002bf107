import { h } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { confirm } from "../kit/dialog.js";
import { send } from "../shell/api.js";
import { toast } from "../shell/frame.js";
import { isOpen } from "./job.js";
import { go } from "../shell/navigation.js";
import { may } from "../shell/session.js";

export const jobPath = (id) => `/api/v1/jobs/${encodeURIComponent(id)}`;
export const jobName = (job) => job.name || job.fileName || job.id;

/** Cancel, retry, delete: those that the job's state allows. `done(what, job)` follows; `failed(problem)` too. */
export function jobActions(job, { done, failed, small = false }) {
  const run = (act) => () => act(job, done).catch(failed);
  const button = (act, picture, text) =>
    h(
      "button",
      {
        type: "button",
        class: small ? "button plain small" : "button plain",
        onclick: run(act),
        "aria-label": small ? `${text} ${jobName(job)}` : null,
      },
      icon(picture),
      text,
    );
  if (!may("read-write")) return [];
  if (isOpen(job)) return [button(cancel, "stop", "Cancel")];
  return [button(retry, "retry", "Retry"), button(remove, "trash", "Delete")];
}

async function cancel(job, done) {
  const changed = await send("POST", `${jobPath(job.id)}:cancel`);
  toast("Canceling the job");
  done("canceled", changed ?? job);
}

async function retry(job, done) {
  const fresh = await send("POST", `${jobPath(job.id)}:retry`);
  toast("Queued again as a new job");
  done("retried", fresh);
  go(`/monitor/${fresh.id}`);
}

async function remove(job, done) {
  const sure = await confirm({
    title: `Delete “${jobName(job)}”?`,
    action: "Delete",
    text: "The run, its results and its files are removed. This cannot be undone.",
  });
  if (!sure) return;
  await send("DELETE", jobPath(job.id));
  toast("Deleted");
  done("deleted", job);
}
