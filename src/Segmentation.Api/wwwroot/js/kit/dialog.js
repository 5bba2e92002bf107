import { h } from "./dom.js";

/** Asks before something that cannot be undone. Resolves to true when confirmed. */
export function confirm({ title, text, action }) {
  return new Promise((resolve) => {
    const onclose = () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    };
    const dialog = h(
      "dialog",
      { "aria-labelledby": "confirm-title", "aria-describedby": "confirm-text", onclose },
      h(
        "form",
        { method: "dialog" },
        h("h2", { id: "confirm-title" }, title),
        h("p", { id: "confirm-text" }, text),
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
  });
}
