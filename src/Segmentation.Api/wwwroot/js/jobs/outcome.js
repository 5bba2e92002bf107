import { h } from "../kit/dom.js";
import { plural, score } from "../kit/format.js";
import { icon } from "../kit/icons.js";
import { isolateQuoted } from "../kit/isolate.js";
import { bullets } from "../kit/layout.js";
import { note } from "../kit/messages.js";
import { settingsHref, stageWord } from "./job.js";
import { separation } from "./separation.js";

const MostDetails = 10;

/** How a job ended; null before. */
export function outcome(job) {
  if (job.state === "succeeded") return succeeded(job);
  if (job.state === "failed") return failed(job);
  if (job.state === "canceled")
    return note(
      "info",
      h("p", {}, h("strong", {}, "Canceled.")),
      h("p", {}, "The run left no results; the file is kept. Retry runs it again with the same settings."),
    );
  return null;
}

function succeeded({ id, summary }) {
  return note(
    "ok",
    h(
      "p",
      {},
      h("strong", {}, summary ? `${plural(summary.k, "segment")} found.` : "Finished."),
      summary && ` ${separation(summary.silhouette, summary.claimed).title} (silhouette ${score(summary.silhouette)}).`,
    ),
    h("p", {}, h("a", { class: "button", href: `/runs/${id}` }, "See the segments", icon("arrow"))),
  );
}

function failed(job) {
  const { title = "The run failed", detail, code, traceId, errors = [] } = job.problem ?? {};
  const details = errors.map((each) => each.detail).filter(Boolean);
  const codes = [code, traceId && `trace ${traceId}`].filter(Boolean).join(" · ");
  const report = [title, detail, code, traceId, job.id].filter(Boolean).join("\n");
  const box = note(
    "bad",
    h("p", {}, h("strong", {}, `${title} (stage ${stageWord(job.stage)})`)),
    h("p", {}, isolateQuoted(detail)),
    details.length > 0 && bullets(details.slice(0, MostDetails).map(isolateQuoted)),
    h("p", { class: "small quiet" }, codes),
    h(
      "div",
      { class: "actions" },
      h("a", { class: "button", href: settingsHref(job) }, "Change the settings"),
      copyButton(report),
    ),
  );
  box.setAttribute("role", "alert");
  return box;
}

function copyButton(report) {
  const text = h("span", {}, "Copy report");
  const onclick = async () => {
    await navigator.clipboard.writeText(report);
    text.textContent = "Copied";
  };
  // Without HTTPS, browsers give the clipboard on loopback only.
  return navigator.clipboard && h("button", { type: "button", class: "button plain", onclick }, icon("copy"), text);
}
