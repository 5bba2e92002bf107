import { h } from "../kit/dom.js";
import { getJson } from "../shell/api.js";
import { title } from "../shell/navigation.js";
import { bytes, count } from "../kit/format.js";

/** Versions, limits, licences, privacy. */
export default async function about({ signal }) {
  const [health, limits] = await Promise.all([getJson("/health", { signal }), getJson("/api/v1/limits", { signal })]);
  const card = (id, text, ...children) =>
    h("section", { class: "card stack", "aria-labelledby": id }, h("h2", { id }, text), children);
  title(
    h(
      "div",
      { class: "stack" },
      h(
        "header",
        { class: "page-head" },
        h(
          "div",
          {},
          h("h1", {}, "About"),
          h("p", { class: "lead" }, "Finds the groups of customers that are in a CSV, and says how sure that is."),
        ),
      ),
      h(
        "div",
        { class: "two" },
        card(
          "version",
          "This service",
          h(
            "dl",
            { class: "terms" },
            h("dt", {}, "Version"),
            h("dd", {}, health.version ?? "–"),
            h("dt", {}, "State"),
            h("dd", {}, health.status),
            Object.entries(health.checks ?? {}).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
          ),
          h("p", {}, h("a", { href: "/swagger" }, "Every call of the HTTP API"), ", to try out right there."),
        ),
        card(
          "limits",
          "Limits",
          h(
            "dl",
            { class: "terms" },
            limitRows(limits).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
          ),
        ),
      ),
      card(
        "how",
        "How it works",
        h(
          "p",
          {},
          "Numeric columns are brought to one scale and grouped by k-means: greedy seeding, several starts, the best one kept. How many segments there are is chosen by comparing every k in the range; the reason is printed with its numbers. The same file, settings and seed give the same segments, to the last bit.",
        ),
        h("p", {}, "Segments are numbered by size and named by rules; every word rests on a number that is shown."),
      ),
      card(
        "privacy",
        "Privacy",
        h(
          "p",
          {},
          "Nothing leaves the machine that runs this service: the page loads from no other place, and files stay in its data folder. Deleting a run removes its results and its files.",
        ),
      ),
      card(
        "licences",
        "Licences",
        h(
          "ul",
          { class: "bullets" },
          h("li", {}, "Segmentation: Apache-2.0"),
          h(
            "li",
            {},
            "Charts: Apache ECharts 6.1, Apache-2.0 (",
            h("a", { href: "/vendor/echarts.LICENSE.txt" }, "licence"),
            ")",
          ),
          h("li", {}, "API page: Swagger UI by way of Swashbuckle, Apache-2.0 and MIT"),
          h("li", {}, "Npgsql: PostgreSQL licence"),
        ),
      ),
    ),
    "About",
  );
}

function limitRows(limits) {
  return [
    ["File", bytes(limits.uploadBytes)],
    limits.maxStarts && ["Starts for each k", `at most ${count(limits.maxStarts)}`],
    limits.smallestK && ["Segments", `${limits.smallestK} to ${limits.largestK}`],
    limits.previewRows && ["Rows of a preview", count(limits.previewRows)],
    limits.pageSize && ["Jobs on one page of a list", count(limits.pageSize)],
  ].filter(Boolean);
}
