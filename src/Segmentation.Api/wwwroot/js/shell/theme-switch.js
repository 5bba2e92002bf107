import { h } from "../kit/dom.js";
import { icon } from "../kit/icons.js";

const Themes = [
  ["light", "Light", "sun"],
  ["system", "Same as the system", "screen"],
  ["dark", "Dark", "moon"],
];

/** The choice between light, dark and what the system has. It is stored; theme.js reads it. */
export function themeSwitch() {
  const stored = localStorage.getItem("theme") ?? "system";
  for (const media of ["(prefers-color-scheme: dark)", "print"]) matchMedia(media).addEventListener("change", notify);
  return h(
    "fieldset",
    { class: "theme bare" },
    h("legend", { class: "unseen" }, "Theme"),
    Themes.map(([value, text, picture]) =>
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

/** Calls `listen` after each change of the theme. For what is drawn on a canvas: CSS follows by itself. */
export function onThemeChange(listen, signal) {
  document.addEventListener("themechange", listen, { signal });
}

function setTheme(value) {
  if (value === "system") {
    localStorage.removeItem("theme");
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem("theme", value);
    document.documentElement.dataset.theme = value;
  }
  notify();
}

function notify() {
  document.dispatchEvent(new Event("themechange"));
}
