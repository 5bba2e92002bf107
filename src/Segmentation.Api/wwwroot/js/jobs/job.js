import { until } from "../kit/format.js";

// What a job is: its states and stages with the words for them, and where it is shown.
export const States = {
  queued: "Queued",
  running: "Running",
  succeeded: "Succeeded",
  failed: "Failed",
  canceled: "Canceled",
};
export const Stages = [
  ["load", "Load", "Reading the file"],
  ["validate", "Validate", "Checking columns and rows"],
  ["clean", "Clean", "Leaving out rows that cannot be used"],
  ["features", "Features", "Making the features"],
  ["scale", "Scale", "Bringing the features to one scale"],
  ["cluster", "Cluster", "Finding the segments"],
  ["evaluate", "Evaluate", "Measuring the segments"],
  ["save", "Save", "Writing the files"],
];
export const stageWord = (name) => Stages.find(([each]) => each === name)?.[1] ?? name ?? "";
export const stageText = (name) => Stages.find(([each]) => each === name)?.[2] ?? "";

export const isOpen = (job) => job.state === "queued" || job.state === "running";
export const isLater = (job) => job.state === "queued" && new Date(job.runAt) > new Date();

export const jobName = (job) => job.name || job.fileName || job.id;
export const jobPath = (id) => `/api/v1/jobs/${encodeURIComponent(id)}`;

/** The page that tells most about a job: its results, or else its progress. */
export const jobHref = ({ id, state }) => (state === "succeeded" ? `/runs/${id}` : `/monitor/${id}`);

/** When a job that waits for its time begins. */
export const startText = (job) => `${job.attempt > 0 ? "retries" : "starts"} ${until(job.runAt)}`;

/** How long a finished job ran, in seconds; NaN while it has not finished. */
export const secondsTaken = ({ startedAt, finishedAt }) =>
  startedAt && finishedAt ? (new Date(finishedAt) - new Date(startedAt)) / 1_000 : NaN;

/** Where a run like this one is set up. */
export function settingsHref({ datasetId, parameters: p = {} }) {
  const query = new URLSearchParams({ dataset: datasetId ?? "" });
  for (const [name, role] of Object.entries(p.roles ?? {})) query.append("role", `${role}:${name}`);
  for (const name of Object.keys(p.dates ?? {})) query.append("role", `recency:${name}`);
  const given = ["k", "scaling", "transform", "seed", "asOf"].filter((key) => (p[key] ?? null) !== null);
  for (const key of given) query.set(key, typeof p[key] === "object" ? JSON.stringify(p[key]) : p[key]);
  if (p.kRange) query.set("kRange", p.kRange.join("-"));
  for (const [name, value] of Object.entries(p.cleaning ?? {})) query.set(`cleaning.${name}`, value);
  return `/new?${query}`;
}

/** The body that starts a job like this one with some settings changed; of cleaning, too, only those that are named. */
export function changed({ datasetId, name, parameters }, settings) {
  const { cleaning, ...others } = settings;
  const body = { ...parameters, ...others, datasetId };
  if (cleaning) body.cleaning = { ...parameters.cleaning, ...cleaning };
  if (name) body.name = name;
  return body;
}
