import { h, replace } from "../kit/dom.js";
import { bytes, duration, percent } from "../kit/format.js";
import { icon } from "../kit/icons.js";
import { errorNote, note } from "../kit/messages.js";
import { getFile, Problem, upload } from "../shell/api.js";
import { go } from "../shell/navigation.js";

const Accepted = ".csv,.tsv,.txt,.xlsx,.xls,.parquet,.gz,.zip,text/csv,text/tab-separated-values,text/plain";

/** Where a file is dropped, chosen or pasted; once it is uploaded, its page "Check and run" is shown. */
export function dropzone({ limits, signal }) {
  const box = h("section", { class: "drop", "aria-label": "Upload a file" });
  const zone = { limits, signal, box };
  const take = (file) => file && send(zone, file);
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("over");
    take(event.dataTransfer.files[0]);
  });
  document.addEventListener("paste", (event) => take(event.clipboardData?.files[0]), { signal });
  showChoice(zone);
  return { box, useSample: (path, name) => useSample(zone, path, name) };
}

async function useSample(zone, path, name) {
  showProgress(zone, name, "Fetching the sample");
  try {
    await send(zone, await getFile(path, name, { signal: zone.signal }));
  } catch (error) {
    showRefusal(zone, error);
  }
}

async function send(zone, file, fields) {
  if (file.size > zone.limits?.uploadBytes) return showRefusal(zone, tooLarge(file, zone.limits.uploadBytes));
  const stop = new AbortController();
  zone.signal.addEventListener("abort", () => stop.abort());
  const progress = showProgress(zone, file.name, "Uploading", () => stop.abort());
  try {
    const dataset = await upload(file, { signal: stop.signal, progress, fields });
    go(`/new?dataset=${encodeURIComponent(dataset.id)}`);
  } catch (error) {
    if (zone.signal.aborted) return;
    if (error.name === "AbortError") showChoice(zone);
    else if (error.code === "SEVERAL_TABLES") showTables(zone, file, error);
    else showRefusal(zone, error);
  }
}

function tooLarge(file, limit) {
  return new Problem({
    title: "The file is too large",
    code: "FILE_TOO_LARGE",
    status: 413,
    detail:
      `${file.name} has ${bytes(file.size)}; the limit is ${bytes(limit)}. ` +
      "Remove rows or columns, or raise the limit of the service.",
  });
}

function showChoice(zone, problem) {
  const input = h("input", {
    type: "file",
    id: "file",
    class: "unseen",
    accept: Accepted,
    onchange: () => input.files[0] && send(zone, input.files[0]),
  });
  const limit = zone.limits?.uploadBytes;
  replace(
    zone.box,
    problem && errorNote(problem),
    h("div", { class: "drop-art", "aria-hidden": "true" }, icon("upload")),
    h("p", { class: "drop-title" }, problem ? "Choose another file" : "Drop a file of customers here"),
    h("p", {}, input, h("label", { class: "button", for: "file" }, icon("file"), "Choose a file")),
    h(
      "p",
      { class: "small quiet" },
      "CSV, Excel or Parquet, also as .gz or .zip: one row per customer, or per purchase",
      limit ? `, up to ${bytes(limit)}.` : ".",
    ),
  );
}

// An archive with several files: one of them is chosen, and read from the file that is still here.
function showTables(zone, file, { title, rest }) {
  showChoice(zone);
  const names = (rest.errors ?? []).map((each) => each.value).filter(Boolean);
  const buttons = names.map((name) =>
    h("button", { type: "button", class: "button plain", onclick: () => send(zone, file, { entry: name }) }, name),
  );
  zone.box.prepend(
    note(
      "info",
      h("p", { role: "alert" }, h("strong", {}, title), `. Which one of ${file.name} has the customers?`),
      h("div", { class: "actions", role: "group", "aria-label": "Files in the archive" }, buttons),
    ),
  );
  (buttons[0] ?? zone.box.querySelector("input")).focus();
}

function showRefusal(zone, problem) {
  showChoice(zone, problem);
  zone.box.querySelector("input").focus();
}

function showProgress(zone, name, doing, cancel) {
  const began = performance.now();
  const bar = h("progress", { max: 100, "aria-label": `${doing} ${name}` });
  const text = h("p", { class: "small quiet" }, doing);
  replace(
    zone.box,
    h("p", { class: "drop-title" }, name),
    bar,
    text,
    cancel && h("button", { type: "button", class: "button plain", onclick: cancel }, "Cancel"),
  );
  return (sent, total) => {
    const seconds = (performance.now() - began) / 1_000;
    const speed = bytes(sent / Math.max(seconds, 0.05));
    bar.value = (100 * sent) / total;
    text.textContent =
      sent < total
        ? `${bytes(sent)} of ${bytes(total)} (${percent(sent / total)}), ${speed}/s`
        : `Uploaded in ${duration(seconds)}. Checking every row…`;
  };
}
