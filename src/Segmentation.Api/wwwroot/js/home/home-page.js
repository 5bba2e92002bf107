import { dropzone } from "../datasets/dropzone.js";
import { uriForm } from "../datasets/uri-form.js";
import { isOpen, jobHref, jobName, stageWord } from "../jobs/job.js";
import { stateChip } from "../jobs/state-chip.js";
import { h, replace } from "../kit/dom.js";
import { ago, count, percent, plural, score } from "../kit/format.js";
import { icon } from "../kit/icons.js";
import { errorNote } from "../kit/messages.js";
import { getJson } from "../shell/api.js";
import { getLimits } from "../shell/limits.js";
import { watch } from "../shell/live.js";
import { showPage } from "../shell/navigation.js";

const LastRuns = 5;
const Steps = [
  [
    "Bring a file",
    "A table with one row per customer, or per purchase. Every column gets a role, with its reason; you can change it.",
  ],
  ["Watch it run", "Eight stages, each with its own progress. Rows that cannot be used are left out and listed."],
  [
    "Read the segments",
    "Who they are in the units of your file, how sure that is, and each customer’s segment to download.",
  ],
];

/** The start: where to drop a file, samples, last runs, how it works. */
export default async function homePage({ signal }) {
  const limits = await getLimits();
  const zone = dropzone({ limits, signal });
  const samples = h("div", { class: "samples" });
  const runs = h("div", { class: "runs" });
  const service = h("div", { class: "service" });
  const lead = "Drop a file and see the segments in it, in plain words, and how sure they are.";
  showPage(
    h(
      "div",
      { class: "home" },
      h(
        "header",
        { class: "hero" },
        h("h1", {}, "Which groups of customers do you have?"),
        h("p", { class: "lead" }, lead),
      ),
      h(
        "div",
        { class: "home-grid" },
        h("div", { class: "stack" }, zone.box, uriForm({ limits, signal }), samples),
        h("aside", { class: "stack" }, runs, service),
      ),
      guide(),
    ),
    "Home",
  );
  const drawRuns = () => inPlace(runs, "Last runs", () => lastRuns(signal));
  const refresh = () => Promise.all([drawRuns(), inPlace(service, "The service", () => serviceState(signal))]);
  watch({ signal, poll: refresh, event: (name) => (name === "state" || name === "done") && drawRuns() });
  await Promise.all([refresh(), sampleList(zone, signal).then((list) => replace(samples, list))]);
}

// A part that fails leaves the rest of the page; a service that does not respond is reported by the whole page.
async function inPlace(box, heading, load) {
  try {
    replace(box, await load());
  } catch (error) {
    if (error.code === "UNREACHABLE") throw error;
    if (error.name !== "AbortError") replace(box, h("h2", {}, heading), errorNote(error));
  }
}

function guide() {
  const step = ([word, text], i) =>
    h(
      "li",
      {},
      h("span", { class: "guide-number", "aria-hidden": "true" }, i + 1),
      h("div", {}, h("h3", {}, word), h("p", { class: "quiet" }, text)),
    );
  return h(
    "section",
    { class: "guide", "aria-labelledby": "guide" },
    h("h2", { id: "guide" }, "Three steps"),
    h("ol", {}, Steps.map(step)),
  );
}

async function sampleList(zone, signal) {
  const { samples } = await getJson("/api/v1/samples", { signal });
  const button = ({ title, description, fileName, links }) =>
    h(
      "button",
      { type: "button", class: "sample", onclick: () => zone.useSample(links.csv, fileName) },
      icon("sparkle"),
      h("span", {}, h("strong", {}, title), h("span", { class: "small quiet" }, description)),
    );
  return [
    h("h2", { class: "over-title" }, "Try it with sample data"),
    h(
      "ul",
      {},
      samples.map((sample) => h("li", {}, button(sample))),
    ),
  ];
}

async function lastRuns(signal) {
  const { jobs } = await getJson(`/api/v1/jobs?pageSize=${LastRuns}`, { signal });
  const all = jobs.length > 0 && h("a", { href: "/monitor", class: "small" }, "All jobs");
  return [
    h("div", { class: "card-head" }, h("h2", {}, "Last runs"), all),
    jobs.length > 0
      ? h("ul", {}, jobs.map(run))
      : h("p", { class: "quiet" }, "None yet. Drop a file, or try a sample."),
  ];
}

function run(job) {
  return h(
    "li",
    {},
    h(
      "a",
      { href: jobHref(job) },
      h("strong", {}, jobName(job)),
      stateChip({ state: job.state }),
      h("span", { class: "small quiet" }, detailOf(job), " · ", ago(job.finishedAt ?? job.createdAt)),
    ),
  );
}

function detailOf({ state, summary, stage, progress, problem }) {
  if (state === "succeeded" && summary)
    return `${plural(summary.k, "segment")}, silhouette ${score(summary.silhouette)}`;
  if (isOpen({ state })) return `${stageWord(stage) || "Waiting"}, ${percent(progress / 100)}`;
  return problem?.title ?? "no result";
}

async function serviceState(signal) {
  const [health, { engines = [] }] = await Promise.all([
    getJson("/health", { signal }),
    getJson("/api/v1/engines", { signal }),
  ]);
  const good = health.status === "healthy";
  const checks = Object.entries(health.checks ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [
    h(
      "p",
      {},
      h("span", { class: `lamp ${good ? "ok" : "warn"}` }),
      h("strong", {}, good ? "The service is ready" : "The service has a problem"),
    ),
    h(
      "ul",
      { class: "small quiet" },
      [...checks, ...engines.map(engineText)].map((text) => h("li", {}, text)),
    ),
  ];
}

function engineText({ name, available, reason, workers, slots }) {
  const state = available ? "available" : (reason ?? "not available");
  const some = workers > 0 ? `, ${plural(workers, "worker")}, ${count(slots ?? workers)} at once` : "";
  return `${name} engine: ${state}${some}`;
}
