import { toast } from "../kit/announce.js";
import { confirm } from "../kit/dialog.js";
import { h } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { send } from "../shell/api.js";
import { go } from "../shell/navigation.js";
import { may } from "../shell/session.js";
import { isOpen, jobName, jobPath } from "./job.js";

/** Cancel, retry, delete: what the state of the job allows. Then `done(what, job)` or `failed(problem)` is called. */
export function jobActions(job, { done, failed, small = false }) {
  const button = (act, picture, text) =>
    h(
      "button",
      {
        type: "button",
        class: small ? "button plain small" : "button plain",
        onclick: () => act(job, done).catch(failed),
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

/** Queues a finished job again and shows the new one. */
export async function retry(job, done) {
  const fresh = await send("POST", `${jobPath(job.id)}:retry`);
  toast("Queued again as a new job");
  done("retried", fresh);
  go(`/monitor/${fresh.id}`);
}

async function remove(job, done) {
  const sure = await confirm({
    title: `Delete “${jobName(job)}”?`,
    action: "Delete",
    text: "This removes the run, its results and its files. It cannot be undone.",
  });
  if (!sure) return;
  await send("DELETE", jobPath(job.id));
  toast("Deleted");
  done("deleted", job);
}
