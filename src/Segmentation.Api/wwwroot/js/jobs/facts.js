import { issues } from "../datasets/issues.js";
import { h } from "../kit/dom.js";
import { ago, plural, when } from "../kit/format.js";
import { terms } from "../kit/layout.js";
import { engineFact } from "./engine.js";
import { priority } from "./priority.js";
import { settingFacts } from "./setting-facts.js";

const Few = 3; // warnings that are shown unfolded

/** The warnings of the run. */
export function warnings(list) {
  if (!list?.length) return null;
  return h(
    "details",
    { class: "card", open: list.length <= Few },
    h("summary", {}, plural(list.length, "warning")),
    issues(list),
  );
}

/** What was asked for. */
export function facts(job, limits) {
  const { parameters = {}, engine } = job;
  return terms([
    ["Queued", `${when(job.createdAt)} (${ago(job.createdAt)})`],
    (job.priority !== 0 || job.state === "queued") && ["Priority", priority(job)],
    job.scheduleId && ["Created by", h("a", { href: "/schedules" }, "a schedule")],
    engine && ["Engine", engineFact(job)],
    ...settingFacts(limits, parameters),
    ["API key", job.createdBy],
    job.attempt > 1 && ["Attempt", job.attempt],
    job.summary?.location && ["Results on the cluster", h("code", {}, job.summary.location)],
    ["ID", h("code", {}, job.id)],
  ]);
}
