import { h } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { note } from "../kit/messages.js";
import { plural, score } from "../kit/format.js";
import { stageWord, separation } from "./job.js";

/** What there is to say once a job is over; null before. */
export function ending(job) {
  if (job.state === "succeeded") return succeeded(job);
  if (job.state === "failed") return failed(job);
  if (job.state === "canceled")
    return note(
      "info",
      h("p", {}, h("strong", {}, "Canceled.")),
      h("p", {}, "Nothing was kept of this run; the file is. Retry runs it again with the same settings."),
    );
  return null;
}

function succeeded({ id, summary }) {
  return h(
    "div",
    { class: "note ok" },
    icon("check"),
    h(
      "div",
      {},
      h(
        "p",
        {},
        h("strong", {}, summary ? `${plural(summary.k, "segment")} found.` : "Finished."),
        summary && ` Separation is ${separation(summary.silhouette).word} (silhouette ${score(summary.silhouette)}).`,
      ),
      h("p", {}, h("a", { class: "button", href: `/runs/${id}` }, "See the segments", icon("arrow"))),
    ),
  );
}

function failed(job) {
  const problem = job.problem ?? {};
  const rows = (problem.errors ?? []).filter((each) => each.detail);
  const report = [problem.title, problem.detail, problem.code, problem.traceId, job.id].filter(Boolean).join("\n");
  return h(
    "div",
    { class: "note bad", role: "alert" },
    icon("warning"),
    h(
      "div",
      {},
      h("p", {}, h("strong", {}, `${problem.title ?? "The run failed"} (stage ${stageWord(job.stage)})`)),
      h("p", {}, problem.detail),
      rows.length > 0 &&
        h(
          "ul",
          { class: "bullets" },
          rows.slice(0, 10).map((each) => h("li", {}, each.detail)),
        ),
      h(
        "p",
        { class: "small quiet" },
        [problem.code, problem.traceId && `trace ${problem.traceId}`].filter(Boolean).join(" · "),
      ),
      h(
        "div",
        { class: "actions" },
        h("a", { class: "button", href: again(job) }, "Change the settings"),
        copy(report),
      ),
    ),
  );
}

function copy(text) {
  const button = h(
    "button",
    {
      type: "button",
      class: "button plain",
      onclick: async () => {
        await navigator.clipboard.writeText(text);
        button.lastChild.textContent = "Copied";
      },
    },
    icon("copy"),
    h("span", {}, "Copy report"),
  );
  return navigator.clipboard ? button : null;
}

function again(job) {
  const p = job.parameters ?? {};
  const query = new URLSearchParams({ dataset: job.datasetId ?? "" });
  for (const [name, role] of Object.entries(p.roles ?? {})) query.append("role", `${role}:${name}`);
  for (const key of ["k", "scaling", "transform", "seed"]) if (p[key] !== undefined) query.set(key, p[key]);
  if (p.cleaning?.missing) query.set("missing", p.cleaning.missing);
  return `/new?${query}`;
}
