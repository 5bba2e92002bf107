// One event stream for the whole page. While it is lost, watchers poll instead and the page says so.
const Names = ["state", "stage", "progress", "k", "warning", "done", "ping"];
const PollEvery = 2_000; // ms
const SilentAfter = 40_000; // ms; unless it is set otherwise, the service sends a ping every 15 s
const ReopenAfter = 2_000; // ms

const watchers = new Set();
const listeners = new Set();
let source = null;
let state = "connecting";
let lastEventAt = 0;
let wasOpen = false;

/** Calls `event(name, data)` for each event; while the stream is lost, `poll()` every 2 s, and once when it is back. */
export function watch({ event, poll, signal }) {
  const watcher = { event, poll, busy: false };
  watchers.add(watcher);
  signal.addEventListener("abort", () => watchers.delete(watcher));
}

/** Calls back with connecting, live, polling or offline: now and at each change. */
export function onConnection(listener, signal) {
  listeners.add(listener);
  signal?.addEventListener("abort", () => listeners.delete(listener));
  listener(state);
}

/** Opens the stream. Called once, when the page starts. */
export function connect() {
  open();
  setInterval(check, PollEvery);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && open());
}

function open() {
  source?.close();
  source = new EventSource("/api/v1/events");
  lastEventAt = Date.now();
  source.addEventListener("open", opened);
  source.addEventListener("error", lost);
  for (const name of Names) source.addEventListener(name, (message) => dispatch(name, message));
}

function opened() {
  lastEventAt = Date.now();
  setState("live");
  if (wasOpen) watchers.forEach(poll);
  wasOpen = true;
}

function lost() {
  setState(state === "offline" ? "offline" : "polling");
  const failed = source;
  if (source.readyState === EventSource.CLOSED) setTimeout(() => failed === source && open(), ReopenAfter);
}

function dispatch(name, message) {
  lastEventAt = Date.now();
  if (name === "ping" || !message.data) return;
  const data = JSON.parse(message.data);
  watchers.forEach((watcher) => watcher.event?.(name, data));
}

function check() {
  if (state === "live" && Date.now() - lastEventAt > SilentAfter) {
    setState("polling");
    open();
  }
  if (state === "polling" || state === "offline") watchers.forEach(poll);
}

async function poll(watcher) {
  if (watcher.busy || !watcher.poll) return;
  watcher.busy = true;
  try {
    await watcher.poll();
    if (state === "offline") setState("polling");
  } catch (error) {
    if (error.code === "UNREACHABLE") setState("offline");
    else if (error.name !== "AbortError" && !error.status) throw error;
  } finally {
    watcher.busy = false;
  }
}

function setState(next) {
  if (next === state) return;
  state = next;
  listeners.forEach((listener) => listener(state));
}
