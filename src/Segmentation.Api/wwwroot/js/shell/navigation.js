import { replace } from "../kit/dom.js";

// What pages may change of the address and the tab. The router, which loads the pages, listens.
let listener;

/** Calls `listen` after each change to another page. */
export function onNavigate(listen) {
  listener = listen;
}

/** Goes to a page of this site. */
export function go(path, { replace: inPlace = false } = {}) {
  history[inPlace ? "replaceState" : "pushState"](null, "", path);
  listener();
}

/** Changes the query of the present address without leaving the page. */
export function replaceQuery(query) {
  const text = query.toString();
  history.replaceState(null, "", location.pathname + (text && "?" + text));
}

/** Shows the content of a page and names the tab. */
export function showPage(content, tabTitle) {
  const main = document.getElementById("main");
  document.title = `${tabTitle} · Segmentation`;
  replace(main, content);
  main.querySelector("h1")?.setAttribute("tabindex", "-1");
}
