import { h, replace } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { trouble } from "../kit/messages.js";
import { getFile, upload, Problem } from "../shell/api.js";
import { bytes, duration, percent } from "../kit/format.js";
import { go } from "../shell/navigation.js";

/** Where a file is dropped, chosen or pasted; goes on to check-and-run once it is uploaded. */
export function dropzone({ limits, signal }) {
  const zone = { limits, signal, box: h("section", { class: "drop", "aria-label": "Upload a file" }) };
  zone.box.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.box.classList.add("over");
  });
  zone.box.addEventListener("dragleave", () => zone.box.classList.remove("over"));
  zone.box.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.box.classList.remove("over");
    if (event.dataTransfer.files[0]) take(zone, event.dataTransfer.files[0]);
  });
  document.addEventListener(
    "paste",
    (event) => {
      if (event.clipboardData?.files[0]) take(zone, event.clipboardData.files[0]);
    },
    { signal },
  );
  ask(zone);
  zone.sample = async (path, name) => {
    busy(zone, name, "Fetching the sample");
    try {
      await take(zone, await getFile(path, name, { signal }));
    } catch (error) {
      refused(zone, error);
    }
  };
  return zone;
}

function ask(zone, problem) {
  const input = h("input", {
    type: "file",
    id: "file",
    class: "unseen",
    accept: ".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain",
    onchange: () => input.files[0] && take(zone, input.files[0]),
  });
  const limit = zone.limits?.uploadBytes;
  replace(
    zone.box,
    problem && trouble(problem),
    h("div", { class: "drop-art", "aria-hidden": "true" }, icon("upload")),
    h("p", { class: "drop-title" }, problem ? "Choose another file" : "Drop a CSV of customers here"),
    h("p", {}, input, h("label", { class: "button", for: "file" }, icon("file"), "Choose a file")),
    h(
      "p",
      { class: "small quiet" },
      "One row per customer, at least one numeric column. Comma, semicolon, tab or pipe, UTF-8",
      limit ? `, up to ${bytes(limit)}.` : ".",
    ),
  );
}

async function take(zone, file) {
  const limit = zone.limits?.uploadBytes;
  if (limit && file.size > limit)
    return refused(
      zone,
      new Problem({
        title: "The file is too large",
        code: "FILE_TOO_LARGE",
        status: 413,
        detail: `${file.name} has ${bytes(file.size)}; the limit is ${bytes(limit)}. Leave out rows or columns, or raise the limit of the service.`,
      }),
    );
  const stop = new AbortController();
  zone.signal.addEventListener("abort", () => stop.abort());
  const show = busy(zone, file.name, "Uploading", () => stop.abort());
  const began = performance.now();
  try {
    const dataset = await upload(file, { signal: stop.signal, progress: (sent, total) => show(sent, total, began) });
    go(`/new?dataset=${encodeURIComponent(dataset.id)}`);
  } catch (error) {
    if (zone.signal.aborted) return;
    if (error.name === "AbortError") ask(zone);
    else refused(zone, error);
  }
}

function refused(zone, problem) {
  ask(zone, problem);
  zone.box.querySelector("input").focus();
}

function busy(zone, name, doing, cancel) {
  const bar = h("progress", { max: 100, "aria-label": `${doing} ${name}` });
  const words = h("p", { class: "small quiet" }, doing);
  replace(
    zone.box,
    h("p", { class: "drop-title" }, name),
    bar,
    words,
    cancel && h("button", { type: "button", class: "button plain", onclick: cancel }, "Cancel"),
  );
  return (sent, total, began) => {
    const seconds = (performance.now() - began) / 1_000;
    bar.value = (100 * sent) / total;
    words.textContent =
      sent < total
        ? `${bytes(sent)} of ${bytes(total)} (${percent(sent / total)}), ${bytes(sent / Math.max(seconds, 0.05))}/s`
        : `Sent in ${duration(seconds)}. Reading all rows to check them…`;
  };
}
