import { frame, here } from "./shell/frame.js";
import { connect } from "./shell/live.js";
import { start } from "./shell/router.js";
import { begin } from "./shell/session.js";

frame(document.getElementById("frame"));
await begin();
start(document.getElementById("main"), here);
connect();
