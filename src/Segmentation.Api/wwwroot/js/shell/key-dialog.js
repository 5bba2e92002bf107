import { h, replace } from "../kit/dom.js";
import { trouble } from "../kit/messages.js";

/** Asks for a key until `signIn(key)` takes one. Resolves to its answer, or to null when the dialog is closed. */
export function keyDialog(signIn) {
  return new Promise((resolve) => {
    let answer = null;
    const problem = h("div");
    const input = h("input", {
      type: "password",
      id: "key",
      autocomplete: "off",
      spellcheck: "false",
      required: true,
      placeholder: "seg_…",
      "aria-describedby": "key-text",
    });
    const submit = async (event) => {
      event.preventDefault();
      try {
        answer = await signIn(input.value.trim());
        dialog.close();
      } catch (error) {
        replace(problem, trouble(error));
        input.select();
      }
    };
    const dialog = h(
      "dialog",
      { "aria-labelledby": "key-title", onclose: () => (dialog.remove(), resolve(answer)) },
      h(
        "form",
        { onsubmit: submit },
        h("h2", { id: "key-title" }, "This service asks for a key"),
        h(
          "p",
          { id: "key-text", class: "quiet" },
          "Whoever runs it makes one with ",
          h("code", {}, "segmentation keys create"),
          " and the service’s --data. It is kept until you close the browser or sign out.",
        ),
        h("div", { class: "field" }, h("label", { for: "key" }, "API key"), input),
        problem,
        h("div", { class: "actions" }, h("button", { class: "button" }, "Sign in")),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
