import { h, replace, svg } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { onConnection } from "./live.js";
import { endSession, onSession } from "./session.js";
import { themeSwitch } from "./theme-switch.js";

const Pages = [
  ["home", "/", "Home", "home"],
  ["new", "/new", "New run", "plus"],
  ["monitor", "/monitor", "Jobs", "list"],
  [null, "/swagger", "API", "code"],
  ["about", "/about", "About", "info"],
];
const Connection = {
  connecting: "Connecting",
  live: "Live",
  polling: "Live updates lost; checking every 2 s",
  offline: "The service does not respond",
};

/** Brand, navigation, connection and theme. */
export function frame(element) {
  replace(element, brand(), nav(), h("div", { class: "foot" }, signedIn(), connection(), themeSwitch()));
}

/** Marks the entry of the navigation that the present page belongs to. */
export function markCurrent(name) {
  for (const link of document.querySelectorAll(".nav a")) {
    if (link.dataset.page === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function brand() {
  return h(
    "a",
    { class: "brand", href: "/" },
    svg(
      "svg",
      { viewBox: "0 0 32 32", "aria-hidden": "true" },
      svg("rect", { width: 32, height: 32, rx: 8, fill: "#4b2bb8" }),
      svg("circle", { cx: 11, cy: 11, r: 4.6, fill: "#fff" }),
      svg("rect", { x: 18, y: 16.5, width: 8.4, height: 8.4, fill: "#d8b414" }),
      svg("path", { d: "M10.5 18.5l4.6 8H5.9z", fill: "#20f8d0" }),
    ),
    "Segmentation",
  );
}

function nav() {
  return h(
    "nav",
    { class: "nav", "aria-label": "Main" },
    h(
      "ul",
      {},
      Pages.map(([name, href, text, picture]) =>
        h("li", {}, h("a", { href, "data-page": name ?? "" }, icon(picture), text)),
      ),
    ),
  );
}

function signedIn() {
  const box = h("div", { class: "signed-in" });
  onSession(({ name, scope }) =>
    replace(
      box,
      name && h("span", {}, `${name} (${scope})`),
      name && h("button", { type: "button", class: "link", onclick: endSession }, "Sign out"),
    ),
  );
  return box;
}

function connection() {
  const text = h("span", {});
  const box = h("div", { class: "connection", "data-live": "connecting" }, h("span", { class: "dot" }), text);
  onConnection((state) => {
    box.dataset.live = state;
    box.title = Connection[state];
    text.textContent = Connection[state];
  });
  return box;
}
