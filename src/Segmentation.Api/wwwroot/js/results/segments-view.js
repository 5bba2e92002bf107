import { h } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { marker, colourOf } from "../charts/marker.js";
import { jobPath } from "../jobs/actions.js";
import { bytes, count, plural, score, share } from "../kit/format.js";
import { separation } from "../jobs/job.js";
import { heatmap } from "../charts/heatmap.js";

const Files = {
  "assignments.csv": "Every customer with the segment",
  "assignments.safe.csv": "The same, safe for spreadsheets",
  "profiles.csv": "The segments in numbers",
  "excluded.csv": "Rows that were left out",
  "issues.csv": "Everything found in the file",
};

/** The segments: in words, as cards, as a heatmap, as files. */
export function overview({ job, result }) {
  const { segments, metrics } = result;
  return h(
    "div",
    { class: "stack" },
    headline(result),
    h(
      "section",
      { "aria-labelledby": "cards" },
      h("h2", { id: "cards", class: "unseen" }, "Segments"),
      h(
        "div",
        { class: "segments" },
        segments.map((segment) => card(segment, metrics.k)),
      ),
    ),
    h("section", { class: "card" }, heatmap(result)),
    h(
      "section",
      { class: "card stack", "aria-labelledby": "downloads" },
      h("h2", { id: "downloads" }, "Download"),
      downloads(job, result),
      onCluster(result),
    ),
  );
}

function headline({ segments, metrics, rows }) {
  const [largest] = segments;
  const band = separation(metrics.silhouette);
  return h(
    "p",
    { class: "headline" },
    h(
      "strong",
      {},
      h("span", { "data-fact": "segments" }, count(metrics.k)),
      ` segments of ${count(rows.used)} customers.`,
    ),
    ` The largest, “${largest.name}”, has ${share(largest.share)} of them. Separation is `,
    h("strong", {}, band.word),
    ` (silhouette ${score(metrics.silhouette)}${metrics.silhouetteMethod === "sampled" ? ", sampled" : ""}). ${band.text}`,
    rows.excluded > 0 && ` ${plural(rows.excluded, "row")} could not be used.`,
  );
}

function card(segment, k) {
  const box = h(
    "article",
    { class: "card segment", "aria-labelledby": `segment-${segment.number}` },
    h(
      "div",
      { class: "segment-head" },
      marker(segment.number, k),
      h(
        "div",
        {},
        h("p", { class: "small quiet" }, `Segment ${segment.number}`),
        h("h3", { id: `segment-${segment.number}` }, segment.name),
      ),
    ),
    h(
      "p",
      { class: "segment-size" },
      h("strong", {}, share(segment.share)),
      h("span", { class: "quiet" }, plural(segment.size, "customer")),
    ),
    h("div", { class: "sharebar", "aria-hidden": "true" }, h("span", { style: { width: `${100 * segment.share}%` } })),
    h("p", {}, segment.description),
    h(
      "ul",
      { class: "highlights" },
      segment.highlights.slice(0, 3).map((text) => h("li", {}, text)),
    ),
    segment.categories?.length > 0 && mixes(segment.categories),
  );
  const paint = () => box.style.setProperty("--of", colourOf(segment.number, k));
  const follow = () => (box.isConnected ? paint() : document.removeEventListener("themechange", follow));
  document.addEventListener("themechange", follow);
  paint();
  return box;
}

function mixes(categories) {
  return h(
    "details",
    { class: "small" },
    h("summary", {}, "Mix"),
    categories.map((mix) =>
      h(
        "p",
        {},
        h("strong", {}, `${mix.column}: `),
        mix.values
          .slice(0, 4)
          .map((each) => `${each.value} ${share(each.share)} (all ${share(each.shareOfAll)})`)
          .join(", "),
      ),
    ),
  );
}

// Where the rows lie that never came here.
function onCluster({ files }) {
  const place = files.find((file) => file.location)?.location;
  return (
    place &&
    h("p", { class: "small quiet" }, "The customers with their segment also lie on the cluster at ", h("code", {}, place))
  );
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
      .filter((file) => file.name in Files && file.name !== "assignments.safe.csv" && file.rows > 0)
      .map((file) =>
        link(`${jobPath(job.id)}/files/${encodeURIComponent(file.name)}`, file.name, Files[file.name], file.bytes),
      ),
    link(`${jobPath(job.id)}/result`, "result.json", "Everything, as JSON"),
  );
}
