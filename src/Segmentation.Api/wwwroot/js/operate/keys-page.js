import { h, replace } from "../kit/dom.js";
import { getJson, send } from "../shell/api.js";
import { title } from "../shell/navigation.js";
import { toast } from "../shell/frame.js";
import { icon } from "../kit/icons.js";
import { confirm } from "../kit/dialog.js";
import { opsHead } from "../shell/monitor-head.js";
import { empty, note, trouble } from "../kit/messages.js";
import { ago, count, when } from "../kit/format.js";
import { Scopes } from "../jobs/job.js";

/** API keys: who may call, and how many open jobs each may have. */
export default async function keys({ signal }) {
  const view = { signal, list: h("div"), said: h("div", { "aria-live": "polite" }) };
  const { keys: first } = await getJson("/api/v1/keys", { signal });
  title(
    h(
      "div",
      {},
      opsHead("/keys", "Keys", "Who may call this service, and what they may do."),
      first.length === 0 &&
        note(
          "info",
          h(
            "p",
            {},
            "Nobody is asked for a key yet. From the first one on everybody is, this page too: make one with the scope admin first.",
          ),
        ),
      view.said,
      view.list,
      form(view),
    ),
    "Keys",
  );
  draw(view, first);
}

async function load(view) {
  draw(view, (await getJson("/api/v1/keys", { signal: view.signal })).keys);
}

function draw(view, list) {
  replace(view.list, list.length === 0 ? empty("No keys yet", "Make the first one below.") : table(list, view));
}

function table(list, view) {
  return h(
    "table",
    { class: "jobs" },
    h("caption", { class: "unseen" }, "Keys, oldest first"),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ["Key", "Scope", "Begins with", "Open jobs", "Last used", ""].map((text) =>
          h("th", { scope: "col" }, text || h("span", { class: "unseen" }, "Actions")),
        ),
      ),
    ),
    h(
      "tbody",
      {},
      list.map((key) => row(key, view)),
    ),
  );
}

function row(key, view) {
  const cell = (text, ...children) => h("td", { "data-label": text }, children);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, key.name),
    cell("Scope", key.scope),
    cell("Begins with", h("code", {}, key.prefix)),
    cell("Open jobs", `${count(key.openJobs)}${key.maxOpenJobs ? ` of ${count(key.maxOpenJobs)}` : ""}`),
    cell(
      "Last used",
      key.lastUsedAt
        ? h("time", { datetime: key.lastUsedAt, title: when(key.lastUsedAt) }, ago(key.lastUsedAt))
        : "never",
    ),
    h(
      "td",
      {},
      h(
        "div",
        { class: "actions" },
        key.revokedAt ? h("span", { class: "chip" }, icon("stop"), "Revoked") : revoke(key, view),
      ),
    ),
  );
}

function revoke(key, view) {
  return h(
    "button",
    {
      type: "button",
      class: "button plain small",
      "aria-label": `Revoke ${key.name}`,
      onclick: async () => {
        const sure = await confirm({
          title: `Revoke “${key.name}”?`,
          text: "Whoever uses it is refused from now on. Its jobs go on. This cannot be undone.",
          action: "Revoke",
        });
        if (!sure) return;
        try {
          await send("DELETE", `/api/v1/keys/${encodeURIComponent(key.id)}`);
          toast("Revoked");
          await load(view);
        } catch (error) {
          replace(view.said, trouble(error));
        }
      },
    },
    icon("cross"),
    "Revoke",
  );
}

function form(view) {
  const name = h("input", {
    type: "text",
    id: "key-name",
    required: true,
    maxlength: 100,
    placeholder: "nightly import",
  });
  const scope = h(
    "select",
    { id: "key-scope" },
    Object.entries(Scopes).map(([value, text]) => h("option", { value, selected: value === "admin" }, text)),
  );
  const most = h("input", { type: "number", id: "key-most", min: 1, max: 1_000_000, step: 1, placeholder: "any" });
  const field = (id, label, input) => h("div", { class: "field" }, h("label", { for: id }, label), input);
  const make = async (event) => {
    event.preventDefault();
    try {
      const wanted = {
        name: name.value.trim(),
        scope: scope.value,
        maxOpenJobs: most.value === "" ? null : Number(most.value),
      };
      const made = await send("POST", "/api/v1/keys", wanted);
      replace(view.said, secret(made));
      name.value = most.value = "";
      await load(view);
    } catch (error) {
      if (error.code !== "API_KEY_REQUIRED") replace(view.said, trouble(error));
    }
  };
  return h(
    "section",
    { class: "card stack after", "aria-labelledby": "new-key" },
    h("h2", { id: "new-key" }, "New key"),
    h(
      "form",
      { class: "stack", onsubmit: make },
      h(
        "div",
        { class: "fields" },
        field("key-name", "Name", name),
        field("key-scope", "Scope", scope),
        field("key-most", "Open jobs at most", most),
      ),
      h("div", { class: "actions" }, h("button", { class: "button" }, "Make the key")),
    ),
  );
}

function secret({ key, secret: text }) {
  return note(
    "ok",
    h("p", {}, h("strong", {}, `The key “${key.name}” is made.`), " It is shown this once: keep it now."),
    h("p", {}, h("code", { class: "secret" }, text)),
  );
}
