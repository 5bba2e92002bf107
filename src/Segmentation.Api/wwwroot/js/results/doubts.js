import { changed } from "../jobs/job.js";
import { h } from "../kit/dom.js";
import { plural } from "../kit/format.js";
import { icon } from "../kit/icons.js";
import { errorNote } from "../kit/messages.js";
import { idempotencyKey, send } from "../shell/api.js";
import { go } from "../shell/navigation.js";
import { may } from "../shell/session.js";

/** Reasons to be careful with the result, each with what to do about it, at one click where a setting does it; null
 *  when there is none. */
export function doubtList(job, doubts) {
  if (doubts.length === 0) return null;
  return h(
    "section",
    { class: "doubts", "aria-labelledby": "doubts" },
    h("h2", { id: "doubts" }, icon("warning"), `${plural(doubts.length, "reason")} to be careful`),
    h(
      "ul",
      {},
      doubts.map((doubt) => h("li", { "data-code": doubt.code }, doubtOf(job, doubt))),
    ),
  );
}

function doubtOf(job, { message, advice, change }) {
  return [
    h("p", {}, message),
    h("p", {}, h("strong", {}, "What to do: "), advice),
    change && may("read-write") && runButton(job, change),
  ];
}

function runButton(job, { label, settings }) {
  const key = idempotencyKey();
  const box = h("div", { class: "actions" });
  const onclick = async ({ currentTarget: button }) => {
    button.disabled = true;
    box.querySelector(".note")?.remove();
    try {
      const headers = { "idempotency-key": key };
      const started = await send("POST", "/api/v1/jobs", changed(job, settings), { headers });
      go(`/monitor/${started.id}`);
    } catch (error) {
      button.disabled = false;
      box.append(errorNote(error));
    }
  };
  const look = { type: "button", class: "button plain small" };
  box.append(h("button", { ...look, onclick }, icon("retry"), h("span", {}, label)));
  return box;
}
