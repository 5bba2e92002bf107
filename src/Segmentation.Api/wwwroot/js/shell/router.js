import { h, replace } from "../kit/dom.js";
import { failure, skeleton } from "../kit/messages.js";
import { go, onNavigate, showPage } from "./navigation.js";

// Addresses of the service that are not pages.
const Served = /^\/(api|swagger|openapi|health|livez|readyz|vendor|problems)(\/|$)/;

let leave = new AbortController();
let main, routes, onShow;

/**
 * Shows the page of the present address in `element`, now and whenever the address changes.
 * A route is [name, pattern, load]; `onShow(name)` is called before each page.
 */
export function startRouting(options) {
  ({ element: main, routes, onShow } = options);
  document.addEventListener("click", follow);
  addEventListener("popstate", () => show());
  onNavigate(() => show());
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
  const [name, pattern, load] = routes.find((route) => route[1].test(location.pathname)) ?? [];
  onShow(name);
  replace(main, skeleton());
  scrollTo(0, 0);
  try {
    if (!load) return showPage(missing(), "Not found");
    const params = pattern.exec(location.pathname).groups ?? {};
    await (await load()).default({ params, query: new URLSearchParams(location.search), signal });
  } catch (error) {
    if (signal.aborted) return;
    replace(main, failure(error, { retry: () => show() }));
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
    h("h1", {}, "Page not found"),
    h("p", { class: "quiet" }, "The address may be mistyped, or the run may have been deleted."),
    h("p", {}, h("a", { class: "button", href: "/" }, "Go to the home page")),
  );
}
