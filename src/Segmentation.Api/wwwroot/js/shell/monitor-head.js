import { h } from "../kit/dom.js";
import { may } from "./session.js";

const Views = [
  ["/monitor", "Jobs"],
  ["/queues", "Queues"],
  ["/schedules", "Schedules"],
  ["/keys", "Keys"],
];

/** The parts of the monitor; the present one is marked. Keys are for those who may manage them. */
export function opsNav(present) {
  return h(
    "nav",
    { class: "sub", "aria-label": "Monitor" },
    Views.filter(([href]) => href !== "/keys" || may("admin")).map(([href, word]) =>
      h("a", { href, "aria-current": href === present ? "page" : null }, word),
    ),
  );
}

/** The head of a page of the monitor. */
export function opsHead(present, text, lead, action) {
  return [
    h("header", { class: "page-head" }, h("div", {}, h("h1", {}, text), h("p", { class: "lead" }, lead)), action),
    opsNav(present),
  ];
}
