import { h, replace } from "../kit/dom.js";
import { failure, skeleton } from "../kit/messages.js";
import { go, onMove, title } from "./navigation.js";

const Routes = [
  ["home", /^\/$/, () => import("../home/home-page.js")],
  ["new", /^\/new$/, () => import("../jobs/new-page.js")],
  ["monitor", /^\/monitor$/, () => import("../jobs/list-page.js")],
  ["monitor", /^\/monitor\/(?<id>[^/]+)$/, () => import("../jobs/job-page.js")],
  ["monitor", /^\/queues$/, () => import("../operate/queues-page.js")],
  ["monitor", /^\/schedules$/, () => import("../operate/schedules-page.js")],
  ["monitor", /^\/keys$/, () => import("../operate/keys-page.js")],
  ["runs", /^\/runs\/(?<id>[^/]+)(?:\/(?<part>k|map|quality|data))?$/, () => import("../results/run-page.js")],
  ["about", /^\/(about|docs)$/, () => import("../home/about-page.js")],
  [
    "runs",
    /^\/(?<alias>business-insights|overview|elbow-method|clustering-results|quality-metrics|kmeans-animation|efficiency|test-results)$/,
    () => import("../results/latest-page.js"),
  ],
];
const Served = /^\/(api|swagger|openapi|health|livez|readyz|vendor|problems)(\/|$)/;

let leave = new AbortController();
let main, changed;

/** Starts routing into `main`; `onChange(name)` hears of each page shown. */
export function start(element, onChange) {
  main = element;
  changed = onChange;
  document.addEventListener("click", follow);
  addEventListener("popstate", () => show());
  onMove(() => show());
  show({ first: true });
}

function follow(event) {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || link.target || link.hasAttribute("download") || Served.test(url.pathname))
    return;
  if (url.hash && url.pathname === location.pathname) return;
  event.preventDefault();
  go(url.pathname + url.search);
}

async function show({ first = false } = {}) {
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const [name, pattern, load] = Routes.find((route) => route[1].test(location.pathname)) ?? [];
  changed(name);
  replace(main, skeleton());
  scrollTo(0, 0);
  try {
    if (!load) return title(missing(), "Not found");
    const page = {
      params: pattern.exec(location.pathname).groups ?? {},
      query: new URLSearchParams(location.search),
      signal,
      main,
    };
    await (await load()).default(page);
  } catch (error) {
    if (signal.aborted) return;
    replace(main, failure(error, { heading: "h1", retry: () => show() }));
    document.title = `${error.title ?? "Error"} · Segmentation`;
    if (!(error.status >= 0)) console.error(error);
  } finally {
    if (!signal.aborted && !first) main.querySelector("h1")?.focus();
  }
}

function missing() {
  return h(
    "section",
    { class: "state" },
    h("h1", {}, "There is no such page"),
    h("p", { class: "quiet" }, "The address may be mistyped, or a run was deleted."),
    h("p", {}, h("a", { class: "button", href: "/" }, "Go to the start")),
  );
}
