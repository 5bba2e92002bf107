import { h } from "./dom.js";
import { icon } from "./icons.js";

/** Grey shapes of about the size of what is to come. */
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

/** What went wrong, where the data would have been. */
export function failure(error, { heading = "h2", retry } = {}) {
  if (error.status === 410) return deleted(error, heading);
  const known = typeof error.status === "number";
  return h(
    "section",
    { class: "state bad", role: "alert" },
    icon(error.code === "UNREACHABLE" ? "clock" : "warning"),
    h(heading, { tabindex: "-1" }, known ? error.title : "The page could not be shown"),
    h("p", {}, known ? error.detail : "Something in the page failed. Loading it again may help."),
    facts(error),
    h(
      "div",
      { class: "actions" },
      retry && h("button", { type: "button", class: "button", onclick: retry }, icon("retry"), "Try again"),
      h("a", { class: "button plain", href: "/" }, "Go to the start"),
    ),
  );
}

/** Nothing here yet, and the next step. */
export function empty(text, hint, ...actions) {
  return h(
    "section",
    { class: "state" },
    h("h2", {}, text),
    h("p", { class: "quiet" }, hint),
    h("div", { class: "actions" }, actions),
  );
}

/** A problem beside the control that caused it. */
export function trouble(error) {
  return h(
    "div",
    { class: "note bad", role: "alert" },
    icon("warning"),
    h(
      "div",
      {},
      h("p", {}, h("strong", {}, error.title ?? "That did not work")),
      error.detail && h("p", {}, error.detail),
      details(error),
      facts(error),
    ),
  );
}

/** A coloured remark: info, warn, ok or bad. */
export function note(level, ...children) {
  const pictures = { info: "info", warn: "warning", ok: "check", bad: "warning" };
  return h("div", { class: `note ${level}` }, icon(pictures[level]), h("div", {}, children));
}

function deleted(error, heading) {
  return h(
    "section",
    { class: "state" },
    icon("trash"),
    h(heading, { tabindex: "-1" }, "This was deleted"),
    h("p", { class: "quiet" }, error.detail || "Its file and its results are gone."),
    h(
      "div",
      { class: "actions" },
      h("a", { class: "button", href: "/monitor" }, "See all jobs"),
      h("a", { class: "button plain", href: "/new" }, "New run"),
    ),
  );
}

function details(error) {
  const list = error.rest?.errors?.filter((each) => each.detail && each.detail !== error.detail) ?? [];
  return (
    list.length > 0 &&
    h(
      "ul",
      { class: "bullets" },
      list.slice(0, 8).map((each) => h("li", {}, each.detail)),
    )
  );
}

function facts(error) {
  const trace = error.rest?.traceId;
  return (
    (error.code || trace) &&
    h("p", { class: "small quiet" }, [error.code, trace && `trace ${trace}`].filter(Boolean).join(" · "))
  );
}
