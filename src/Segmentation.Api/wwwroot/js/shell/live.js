// One event stream for the whole page. While it is lost, whoever watches is asked to poll, and the page says so.
const Names = ["state", "stage", "progress", "k", "iteration", "warning", "log", "done", "ping"];
const PollEvery = 2_000;
const SilentAfter = 40_000; // the service pings every 15 s
const ReopenAfter = 2_000;

const watchers = new Set();
const listeners = new Set();
let source = null;
let state = "connecting";
let heard = 0;
let opened = false;

/** Calls `event(name, data)` for each event, and `poll()` every 2 s while the stream is lost and once when it is back. */
export function watch({ event, poll, signal }) {
  const watcher = { event, poll, busy: false };
  watchers.add(watcher);
  signal.addEventListener("abort", () => watchers.delete(watcher));
}

/** Calls back with connecting, live, polling or offline: now and at each change. */
export function onConnection(listener) {
  listeners.add(listener);
  listener(state);
}

/** Opens the stream; once, at the start of the page. */
export function connect() {
  open();
  setInterval(check, PollEvery);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && open());
}

function open() {
  source?.close();
  source = new EventSource("/api/v1/events");
  heard = Date.now();
  source.addEventListener("open", back);
  source.addEventListener("error", lost);
  for (const name of Names) source.addEventListener(name, (message) => dispatch(name, message));
}

function back() {
  heard = Date.now();
  become("live");
  if (opened) watchers.forEach(poll);
  opened = true;
}

function lost() {
  become(state === "offline" ? "offline" : "polling");
  const failed = source;
  if (source.readyState === EventSource.CLOSED) setTimeout(() => failed === source && open(), ReopenAfter);
}

function dispatch(name, message) {
  heard = Date.now();
  if (name === "ping" || !message.data) return;
  const data = JSON.parse(message.data);
  watchers.forEach((watcher) => watcher.event?.(name, data));
}

function check() {
  if (state === "live" && Date.now() - heard > SilentAfter) {
    become("polling");
    open();
  }
  if (state === "polling" || state === "offline") watchers.forEach(poll);
}

async function poll(watcher) {
  if (watcher.busy || !watcher.poll) return;
  watcher.busy = true;
  try {
    await watcher.poll();
    if (state === "offline") become("polling");
  } catch (error) {
    if (error.code === "UNREACHABLE") become("offline");
    else if (error.name !== "AbortError" && !error.status) throw error;
  } finally {
    watcher.busy = false;
  }
}

function become(next) {
  if (next === state) return;
  state = next;
  listeners.forEach((listener) => listener(state));
}
