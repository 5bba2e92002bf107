import { h } from "../kit/dom.js";
import { may } from "./session.js";

const Views = [
  ["/monitor", "Jobs"],
  ["/queues", "Queues"],
  ["/schedules", "Schedules"],
  ["/keys", "Keys"],
];

/** The head of a page about jobs, queues, schedules or keys, with the way to the others. */
export function monitorHead(present, title, lead, action) {
  return [
    h("header", { class: "page-head" }, h("div", {}, h("h1", {}, title), h("p", { class: "lead" }, lead)), action),
    h(
      "nav",
      { class: "sub", "aria-label": "Monitor" },
      Views.filter(([href]) => href !== "/keys" || may("admin")).map(([href, word]) =>
        h("a", { href, "aria-current": href === present ? "page" : null }, word),
      ),
    ),
  ];
}
