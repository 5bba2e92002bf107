import { h, replace } from "../kit/dom.js";
import { getJson } from "../shell/api.js";
import { watch } from "../shell/live.js";
import { title } from "../shell/navigation.js";
import { icon } from "../kit/icons.js";
import { byUri } from "../datasets/uri-form.js";
import { dropzone } from "../datasets/dropzone.js";
import { stateChip } from "../kit/chips.js";
import { trouble } from "../kit/messages.js";
import { jobName } from "../jobs/actions.js";
import { isOpen, stageWord } from "../jobs/job.js";
import { ago, count, plural, score } from "../kit/format.js";

const Steps = [
  [
    "Bring a file",
    "A CSV with one row per customer. Every column gets a role, with its reason, and you can change it.",
  ],
  ["Watch it run", "Eight stages, each with its own progress. Bad rows are left out, counted and listed."],
  [
    "Read the segments",
    "Who they are in the units of your file, how sure that is, and each customer's segment to download.",
  ],
];

/** The start: drop zone, samples, last runs, how it works. */
export default async function home({ signal }) {
  const limits = await getJson("/api/v1/limits", { signal });
  const zone = dropzone({ limits, signal });
  const runs = h("div", { class: "runs" });
  const service = h("div", { class: "service" });
  const samples = h("div", { class: "samples" });
  title(
    h(
      "div",
      { class: "home" },
      h(
        "header",
        { class: "hero" },
        h("h1", {}, "Which groups of customers do you have?"),
        h(
          "p",
          { class: "lead" },
          "Drop a file. Get the segments that are in it, in plain words, and how sure that is.",
        ),
      ),
      h(
        "div",
        { class: "home-grid" },
        h("div", { class: "stack" }, zone.box, byUri({ limits, signal }), samples),
        h("aside", { class: "stack" }, runs, service),
      ),
      guide(),
    ),
    "Home",
  );

  const refresh = () => Promise.all([lastRuns(runs, signal), state(service, signal)]);
  watch({ signal, poll: refresh, event: (name) => (name === "state" || name === "done") && lastRuns(runs, signal) });
  await Promise.all([refresh(), offers(samples, zone, signal)]);
}

function guide() {
  return h(
    "section",
    { class: "guide", "aria-labelledby": "guide" },
    h("h2", { id: "guide" }, "Three steps"),
    h(
      "ol",
      {},
      Steps.map(([word, text], i) =>
        h(
          "li",
          {},
          h("span", { class: "guide-number", "aria-hidden": "true" }, i + 1),
          h("div", {}, h("h3", {}, word), h("p", { class: "quiet" }, text)),
        ),
      ),
    ),
  );
}

async function offers(box, zone, signal) {
  const { samples } = await getJson("/api/v1/samples", { signal });
  replace(
    box,
    h("h2", { class: "over-title" }, "Try with sample data"),
    h(
      "ul",
      {},
      samples.map((sample) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "sample", onclick: () => zone.sample(sample.links.csv, sample.fileName) },
            icon("sparkle"),
            h("span", {}, h("strong", {}, sample.title), h("span", { class: "small quiet" }, sample.description)),
          ),
        ),
      ),
    ),
  );
}

async function lastRuns(box, signal) {
  try {
    const { jobs } = await getJson("/api/v1/jobs?pageSize=5", { signal });
    replace(
      box,
      h(
        "div",
        { class: "card-head" },
        h("h2", {}, "Last runs"),
        jobs.length > 0 && h("a", { href: "/monitor", class: "small" }, "All jobs"),
      ),
      jobs.length
        ? h("ul", {}, jobs.map(run))
        : h("p", { class: "quiet" }, "None yet. Drop a file, or take a sample: the first result is three clicks away."),
    );
  } catch (error) {
    inPlace(box, "Last runs", error);
  }
}

function run(job) {
  const finished = job.state === "succeeded";
  return h(
    "li",
    {},
    h(
      "a",
      { href: finished ? `/runs/${job.id}` : `/monitor/${job.id}` },
      h("strong", {}, jobName(job)),
      stateChip(job.state),
      h("span", { class: "small quiet" }, detailOf(job), " · ", ago(job.finishedAt ?? job.createdAt)),
    ),
  );
}

function detailOf(job) {
  if (job.state === "succeeded" && job.summary)
    return `${plural(job.summary.k, "segment")}, silhouette ${score(job.summary.silhouette)}`;
  if (isOpen(job)) return `${stageWord(job.stage) || "Waiting"}, ${Math.round(job.progress)} %`;
  return job.problem?.title ?? "no result";
}

async function state(box, signal) {
  try {
    const [health, engines] = await Promise.all([
      getJson("/health", { signal }),
      getJson("/api/v1/engines", { signal }),
    ]);
    const good = health.status === "healthy";
    replace(
      box,
      h(
        "p",
        {},
        h("span", { class: `lamp ${good ? "ok" : "warn"}` }),
        h("strong", {}, good ? "The service is ready" : "The service has a problem"),
      ),
      h(
        "ul",
        { class: "small quiet" },
        Object.entries(health.checks ?? {}).map(([name, value]) => h("li", {}, `${name}: ${value}`)),
        engineLines(engines),
      ),
    );
  } catch (error) {
    inPlace(box, "The service", error);
  }
}

// One part that cannot be had leaves the rest of the page; a service that is away is told by the whole page.
function inPlace(box, heading, error) {
  if (error.code === "UNREACHABLE") throw error;
  if (error.name !== "AbortError") replace(box, h("h2", {}, heading), trouble(error));
}

function engineLines(engines) {
  return (engines.engines ?? []).map((engine) =>
    h(
      "li",
      {},
      `engine ${engine.name}: ${engine.available ? "available" : (engine.reason ?? "not available")}`,
      engine.workers > 0 && `, ${plural(engine.workers, "worker")}, ${count(engine.slots ?? engine.workers)} at once`,
    ),
  );
}
