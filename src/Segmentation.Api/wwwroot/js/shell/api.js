// The only module that sends requests; the event stream is in live.js.
import { isolateQuoted } from "../kit/isolate.js";

/** An error: the service refused, or could not be reached. */
export class Problem extends Error {
  constructor({ title, detail, status, code, errors, ...rest }) {
    super(detail ?? title ?? "The service gave an unexpected answer.");
    this.title = title ?? "Something went wrong";
    this.detail = isolateQuoted(detail) ?? "";
    this.rest = { ...rest, errors: errors?.map((each) => ({ ...each, detail: isolateQuoted(each.detail) })) };
    Object.assign(this, { status, code });
  }
}

/** Value of the header Prefer: whoever sends a large file asks for it again, rather than waits until it is read. */
export const AskAgain = "respond-async";

const ReplayTime = 800; // ms in which a stream sends the events so far

let keyNeeded = async () => false;
let asking = null; // the question that is open, as a promise

/** Sets what asks for a key when the service refuses a request; it resolves to whether there is one now. */
export function onKeyNeeded(ask) {
  keyNeeded = ask;
}

export const getSession = () => request("/api/v1/session", { askKey: false });
export const signIn = (key) => send("POST", "/api/v1/session", { key }, { askKey: false });
export const signOut = () => send("DELETE", "/api/v1/session", undefined, { askKey: false });

/** GET of JSON. */
export function getJson(path, { signal } = {}) {
  return request(path, { signal });
}

/** POST, PATCH or DELETE; the body is sent as JSON, the answer is JSON or null. */
export function send(method, path, body, { signal, headers, askKey } = {}) {
  return request(path, {
    method,
    signal,
    askKey,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
  });
}

/** A sample of the service as a file, to be uploaded like any other. */
export async function getFile(path, name, { signal } = {}) {
  const response = await reach(path, { signal });
  if (!response.ok) throw await problemOf(response);
  return new File([await response.blob()], name, { type: "text/csv" });
}

/** Uploads a file, with `fields` that say how to read it; `progress(sent, total)` is called as bytes go out, which only
 * XMLHttpRequest reports. */
export async function upload(file, options) {
  try {
    return await uploadOnce(file, options);
  } catch (error) {
    if (error.status !== 401 || !(await askForKey())) throw error;
    return uploadOnce(file, options);
  }
}

function uploadOnce(file, { progress, signal, fields = {} }) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name);
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    xhr.open("POST", "/api/v1/datasets");
    xhr.responseType = "json";
    xhr.setRequestHeader("accept", "application/json");
    xhr.setRequestHeader("prefer", AskAgain);
    xhr.upload.addEventListener("progress", (event) => progress?.(event.loaded, event.total));
    xhr.addEventListener("load", () =>
      xhr.status < 300 && xhr.response
        ? resolve(xhr.response)
        : reject(new Problem({ status: xhr.status, ...xhr.response })),
    );
    xhr.addEventListener("error", () => reject(unreachable()));
    xhr.addEventListener("abort", () => reject(new DOMException("Canceled", "AbortError")));
    signal?.addEventListener("abort", () => xhr.abort());
    xhr.send(form);
  });
}

/** The events of a job so far: what its stream sends at first. Empty when the stream cannot be read. */
export async function getEvents(path, { signal }) {
  const stop = new AbortController();
  signal.addEventListener("abort", () => stop.abort());
  const events = [];
  const timer = setTimeout(() => stop.abort(), ReplayTime);
  try {
    const headers = { accept: "text/event-stream", "last-event-id": "0" };
    const response = await reach(path, { signal: stop.signal, headers });
    if (!response.ok || !response.body) return [];
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = "", chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const parts = (text + chunk.value).split(/\r?\n\r?\n/);
      text = parts.pop();
      for (const part of parts) events.push(eventOf(part));
    }
  } catch (error) {
    if (error.name !== "AbortError" && error.code !== "UNREACHABLE") throw error;
  } finally {
    clearTimeout(timer);
  }
  return events.filter(Boolean);
}

/** For requests in the background: leaving the page, or a service that refuses, is no fault of the page. */
export function ignoreService(error) {
  if (error.name !== "AbortError" && typeof error.status !== "number") throw error;
}

/** A key that makes a repeated POST harmless. Not crypto.randomUUID: plain HTTP beyond loopback lacks it. */
export function idempotencyKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function eventOf(block) {
  const field = (name) =>
    block
      .split(/\r?\n/)
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).trim())
      .join("\n");
  const data = field("data");
  return data ? { name: field("event"), data: JSON.parse(data) } : null;
}

async function request(path, options) {
  const response = await reach(path, { ...options, headers: { accept: "application/json", ...options.headers } });
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? null : response.json();
}

async function reach(path, { askKey = true, ...options }) {
  const response = await reachOnce(path, options);
  if (response.status !== 401 || !askKey || !(await askForKey())) return response;
  return reachOnce(path, options);
}

async function reachOnce(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    throw error.name === "AbortError" ? error : unreachable();
  }
}

// Requests that are refused at the same time ask once.
function askForKey() {
  asking ??= keyNeeded().finally(() => {
    asking = null;
  });
  return asking;
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  return new Problem({ status: response.status, ...body });
}

function unreachable() {
  return new Problem({
    title: "The service does not respond",
    code: "UNREACHABLE",
    status: 0,
    detail: "It may be restarting, or the network may be down. Your input is kept.",
  });
}
