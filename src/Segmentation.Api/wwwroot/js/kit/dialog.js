import { h } from "./dom.js";

/** Asks before something that cannot be undone. Resolves to true when confirmed. */
export function confirm({ title, text, action }) {
  const answer = Promise.withResolvers ? Promise.withResolvers() : withResolvers();
  const dialog = h(
    "dialog",
    {
      "aria-labelledby": "ask-title",
      "aria-describedby": "ask-text",
      onclose: () => {
        answer.resolve(dialog.returnValue === "yes");
        dialog.remove();
      },
    },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: "ask-title" }, title),
      h("p", { id: "ask-text" }, text),
      h(
        "div",
        { class: "actions" },
        h("button", { class: "button plain", value: "no", autofocus: true }, "Keep it"),
        h("button", { class: "button danger", value: "yes" }, action),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return answer.promise;
}

function withResolvers() {
  const answer = {};
  answer.promise = new Promise((resolve) => {
    answer.resolve = resolve;
  });
  return answer;
}
