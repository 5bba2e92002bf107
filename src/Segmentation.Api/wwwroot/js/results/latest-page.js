import { h } from "../kit/dom.js";
import { getJson } from "../shell/api.js";
import { empty } from "../kit/messages.js";
import { go, title } from "../shell/navigation.js";

const Views = {
  "elbow-method": "/k",
  "clustering-results": "/map",
  "kmeans-animation": "/map",
  "quality-metrics": "/quality",
  "test-results": "/quality",
  overview: "/data",
  efficiency: "/data",
  "business-insights": "",
};

/** Addresses without a run show the newest finished one. */
export default async function latest({ params, signal }) {
  const { jobs } = await getJson("/api/v1/jobs?state=succeeded&pageSize=1", { signal });
  if (jobs[0]) return go(`/runs/${jobs[0].id}${Views[params.alias]}`, { replace: true });
  title(
    h(
      "div",
      {},
      h("h1", { class: "page-title" }, "Results"),
      empty(
        "No finished run yet",
        "Run a segmentation first; its results then show here.",
        h("a", { class: "button", href: "/new" }, "New run"),
      ),
    ),
    "Results",
  );
}
