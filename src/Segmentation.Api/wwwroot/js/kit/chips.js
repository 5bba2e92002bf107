import { h } from "./dom.js";
import { icon } from "./icons.js";

/** A word with a picture and a colour; `look` is the class that gives the colour. */
export function chip(look, picture, ...children) {
  return h("span", { class: look ? `chip ${look}` : "chip" }, icon(picture), children);
}

/** A fact in a small box: label and value. */
export function fact(label, value) {
  return h("span", { class: "fact" }, h("span", { class: "quiet" }, label), " ", h("strong", {}, value));
}

/** A progress bar that also gives screen readers its number. */
export function bar(percent, label) {
  const known = Number.isFinite(percent);
  return h(
    "progress",
    known
      ? { max: 100, value: percent, "aria-label": label, "aria-valuetext": `${label}, ${Math.round(percent)} percent` }
      : { max: 100, "aria-label": label },
  );
}
