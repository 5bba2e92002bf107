import { h } from "../kit/dom.js";
import { bytes, count } from "../kit/format.js";
import { bullets, card, terms } from "../kit/layout.js";
import { getJson } from "../shell/api.js";
import { getLimits } from "../shell/limits.js";
import { showPage } from "../shell/navigation.js";

const How = [
  "Numeric columns are brought to one scale and grouped by k-means: greedy seeding, several starts, the best kept. " +
    "The number of segments is chosen by comparing every k in the range; the reason is given with its numbers. " +
    "The same file, settings and seed give the same segments, to the last bit.",
  "Segments are numbered by size and named by rules, from the numbers that are shown.",
];
const Privacy =
  "The page loads nothing from other sites. Your files stay in the data folder of this service; " +
  "where it has a Spark cluster, the cluster reads them too. " +
  "Deleting a run removes its results and its files.";

/** Version, limits, how it works, privacy, licences. */
export default async function aboutPage({ signal }) {
  const [health, limits] = await Promise.all([getJson("/health", { signal }), getLimits()]);
  const lead = "Finds the groups of customers in a CSV file and says how sure they are.";
  const head = h("div", {}, h("h1", {}, "About"), h("p", { class: "lead" }, lead));
  showPage(
    h(
      "div",
      { class: "stack" },
      h("header", { class: "page-head" }, head),
      h(
        "div",
        { class: "two" },
        card("version", "This service", ...service(health)),
        card("limits", "Limits", terms(limitRows(limits))),
      ),
      card(
        "how",
        "How it works",
        How.map((text) => h("p", {}, text)),
      ),
      card("privacy", "Privacy", h("p", {}, Privacy)),
      card("licences", "Licences", licences()),
    ),
    "About",
  );
}

function service({ version, status, checks = {} }) {
  const api = h("a", { href: "/swagger" }, "Every call of the HTTP API");
  return [
    terms([["Version", version ?? "–"], ["State", status], ...Object.entries(checks)]),
    h("p", {}, api, ", ready to try out."),
  ];
}

function licences() {
  const licence = (library) => h("a", { href: `/vendor/${library}.LICENSE.txt` }, "licence");
  return bullets([
    "Segmentation: Apache-2.0",
    ["Charts: Apache ECharts, Apache-2.0 (", licence("echarts"), ")"],
    ["Charts in three dimensions: ECharts GL, BSD 3-Clause (", licence("echarts-gl"), ")"],
    "API page: Swagger UI with Swashbuckle, Apache-2.0 and MIT",
    "Npgsql: PostgreSQL licence",
  ]);
}

function limitRows(limits) {
  return [
    ["File", bytes(limits.uploadBytes)],
    ...limits.settings
      .filter(({ kind, name }) => kind === "number" && name !== "seed")
      .map(({ label, min, max }) => [label, `${count(min)} to ${count(max)}`]),
    ["Rows in a preview", count(limits.previewRows)],
    ["Jobs on one page of a list", count(limits.pageSize)],
  ];
}
