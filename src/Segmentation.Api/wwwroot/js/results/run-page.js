import { isOpen, jobName, jobPath } from "../jobs/job.js";
import { toast } from "../kit/announce.js";
import { h } from "../kit/dom.js";
import { ago } from "../kit/format.js";
import { icon } from "../kit/icons.js";
import { empty } from "../kit/messages.js";
import { getJson } from "../shell/api.js";
import { showPage } from "../shell/navigation.js";
import { isolated } from "./isolated.js";

const Views = [
  ["", "Segments", () => import("./segments-view.js")],
  ["k", "How many", () => import("./sweep-view.js")],
  ["animation", "How they were found", () => import("./animation-view.js")],
  ["map", "Map", () => import("./map-view.js")],
  ["quality", "Quality", () => import("./quality-view.js")],
  ["data", "Data", () => import("./data-view.js")],
  ["efficiency", "Efficiency", () => import("./efficiency-view.js")],
  ["checks", "Checks", () => import("./checks-view.js")],
];
let last = { id: null, parts: {} }; // moving between the views of a run asks for each part of its result once

/** The results of a run, in eight views. */
export default async function runPage({ params, query, signal }) {
  const job = await getJson(jobPath(params.id), { signal });
  if (job.state !== "succeeded") return showPage(notYet(job), jobName(job));
  const [name, word, load] = Views.find(([each]) => each === (params.view ?? ""));
  const [{ default: view }, result] = await Promise.all([load(), partOf(job.id, "result", signal)]);
  const content = await view({ job, result, part: (path) => partOf(job.id, path, signal), query, signal });
  if (signal.aborted) return;
  showPage(h("div", {}, head(job), subNavigation(job, name), content), `${word}: ${jobName(job)}`);
}

async function partOf(id, path, signal) {
  if (last.id !== id) last = { id, parts: {} };
  const { parts } = last;
  const get = async () => isolated(path, await getJson(`${jobPath(id)}/${path}`, { signal }), parts.result);
  return (parts[path] ??= await get());
}

function head(job) {
  return h(
    "header",
    { class: "page-head" },
    h(
      "div",
      {},
      h("p", { class: "crumbs" }, h("a", { href: "/monitor" }, "Jobs"), " / Results"),
      h("h1", {}, jobName(job)),
      h(
        "p",
        { class: "quiet small" },
        `finished ${ago(job.finishedAt)} · `,
        h("a", { href: `/monitor/${job.id}` }, "how it went"),
      ),
    ),
    h(
      "div",
      { class: "actions" },
      curlButton(job),
      h(
        "a",
        { class: "button", href: `${jobPath(job.id)}/files/assignments.csv`, download: "" },
        icon("download"),
        "Download customers",
      ),
    ),
  );
}

function subNavigation(job, present) {
  return h(
    "nav",
    { class: "sub", "aria-label": "Results" },
    Views.map(([name, word]) =>
      h("a", { href: `/runs/${job.id}${name && "/" + name}`, "aria-current": name === present ? "page" : null }, word),
    ),
  );
}

function curlButton(job) {
  const command = `curl -s ${location.origin}${jobPath(job.id)}/result`;
  const onclick = async () => {
    try {
      await navigator.clipboard.writeText(command);
      toast("The curl command is on the clipboard");
    } catch {
      toast(command); // without HTTPS, browsers give the clipboard on loopback only
    }
  };
  return h("button", { type: "button", class: "button plain", onclick }, icon("copy"), "Copy as curl");
}

function notYet(job) {
  const href = `/monitor/${job.id}`;
  return h(
    "div",
    {},
    h("h1", {}, jobName(job)),
    isOpen(job)
      ? empty(
          "The run is not finished yet",
          "Its segments appear here once it is.",
          h("a", { class: "button", href }, "Watch it"),
        )
      : empty(
          `There is no result: the run ${job.state === "failed" ? "failed" : "was canceled"}`,
          "The progress page says why, and what to do.",
          h("a", { class: "button", href }, "See what happened"),
        ),
  );
}
