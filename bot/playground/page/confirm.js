// "Are you sure?", as a product may ask before a button counts.

import { h, freshId } from "./dom.js";

/** True at once where nothing is asked, else what the person answers. */
export function confirmed(asks) {
  if (!asks) return Promise.resolve(true);
  return ask({
    title: asks.title?.text ?? "Are you sure?",
    text: asks.text?.text ?? "",
    yes: asks.confirm?.text ?? "Yes",
    no: asks.deny?.text ?? "Cancel",
    danger: asks.style === "danger",
  });
}

/** Asks in a dialog. */
export function ask({ title, text, yes, no, danger }) {
  return new Promise((resolve) => {
    const [name, words] = [freshId("ask"), freshId("ask")];
    const dialog = h(
      "dialog",
      { class: "modal ask", role: "alertdialog", "aria-labelledby": name, "aria-describedby": words },
      h("h2", { id: name, class: "ask-title" }, title),
      h("p", { id: words, class: "ask-text" }, text),
      h(
        "div",
        { class: "modal-foot" },
        h("button", { type: "button", class: "button", autofocus: true, on: { click: () => dialog.close("no") } }, no),
        h("button", { type: "button", class: `button ${danger ? "danger filled" : "primary"}`, on: { click: () => dialog.close("yes") } }, yes),
      ),
    );
    const back = document.activeElement;
    dialog.addEventListener("close", () => {
      dialog.remove();
      back?.focus?.();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
