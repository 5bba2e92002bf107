import { debounce } from "../kit/debounce.js";
import { h, replace } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { empty, errorNote } from "../kit/messages.js";
import { getJson, ignoreService } from "../shell/api.js";
import { watch } from "../shell/live.js";
import { monitorHead } from "../shell/monitor-head.js";
import { replaceQuery, showPage } from "../shell/navigation.js";
import { filters } from "./filters.js";
import { jobTable, showProgress } from "./list.js";

const PageSize = 50;
const Settle = 250; // ms in which several events make one request

/** The list of jobs: live, filtered by state and text, in pages. The filters are in the address. */
export default async function listPage({ query, signal }) {
  const view = {
    state: query.get("state") ?? "",
    text: query.get("q") ?? "",
    token: query.get("page") ?? "",
    earlier: [],
    signal,
    paused: false,
    list: h("div", { "aria-live": "off" }),
  };
  view.loadSoon = debounce(() => load(view).catch(ignoreService), Settle, signal);
  view.filters = filters(view, { restart: () => restart(view), load: () => load(view) });
  const newRun = h("a", { class: "button", href: "/new" }, icon("plus"), "New run");
  const head = monitorHead("/monitor", "Jobs", "Every run, newest first.", newRun);
  showPage(h("div", {}, head, view.filters.element, view.list), "Jobs");
  watch({
    signal,
    poll: () => view.paused || load(view),
    event: (name, data) => view.paused || onEvent(view, name, data),
  });
  await load(view);
}

function onEvent(view, name, data) {
  if (name === "progress") showProgress(view.list, data);
  else if (name === "state" || name === "done") view.loadSoon();
}

function restart(view) {
  view.token = "";
  view.earlier = [];
  view.loadSoon();
}

async function load(view) {
  const { state, text: q, token: page } = view;
  const present = (pairs) => new URLSearchParams(Object.entries(pairs).filter(([, value]) => value !== ""));
  const request = (view.request = {});
  try {
    const query = present({ state, q, pageToken: page, pageSize: PageSize });
    const answer = await getJson(`/api/v1/jobs?${query}`, { signal: view.signal });
    if (request !== view.request) return;
    replaceQuery(present({ state, q, page }));
    draw(view, answer);
  } catch (error) {
    if (error.name === "AbortError") return;
    if (error.code === "UNREACHABLE" && view.list.childElementCount > 0) throw error;
    replace(view.list, errorNote(error));
  }
}

function draw(view, { jobs, nextPageToken }) {
  if (jobs.length === 0) return replace(view.list, nothing(view));
  const inTable = document.activeElement?.closest?.("tr")?.dataset.job;
  const label = document.activeElement?.getAttribute?.("aria-label");
  const table = jobTable(jobs, () => load(view));
  replace(view.list, table, h("div", { class: "pager" }, newer(view), older(view, nextPageToken)));
  if (inTable)
    [...view.list.querySelectorAll("button")].find((each) => each.getAttribute("aria-label") === label)?.focus();
}

function newer(view) {
  if (view.earlier.length === 0) return h("span");
  return pageButton(view, "Newer", () => {
    view.token = view.earlier.pop();
  });
}

function older(view, nextPageToken) {
  if (!nextPageToken) return null;
  return pageButton(view, "Older", () => {
    view.earlier.push(view.token);
    view.token = nextPageToken;
  });
}

function pageButton(view, text, turn) {
  const onclick = () => {
    turn();
    load(view);
  };
  return h("button", { type: "button", class: "button plain", onclick }, text);
}

function nothing(view) {
  if (view.state || view.text)
    return empty(
      "No jobs match",
      "Choose another state or search for something else.",
      h("button", { type: "button", class: "button plain", onclick: view.filters.clear }, "Show all jobs"),
    );
  return empty(
    "No jobs yet",
    "A job is one run of the segmentation on one file.",
    h("a", { class: "button", href: "/new" }, "New run"),
  );
}
