import { bullets } from "./layout.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

const MostDetails = 8;

/** Grey shapes of about the size of the content to come. */
export function skeleton() {
  return h(
    "div",
    { class: "skeleton", "aria-busy": "true" },
    h("span", { class: "unseen", role: "status" }, "Loading"),
    h("div", { class: "bone title" }),
    h("div", { class: "bone line" }),
    h("div", { class: "bone block" }),
    h("div", { class: "bone block" }),
  );
}

/** An error in place of a whole page. */
export function failure(error, { retry } = {}) {
  if (error.status === 410) return deleted(error);
  const known = typeof error.status === "number";
  return h(
    "section",
    { class: "state bad", role: "alert" },
    icon(error.code === "UNREACHABLE" ? "clock" : "warning"),
    h("h1", { tabindex: "-1" }, known ? error.title : "This page could not be shown"),
    h("p", {}, known ? error.detail : "Something went wrong on this page. Reloading it may help."),
    codes(error),
    h(
      "div",
      { class: "actions" },
      retry && h("button", { type: "button", class: "button", onclick: retry }, icon("retry"), "Try again"),
      h("a", { class: "button plain", href: "/" }, "Go to the home page"),
    ),
  );
}

/** Nothing here yet, and the next step. */
export function empty(title, text, ...actions) {
  return h(
    "section",
    { class: "state" },
    h("h2", {}, title),
    h("p", { class: "quiet" }, text),
    h("div", { class: "actions" }, actions),
  );
}

/** An error beside the control that caused it. */
export function errorNote(error) {
  const details = error.rest?.errors?.filter((each) => each.detail && each.detail !== error.detail) ?? [];
  return h(
    "div",
    { class: "note bad", role: "alert" },
    icon("warning"),
    h(
      "div",
      {},
      h("p", {}, h("strong", {}, error.title ?? "That did not work")),
      error.detail && h("p", {}, error.detail),
      details.length > 0 && bullets(details.slice(0, MostDetails).map((each) => each.detail)),
      codes(error),
    ),
  );
}

/** A coloured remark: info, warn, ok or bad. */
export function note(level, ...children) {
  const pictures = { info: "info", warn: "warning", ok: "check", bad: "warning" };
  return h("div", { class: `note ${level}` }, icon(pictures[level]), h("div", {}, children));
}

function deleted(error) {
  return h(
    "section",
    { class: "state" },
    icon("trash"),
    h("h1", { tabindex: "-1" }, "This was deleted"),
    h("p", { class: "quiet" }, error.detail || "Its file and its results are gone."),
    h(
      "div",
      { class: "actions" },
      h("a", { class: "button", href: "/monitor" }, "See all jobs"),
      h("a", { class: "button plain", href: "/new" }, "New run"),
    ),
  );
}

function codes(error) {
  const trace = error.rest?.traceId;
  return (
    (error.code || trace) &&
    h("p", { class: "small quiet" }, [error.code, trace && `trace ${trace}`].filter(Boolean).join(" · "))
  );
}
