import { h, replace } from "../kit/dom.js";
import { field } from "../kit/fields.js";
import { errorNote } from "../kit/messages.js";

/** Asks for a key until `signIn(key)` accepts one. Resolves to its answer, or to null when the dialog is closed. */
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
    const onsubmit = async (event) => {
      event.preventDefault();
      try {
        answer = await signIn(input.value.trim());
        dialog.close();
      } catch (error) {
        replace(problem, errorNote(error));
        input.select();
      }
    };
    const onclose = () => {
      dialog.remove();
      resolve(answer);
    };
    const dialog = h("dialog", { "aria-labelledby": "key-title", onclose }, form(onsubmit, input, problem));
    document.body.append(dialog);
    dialog.showModal();
  });
}

function form(onsubmit, input, problem) {
  return h(
    "form",
    { onsubmit },
    h("h2", { id: "key-title" }, "This service requires a key"),
    h(
      "p",
      { id: "key-text", class: "quiet" },
      "The operator of the service creates one with ",
      h("code", {}, "segmentation keys create"),
      " and the service’s --data. The key is kept until you close the browser or sign out.",
    ),
    field("API key", input),
    problem,
    h("div", { class: "actions" }, h("button", { class: "button" }, "Sign in")),
  );
}
