import { replace } from "../kit/dom.js";

// Where the reader is: what pages may change of it. The router, which loads the pages, follows.
let moved;

/** Calls `follow` after each move to another address. */
export function onMove(follow) {
  moved = follow;
}

/** Goes to a page of this site. */
export function go(path, { replace: inPlace = false } = {}) {
  history[inPlace ? "replaceState" : "pushState"](null, "", path);
  moved();
}

/** Changes the query of the present address without leaving the page. */
export function keepQuery(query) {
  const text = query.toString();
  history.replaceState(null, "", location.pathname + (text && "?" + text));
}

/** Puts the page's content into the frame and names the tab. */
export function title(content, text) {
  const main = document.getElementById("main");
  document.title = `${text} · Segmentation`;
  replace(main, content);
  main.querySelector("h1")?.setAttribute("tabindex", "-1");
}
