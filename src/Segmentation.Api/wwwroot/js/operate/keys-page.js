import { toast } from "../kit/announce.js";
import { chip } from "../kit/chips.js";
import { confirm } from "../kit/dialog.js";
import { h, replace } from "../kit/dom.js";
import { field, select } from "../kit/fields.js";
import { ago, count, when } from "../kit/format.js";
import { icon } from "../kit/icons.js";
import { card } from "../kit/layout.js";
import { empty, errorNote, note } from "../kit/messages.js";
import { listRow, listTable } from "../kit/table.js";
import { getJson, send } from "../shell/api.js";
import { monitorHead } from "../shell/monitor-head.js";
import { showPage } from "../shell/navigation.js";

const Columns = ["Key", "Scope", "Begins with", "Open jobs", "Last used"];
const Scopes = {
  read: "read: view and download",
  "read-write": "read-write: also upload, start, cancel, delete",
  admin: "admin: also manage keys and queues",
};

/** API keys: who may call, and how many open jobs each may have. */
export default async function keysPage({ signal }) {
  const view = { signal, list: h("div"), message: h("div", { "aria-live": "polite" }) };
  const { keys } = await getJson("/api/v1/keys", { signal });
  const open =
    "No key is required yet. Once there is one, everybody needs a key, this page too: " +
    "create one with the scope admin first.";
  showPage(
    h(
      "div",
      {},
      monitorHead("/keys", "Keys", "Who may call this service, and what they may do."),
      keys.length === 0 && note("info", h("p", {}, open)),
      view.message,
      view.list,
      form(view),
    ),
    "Keys",
  );
  draw(view, keys);
}

async function load(view) {
  draw(view, (await getJson("/api/v1/keys", { signal: view.signal })).keys);
}

function draw(view, keys) {
  const rows = keys.map((key) => row(key, view));
  replace(
    view.list,
    keys.length === 0
      ? empty("No keys yet", "Create the first one below.")
      : listTable({ caption: "Keys, oldest first", columns: Columns, rows }),
  );
}

function row(key, view) {
  const { name, scope, prefix, openJobs, maxOpenJobs, lastUsedAt, revokedAt } = key;
  const cells = [
    name,
    scope,
    h("code", {}, prefix),
    `${count(openJobs)}${maxOpenJobs ? ` of ${count(maxOpenJobs)}` : ""}`,
    lastUsedAt ? h("time", { datetime: lastUsedAt, title: when(lastUsedAt) }, ago(lastUsedAt)) : "never",
  ];
  return listRow(Columns, cells, revokedAt ? chip("", "stop", "Revoked") : revokeButton(key, view));
}

function revokeButton(key, view) {
  const props = {
    type: "button",
    class: "button plain small",
    "aria-label": `Revoke ${key.name}`,
    onclick: () => revoke(key, view),
  };
  return h("button", props, icon("cross"), "Revoke");
}

async function revoke({ id, name }, view) {
  const sure = await confirm({
    title: `Revoke “${name}”?`,
    text: "Requests with it are refused from now on. Its jobs go on. This cannot be undone.",
    action: "Revoke",
  });
  if (!sure) return;
  try {
    await send("DELETE", `/api/v1/keys/${encodeURIComponent(id)}`);
    toast("Revoked");
    await load(view);
  } catch (error) {
    replace(view.message, errorNote(error));
  }
}

function form(view) {
  const name = h("input", {
    type: "text",
    id: "key-name",
    required: true,
    maxlength: 100,
    placeholder: "nightly import",
  });
  const scope = select({ id: "key-scope" }, Scopes, "admin");
  const most = h("input", { type: "number", id: "key-most", min: 1, max: 1_000_000, step: 1, placeholder: "any" });
  const onsubmit = async (event) => {
    event.preventDefault();
    const maxOpenJobs = most.value === "" ? null : Number(most.value);
    try {
      const created = await send("POST", "/api/v1/keys", { name: name.value.trim(), scope: scope.value, maxOpenJobs });
      replace(view.message, secret(created));
      name.value = most.value = "";
      await load(view);
    } catch (error) {
      if (error.code !== "API_KEY_REQUIRED") replace(view.message, errorNote(error));
    }
  };
  const fields = [field("Name", name), field("Scope", scope), field("Open jobs at most", most)];
  const submit = h("div", { class: "actions" }, h("button", { class: "button" }, "Create key"));
  const box = card(
    "new-key",
    "New key",
    h("form", { class: "stack", onsubmit }, h("div", { class: "fields" }, fields), submit),
  );
  box.classList.add("after");
  return box;
}

function secret({ key, secret: text }) {
  return note(
    "ok",
    h("p", {}, h("strong", {}, `The key “${key.name}” was created.`), " It is shown only once: keep it now."),
    h("p", {}, h("code", { class: "secret" }, text)),
  );
}
