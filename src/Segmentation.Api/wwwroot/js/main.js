import { frame, here } from "./frame.js";
import { connect } from "./live.js";
import { start } from "./router.js";
import { begin } from "./session.js";

frame(document.getElementById("frame"));
await begin();
start(document.getElementById("main"), here);
connect();
