import { h } from "../kit/dom.js";
import { empty } from "../kit/messages.js";
import { getJson } from "../shell/api.js";
import { go, showPage } from "../shell/navigation.js";

const Views = {
  "elbow-method": "/k",
  "clustering-results": "/map",
  "kmeans-animation": "/animation",
  "quality-metrics": "/quality",
  "test-results": "/checks",
  overview: "/data",
  efficiency: "/efficiency",
  "business-insights": "",
};

/** Addresses without a run show the newest finished one. */
export default async function latestPage({ params, signal }) {
  const { jobs } = await getJson("/api/v1/jobs?state=succeeded&pageSize=1", { signal });
  if (jobs[0]) return go(`/runs/${jobs[0].id}${Views[params.alias]}`, { replace: true });
  const newRun = h("a", { class: "button", href: "/new" }, "New run");
  const text = "Results appear here once a run has finished.";
  showPage(h("div", {}, h("h1", {}, "Results"), empty("No finished run yet", text, newRun)), "Results");
}
