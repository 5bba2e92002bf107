import { heatmapFigure } from "../charts/heatmap.js";
import { colourName, marker } from "../charts/marker.js";
import { usedOf } from "../datasets/purchases.js";
import { jobPath } from "../jobs/job.js";
import { separation } from "../jobs/separation.js";
import { h } from "../kit/dom.js";
import { bytes, count, plural, score, share } from "../kit/format.js";
import { icon } from "../kit/icons.js";
import { card } from "../kit/layout.js";
import { doubtList } from "./doubts.js";
import { factWords } from "./fact-words.js";
import { boughtFacts, mostRevenue, revenue } from "./money.js";

const MostCategories = 4;
const MostNames = 3;
// The files that are offered; the others of a run are reached by the API.
const Files = {
  "assignments.csv": "Every customer with its segment",
  "customers.csv": "The customers that the purchases became",
  "profiles.csv": "The segments in numbers",
  "excluded.csv": "Rows that were left out",
  "issues.csv": "Everything found in the file",
};

/** The segments: in words, as cards, as a heatmap, as files. */
export default async function segmentsView({ job, result, part }) {
  const { segments, metrics } = result;
  const { insights, language } = await part("insights");
  const todo = new Map(insights.map((each) => [each.segment, { ...each, language }]));
  return h(
    "div",
    { class: "stack" },
    headline(result),
    doubtList(job, result.doubts),
    h(
      "section",
      { "aria-labelledby": "cards" },
      h("h2", { id: "cards", class: "unseen" }, "Segments"),
      h(
        "div",
        { class: "segments" },
        segments.map((segment) => segmentCard(segment, metrics.k, todo.get(segment.number))),
      ),
    ),
    h("section", { class: "card" }, heatmapFigure("What each segment is like", result)),
    card("downloads", "Download", downloads(job, result), onCluster(result)),
  );
}

function headline({ segments, metrics, rows, structure, purchases }) {
  const [largest] = segments;
  const money = mostRevenue(segments);
  const band = separation(metrics.silhouette, structure.tested ? structure.claimed : null);
  return h(
    "p",
    { class: "headline" },
    h(
      "strong",
      {},
      h("span", { "data-fact": "segments" }, count(metrics.k)),
      ` segments of ${count(rows.used)} customers.`,
    ),
    ` The largest, “${largest.name}”, has ${share(largest.share)} of them. `,
    h("strong", {}, structure.claimed ? structure.headline : band.title),
    ` (silhouette ${score(metrics.silhouette)}${metrics.silhouetteMethod === "sampled" ? ", sampled" : ""}). `,
    band.text,
    money && ` ${money}`,
    rows.excluded > 0 && ` ${plural(rows.excluded, "row")} could not be used.`,
    purchases && ` ${usedOf(purchases)} made them.`,
    rows.setApart > 0 &&
      ` ${plural(rows.setApart, "row with extreme values is", "rows with extreme values are")} in none.`,
  );
}

function segmentCard(segment, k, { action, language }) {
  const id = `segment-${segment.number}`;
  const colour = { "--of": `var(${colourName(segment.number, k)})` };
  return h(
    "article",
    { class: "card segment", "aria-labelledby": id, style: colour },
    h(
      "div",
      { class: "segment-head" },
      marker(segment.number, k),
      h("div", {}, h("p", { class: "small quiet" }, `Segment ${segment.number}`), h("h3", { id }, segment.name)),
    ),
    h(
      "p",
      { class: "segment-size" },
      h("strong", {}, share(segment.share)),
      h("span", { class: "quiet" }, plural(segment.size, "customer")),
    ),
    h("div", { class: "sharebar", "aria-hidden": "true" }, h("span", { style: { width: `${100 * segment.share}%` } })),
    revenue(segment),
    h("p", {}, segment.description),
    h(
      "ul",
      { class: "highlights" },
      factWords(segment.facts).map((text) => h("li", {}, text)),
    ),
    action && whatToDo({ ...action, language }),
    boughtFacts(segment),
    segment.categories?.length > 0 &&
      h("details", { class: "small" }, h("summary", {}, mixTitle(segment.categories)), segment.categories.map(mix)),
  );
}

function whatToDo({ title, text, language }) {
  return h(
    "div",
    { class: "todo" },
    h("p", { class: "small quiet" }, "What to do"),
    h("p", { lang: language }, h("strong", {}, title), h("span", {}, text)),
  );
}

function mixTitle(categories) {
  const names = categories.map(({ column }) => column);
  return `Mix of ${names.length > MostNames ? `${count(names.length)} columns` : names.join(", ")}`;
}

function mix({ column, values }) {
  const texts = values
    .slice(0, MostCategories)
    .map((each) => `${each.value} ${share(each.share)} (all ${share(each.shareOfAll)})`);
  return h("p", {}, h("strong", {}, `${column}: `), texts.join(", "));
}

// Spark writes the customers on the cluster.
function onCluster({ files }) {
  const place = files.find((file) => file.location)?.location;
  const text = "The customers with their segment are also on the cluster, at ";
  return place && h("p", { class: "small quiet" }, text, h("code", {}, place));
}

function downloads(job, { files }) {
  const link = (href, name, text, size) =>
    h(
      "a",
      { href, download: "" },
      icon("download"),
      h(
        "span",
        {},
        h("strong", {}, text),
        h("span", { class: "small quiet" }, [name, size && bytes(size)].filter(Boolean).join(" · ")),
      ),
    );
  return h(
    "div",
    { class: "downloads" },
    files
      .filter(({ name, rows }) => name in Files && rows > 0)
      .map(({ name, bytes: size }) =>
        link(`${jobPath(job.id)}/files/${encodeURIComponent(name)}`, name, Files[name], size),
      ),
    link(`${jobPath(job.id)}/result`, "result.json", "The result, as JSON"),
  );
}
