import { frame, here } from "./frame.js";
import { connect } from "./live.js";
import { start } from "./router.js";

frame(document.getElementById("frame"));
start(document.getElementById("main"), here);
connect();
