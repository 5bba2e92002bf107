import { h, replace } from "../kit/dom.js";
import { getJson } from "../shell/api.js";
import { watch } from "../shell/live.js";
import { keepQuery, title } from "../shell/navigation.js";
import { empty, trouble } from "../kit/messages.js";
import { jobTable } from "./list.js";
import { icon } from "../kit/icons.js";
import { opsHead } from "../shell/monitor-head.js";
import { stageWord } from "./job.js";
import { drawFilters, tools } from "./filters.js";

const PageSize = 50;
const Settle = 250; // ms: several events in a row make one request

/** The list of jobs: live, filtered by state and text, in pages. Filters are in the address. */
export default async function monitor({ query, signal }) {
  const view = {
    state: query.get("state") ?? "",
    text: query.get("q") ?? "",
    token: query.get("page") ?? "",
    before: [],
    signal,
    paused: false,
    list: h("div", { "aria-live": "off" }),
    filters: h("div", { class: "legend", role: "group", "aria-label": "State" }),
  };
  title(
    h(
      "div",
      {},
      opsHead(
        "/monitor",
        "Jobs",
        "Every run, newest first.",
        h("a", { class: "button", href: "/new" }, icon("plus"), "New run"),
      ),
      tools(view, act(view)),
      view.list,
    ),
    "Jobs",
  );
  drawFilters(view, act(view));
  watch({
    signal,
    poll: () => view.paused || load(view),
    event: (name, data) => view.paused || heard(view, name, data),
  });
  await load(view);
}

const act = (view) => ({ restart: () => restart(view), load: () => load(view) });

function restart(view) {
  view.token = "";
  view.before = [];
  soon(view);
}

function soon(view) {
  clearTimeout(view.timer);
  view.timer = setTimeout(() => view.signal.aborted || load(view), Settle);
}

async function load(view) {
  const query = new URLSearchParams();
  if (view.state) query.set("state", view.state);
  if (view.text) query.set("q", view.text);
  const shown = new URLSearchParams(query);
  if (view.token) {
    query.set("pageToken", view.token);
    shown.set("page", view.token);
  }
  query.set("pageSize", PageSize);
  const turn = (view.turn = {});
  try {
    const answer = await getJson(`/api/v1/jobs?${query}`, { signal: view.signal });
    if (turn !== view.turn) return;
    keepQuery(shown);
    draw(view, answer);
  } catch (error) {
    if (error.name === "AbortError") return;
    if (error.code === "UNREACHABLE" && view.list.childElementCount > 0) throw error;
    replace(view.list, trouble(error));
  }
}

function draw(view, { jobs, nextPageToken }) {
  if (jobs.length === 0) return replace(view.list, nothing(view));
  const focused = document.activeElement?.closest?.("tr")?.dataset.job;
  const label = document.activeElement?.getAttribute?.("aria-label");
  replace(
    view.list,
    jobTable(jobs, () => load(view)),
    h(
      "div",
      { class: "pager" },
      view.before.length > 0
        ? turnTo(view, "Newer", () => {
            view.token = view.before.pop();
          })
        : h("span"),
      nextPageToken &&
        turnTo(view, "Older", () => {
          view.before.push(view.token);
          view.token = nextPageToken;
        }),
    ),
  );
  if (focused)
    [...view.list.querySelectorAll("button")].find((each) => each.getAttribute("aria-label") === label)?.focus();
}

const turnTo = (view, word, act) =>
  h(
    "button",
    {
      type: "button",
      class: "button plain",
      onclick: () => {
        act();
        load(view);
      },
    },
    word,
  );

function nothing(view) {
  return view.state || view.text
    ? empty(
        "No job fits",
        "Take another state or other words.",
        h(
          "button",
          {
            type: "button",
            class: "button plain",
            onclick: () => {
              Object.assign(view, { state: "", text: "" });
              document.querySelector("input[type=search]").value = "";
              drawFilters(view, act(view));
              restart(view);
            },
          },
          "Show all jobs",
        ),
      )
    : empty(
        "No jobs yet",
        "A job is one run of the segmentation on one file.",
        h("a", { class: "button", href: "/new" }, "New run"),
      );
}

function heard(view, name, data) {
  if (name !== "progress") return name === "state" || name === "done" ? soon(view) : undefined;
  const box = view.list.querySelector(`tr[data-job="${CSS.escape(data.jobId)}"]`);
  const progress = box?.querySelector("progress");
  if (!progress) return;
  progress.value = Math.max(progress.value, data.progress);
  box.querySelector(".at-text").textContent = `${stageWord(data.stage)} ${Math.round(progress.value)} %`;
}
