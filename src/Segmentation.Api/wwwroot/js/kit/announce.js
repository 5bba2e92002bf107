import { h } from "./dom.js";

const ShownFor = 4_000; // ms

/** A short message that disappears by itself. Errors are shown where they happened instead. */
export function toast(text) {
  const box = h("div", { class: "toast" }, text);
  document.getElementById("toasts").append(box);
  setTimeout(() => box.remove(), ShownFor);
}

/** Says something to screen readers only. */
export function announce(text) {
  document.getElementById("announcements").textContent = text;
}
