import { h, replace } from "../kit/dom.js";
import { count, plural, share } from "../kit/format.js";
import { scroller } from "../kit/table.js";
import { figure } from "./figure.js";
import { lookColour, segmentLabel, segmentTitle } from "./marker.js";
import { sheetImage } from "./sheet.js";

/** A bar a segment. `shown` is an object with `segments` that may be changed before `draw()`. */
export function sizesFigure(title, shown) {
  const element = h("div");
  return figure({
    title,
    summary: () => sizesSummary(shown),
    table: () => sizesTable(shown),
    picture: {
      element,
      draw: () => replace(element, bars(title, shown)),
      formats: ["png", "svg"],
      image: (format, words) => sheetImage(sheet(shown), format, words),
    },
  });
}

/** The largest and the smallest, in words. */
export function sizesSummary({ segments }) {
  const [first, last] = [segments[0], segments.at(-1)];
  const text = ({ size, share: part }) => `${plural(size, "customer")} (${share(part)})`;
  return `The largest of ${plural(segments.length, "segment")} has ${text(first)}, the smallest ${text(last)}.`;
}

/** Size and share of every segment. */
export function sizesTable({ segments }) {
  return {
    columns: ["Segment", ...["Customers", "Share"].map((text) => ({ text, end: true }))],
    rows: segments.map((segment) => [segmentTitle(segment), count(segment.size), share(segment.share)]),
  };
}

function sheet({ segments, metrics }) {
  const most = segments[0].share;
  const cellOf = (segment) => ({
    text: count(segment.size),
    bar: segment.share / most,
    fill: `var(${lookColour(segment, metrics.k)})`,
  });
  return { rows: segments.map((segment) => ({ head: segmentTitle(segment), cells: [cellOf(segment)] })) };
}

function bars(title, { segments, metrics }) {
  const most = segments[0].share;
  return scroller(
    title,
    h(
      "ul",
      { class: "sizes" },
      segments.map((segment) =>
        h(
          "li",
          {},
          h("span", {}, segmentLabel(segment, metrics.k)),
          h("span", { class: "end" }, `${count(segment.size)} · ${share(segment.share)}`),
          bar(segment, metrics.k, most),
        ),
      ),
    ),
  );
}

function bar(segment, k, most) {
  const style = { width: `${(100 * segment.share) / most}%`, "background-color": `var(${lookColour(segment, k)})` };
  return h("span", { class: "track", "aria-hidden": "true" }, h("span", { style }));
}
