import { h } from "../kit/dom.js";
import { getJson } from "../shell/api.js";
import { title } from "../shell/navigation.js";
import { toast } from "../shell/frame.js";
import { icon } from "../kit/icons.js";
import { empty } from "../kit/messages.js";
import { jobName, jobPath } from "../jobs/actions.js";
import { isOpen } from "../jobs/job.js";
import { ago } from "../kit/format.js";
import { overview } from "./segments-view.js";
import { howMany } from "./sweep-view.js";
import { map } from "./map-view.js";
import { quality } from "./quality-view.js";
import { account } from "./data-view.js";

const Views = [
  ["", "Segments", overview],
  ["k", "How many", howMany],
  ["map", "Map", map],
  ["quality", "Quality", quality],
  ["data", "Data and run", account],
];
let kept = { id: null, result: null }; // the last result: moving between its views asks nothing again

/** The results of a run, in five views. */
export default async function run({ params, query, signal }) {
  const job = await getJson(jobPath(params.id), { signal });
  if (job.state !== "succeeded") return title(notYet(job), jobName(job));
  if (kept.id !== job.id) kept = { id: job.id, result: await getJson(`${jobPath(job.id)}/result`, { signal }) };
  const [, word, draw] = Views.find(([part]) => part === (params.part ?? ""));
  const content = draw({ job, result: kept.result, query, signal });
  title(h("div", {}, head(job), subNavigation(job, params.part ?? ""), content), `${word}: ${jobName(job)}`);
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
      curl(job),
      h(
        "a",
        { class: "button", href: `${jobPath(job.id)}/files/assignments.csv`, download: "" },
        icon("download"),
        "Download customers",
      ),
    ),
  );
}

function subNavigation(job, part) {
  return h(
    "nav",
    { class: "sub", "aria-label": "Results" },
    Views.map(([name, word]) =>
      h("a", { href: `/runs/${job.id}${name && "/" + name}`, "aria-current": name === part ? "page" : null }, word),
    ),
  );
}

function curl(job) {
  const command = `curl -s ${location.origin}${jobPath(job.id)}/result`;
  return h(
    "button",
    {
      type: "button",
      class: "button plain",
      onclick: async () => {
        try {
          await navigator.clipboard.writeText(command);
          toast("The curl command is on the clipboard");
        } catch {
          toast(command); // without a secure context there is no clipboard: it can be read instead
        }
      },
    },
    icon("copy"),
    "Copy as curl",
  );
}

function notYet(job) {
  const open = isOpen(job);
  return h(
    "div",
    {},
    h("h1", {}, jobName(job)),
    empty(
      open
        ? "The run is not finished yet"
        : `There is no result: the run ${job.state === "failed" ? "failed" : "was canceled"}`,
      open ? "The segments show here once it is." : "The progress page says why, and what to do.",
      h("a", { class: "button", href: `/monitor/${job.id}` }, open ? "Watch it" : "See what happened"),
    ),
  );
}
