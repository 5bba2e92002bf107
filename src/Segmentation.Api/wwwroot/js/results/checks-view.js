import { retry } from "../jobs/actions.js";
import { chip } from "../kit/chips.js";
import { h, replace } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { errorNote } from "../kit/messages.js";
import { may } from "../shell/session.js";

const Statuses = {
  pass: ["succeeded", "check", "Pass"],
  warn: ["warned", "warning", "Warn"],
  fail: ["failed", "cross", "Fail"],
  notChecked: ["", "pause", "Not checked"],
};
const RunAgain = "same-bytes"; // the check that a second run makes possible

/** Whether the result can be trusted: every check with its number, its threshold and what to do. */
export default async function checksView({ job, part }) {
  const { summary, checks } = await part("checks");
  return h(
    "div",
    { class: "stack" },
    h("p", { class: "headline" }, h("strong", {}, `${summary.text}.`)),
    h(
      "ul",
      { class: "checks", "aria-label": "Checks" },
      checks.map((check) => h("li", {}, article(job, check))),
    ),
  );
}

function article(job, check) {
  const id = `check-${check.id}`;
  const [look, picture, word] = Statuses[check.status];
  const again = check.id === RunAgain && check.status === "notChecked" && may("read-write");
  return h(
    "article",
    { class: `card check ${check.status}`, "aria-labelledby": id },
    h("div", { class: "check-head" }, h("h2", { id }, check.name), chip(look, picture, word)),
    h("p", { class: "check-found" }, check.found),
    h("p", { class: "quiet" }, check.meaning),
    check.advice && h("p", {}, h("strong", {}, "What to do: "), check.advice),
    again && runAgain(job),
    h("p", { class: "check-threshold small quiet" }, check.threshold, h("span", {}, `Source: ${check.source}`)),
  );
}

function runAgain(job) {
  const said = h("div", {});
  const onclick = () => retry(job, () => {}).catch((error) => replace(said, errorNote(error)));
  const button = h("button", { type: "button", class: "button plain", onclick }, icon("retry"), "Run again");
  return h("div", { class: "stack tight" }, h("div", { class: "actions" }, button), said);
}
