import { h, svg, replace } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { onConnection } from "./live.js";
import { leave, onSession } from "./session.js";

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
  polling: "Live updates lost, checking every 2 s",
  offline: "The service does not answer",
};

/** Brand, navigation, connection and theme. */
export function frame(element) {
  replace(element, brand(), nav(), h("div", { class: "foot" }, signedIn(), connection(), themeSwitch()));
}

/** Marks the page that is shown in the navigation. */
export function here(name) {
  for (const link of document.querySelectorAll(".nav a")) {
    if (link.dataset.page === (name === "runs" ? "monitor" : name)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** A short message that goes away by itself; errors are shown in place instead. */
export function toast(text) {
  const box = h("div", { class: "toast" }, text);
  document.getElementById("toasts").append(box);
  setTimeout(() => box.remove(), 4_000);
}

/** Says something to screen readers. */
export function say(text) {
  document.getElementById("said").textContent = text;
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
      name && h("button", { type: "button", class: "link", onclick: leave }, "Sign out"),
    ),
  );
  return box;
}

function connection() {
  const words = h("span", {});
  const box = h("div", { class: "connection", "data-live": "connecting" }, h("span", { class: "dot" }), words);
  onConnection((state) => {
    box.dataset.live = state;
    box.title = Connection[state];
    words.textContent = Connection[state];
  });
  return box;
}

function themeSwitch() {
  const stored = localStorage.getItem("theme") ?? "system";
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", themeChanged);
  return h(
    "fieldset",
    { class: "theme bare" },
    h("legend", { class: "unseen" }, "Theme"),
    [
      ["light", "Light", "sun"],
      ["system", "As the system", "screen"],
      ["dark", "Dark", "moon"],
    ].map(([value, text, picture]) =>
      h(
        "label",
        { title: text },
        h("input", {
          type: "radio",
          name: "theme",
          value,
          checked: value === stored,
          "aria-label": text,
          onchange: () => setTheme(value),
        }),
        icon(picture),
      ),
    ),
  );
}

function setTheme(value) {
  if (value === "system") {
    localStorage.removeItem("theme");
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem("theme", value);
    document.documentElement.dataset.theme = value;
  }
  themeChanged();
}

function themeChanged() {
  document.dispatchEvent(new Event("themechange"));
}
