import { h, replace } from "../kit/dom.js";
import { duration, share } from "../kit/format.js";
import { figure } from "./figure.js";
import { sheetImage } from "./sheet.js";

/**
 * Where the time of a run went. `stages` are {stage, seconds}; `word` gives the word for a stage; `other`, if there is
 * one, is the same of a run on the other engine: {name, stages}.
 */
export function timingFigure(title, stages, word, name, other) {
  const element = h("div");
  return figure({
    title,
    heading: "h2",
    summary: () => timingSummary(stages, word),
    table: () => timingTable(stages, word, name, other),
    picture: {
      element,
      draw: () => replace(element, bars(stages, word)),
      formats: ["png", "svg"],
      image: (format, words) => sheetImage(sheet(stages, word), format, words),
    },
  });
}

export const totalOf = (stages) => stages.reduce((sum, each) => sum + each.seconds, 0);

/** The whole time and the longest stage, in words. */
export function timingSummary(stages, word) {
  const total = totalOf(stages);
  if (stages.length === 0) return "No stage has been timed.";
  const longest = stages.reduce((a, b) => (b.seconds > a.seconds ? b : a));
  const part = total > 0 ? `, ${share(longest.seconds / total)} of it` : "";
  return `${duration(total)} in all. ${word(longest.stage)} took longest: ${duration(longest.seconds)}${part}.`;
}

/** Every stage; beside it, the other engine where both ran. */
export function timingTable(stages, word, name, other) {
  const total = totalOf(stages);
  const theirs = (stage) => other?.stages.find((each) => each.stage === stage)?.seconds;
  const end = (text) => ({ text, end: true });
  const row = (text, seconds, their) => [
    text,
    duration(seconds),
    total > 0 ? share(seconds / total) : "–",
    ...(other ? [duration(their)] : []),
  ];
  return {
    caption: "Wall time of each stage",
    columns: [
      "Stage",
      end(other ? `Time, ${name}` : "Time"),
      end("Share"),
      ...(other ? [end(`Time, ${other.name}`)] : []),
    ],
    rows: [
      ...stages.map(({ stage, seconds }) => row(word(stage), seconds, theirs(stage))),
      row("All", total, other && totalOf(other.stages)),
    ],
  };
}

const longestOf = (stages) => Math.max(...stages.map((each) => each.seconds), 1e-9);

function sheet(stages, word) {
  const longest = longestOf(stages);
  const cellOf = (seconds) => ({ text: duration(seconds), bar: seconds / longest });
  return { rows: stages.map(({ stage, seconds }) => ({ head: word(stage), cells: [cellOf(seconds)] })) };
}

function bars(stages, word) {
  const longest = longestOf(stages);
  const track = (seconds) =>
    h(
      "span",
      { class: "track", "aria-hidden": "true" },
      h("span", { style: { width: `${(100 * seconds) / longest}%` } }),
    );
  return h(
    "div",
    { class: "times" },
    stages.map(({ stage, seconds }) => [
      h("span", {}, word(stage)),
      track(seconds),
      h("span", { class: "number" }, duration(seconds)),
    ]),
  );
}
