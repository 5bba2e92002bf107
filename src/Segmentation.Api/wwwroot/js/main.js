import { frame, markCurrent } from "./shell/frame.js";
import { connect } from "./shell/live.js";
import { startRouting } from "./shell/router.js";
import { startSession } from "./shell/session.js";

// Addresses without a run: they show the newest finished one.
const Aliases = [
  "business-insights",
  "overview",
  "elbow-method",
  "clustering-results",
  "quality-metrics",
  "kmeans-animation",
  "efficiency",
  "test-results",
];
const Views = ["k", "animation", "map", "quality", "data", "efficiency", "checks"];
const Run = new RegExp(`^/runs/(?<id>[^/]+)(?:/(?<view>${Views.join("|")}))?$`);
// Which entry of the navigation is marked, the address, and the page: loaded when it is first shown.
const Routes = [
  ["home", /^\/$/, () => import("./home/home-page.js")],
  ["new", /^\/new$/, () => import("./jobs/new-page.js")],
  ["monitor", /^\/monitor$/, () => import("./jobs/list-page.js")],
  ["monitor", /^\/monitor\/(?<id>[^/]+)$/, () => import("./jobs/job-page.js")],
  ["monitor", /^\/queues$/, () => import("./operate/queues-page.js")],
  ["monitor", /^\/schedules$/, () => import("./operate/schedules-page.js")],
  ["monitor", /^\/keys$/, () => import("./operate/keys-page.js")],
  ["monitor", Run, () => import("./results/run-page.js")],
  ["about", /^\/(about|docs)$/, () => import("./home/about-page.js")],
  ["monitor", new RegExp(`^/(?<alias>${Aliases.join("|")})$`), () => import("./results/latest-page.js")],
];

frame(document.getElementById("frame"));
await startSession();
startRouting({ element: document.getElementById("main"), routes: Routes, onShow: markCurrent });
connect();
