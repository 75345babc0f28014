// Modals: the top of the stack, its form, its errors.

import { h, fill, freshId } from "./dom.js";
import { drawBlocks } from "./blocks/index.js";
import { markField } from "./blocks/input.js";
import { jsonPanel } from "./drawer.js";
import { textProblem } from "./elements/text.js";
import { withEmoji } from "./emoji.js";
import { byKey, keepingFocus } from "./focus.js";
import { formOf, keepForms } from "./form.js";
import { icon } from "./icons.js";
import { act, state, watch } from "./state.js";
import { Surface } from "./surface.js";

const FIRST = ".block-input [data-key]:not([type=hidden]), .block-input input, .block-input textarea";
let open = null;

/** Opens, redraws and closes modals as the state says. */
export function startModals() {
  watch(({ modals }) => {
    const top = modals.at(-1);
    if (!top) return leave();
    if (!open) open = new Modal();
    open.show(top, modals.length);
    keepForms("view ", modals.map((view) => `view ${view.id}`));
    return undefined;
  });
}

function leave() {
  open?.close();
  open = null;
  keepForms("view ", []);
}

class Modal {
  constructor() {
    this.back = backTo(document.activeElement);
    this.name = freshId("modal");
    this.dialog = h("dialog", { class: "modal", "aria-labelledby": this.name, on: { keydown: (event) => this.key(event), cancel: (event) => event.preventDefault() } });
    document.body.append(this.dialog);
    this.dialog.showModal();
  }

  show(view, depth) {
    const signature = JSON.stringify([view, depth]);
    if (signature === this.signature) return;
    const another = this.view?.id !== view.id;
    Object.assign(this, { view, depth, signature, surface: new Surface("modal", { view: view.id }, formOf(`view ${view.id}`)) });
    if (!another) return void keepingFocus(this.dialog, () => this.draw(), () => this.dialog.querySelector(".modal-close"));
    this.draw();
    const wanted = this.dialog.querySelector("[autofocus]") ?? this.dialog.querySelector(FIRST);
    (wanted ?? this.dialog.querySelector(".modal-foot button") ?? this.dialog).focus();
  }

  draw() {
    const { view } = this;
    this.body = h("div", { class: "modal-body", tabindex: "-1" }, drawBlocks(view.blocks, this.surface));
    this.submitButton = view.submit && h("button", { type: "submit", class: "button primary", dataset: { key: "submit" } }, withEmoji(view.submit.text));
    this.panel = h("div", { class: "modal-json", hidden: true });
    const form = h("form", { class: "modal-form", novalidate: true, on: { submit: (event) => this.submit(event) } }, this.head(), this.body, this.foot());
    fill(this.dialog, form, this.panel);
  }

  head() {
    const { view } = this;
    const tool = (name, label, click, extra) =>
      h("button", { type: "button", class: `tool ${extra}`, "aria-label": label, title: label, dataset: { key: label }, on: { click } }, icon(name));
    return h(
      "div",
      { class: "modal-head" },
      h("h2", { class: "modal-title", id: this.name }, withEmoji(view.title?.text ?? "")),
      tool("braces", "JSON and limits", () => this.json(), "modal-look"),
      tool("close", "Close", () => this.leave(true), "modal-close"),
    );
  }

  foot() {
    const { view } = this;
    const words = view.close?.text ?? (view.submit ? "Cancel" : "Close");
    const close = h("button", { type: "button", class: "button", dataset: { key: "cancel" }, on: { click: () => this.leave(false) } }, withEmoji(words));
    return h("div", { class: "modal-foot" }, this.depth > 1 && h("span", { class: "modal-depth" }, `${this.depth} open`), close, this.submitButton);
  }

  json() {
    const close = () => {
      this.panel.hidden = true;
      this.dialog.querySelector(".modal-look").focus();
    };
    if (!this.panel.hidden) return close();
    fill(this.panel, jsonPanel(this.view, "This modal", close));
    this.panel.hidden = false;
    return this.panel.querySelector(".json").focus();
  }

  key(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.leave(false);
  }

  async leave(all) {
    if (this.busy) return;
    await act("close", { view: this.view.id, all: all && this.depth > 1 });
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy || !this.view.submit) return;
    const values = this.surface.form.values();
    const wrong = problems(this.view, values);
    if (Object.keys(wrong).length) return void this.mark(wrong);
    this.mark({});
    this.setBusy(true);
    const answer = await act("submit", { view: this.view.id, values });
    this.setBusy(false);
    if (answer.errors) this.mark(answer.errors);
  }

  setBusy(busy) {
    this.busy = busy;
    if (busy) this.submitButton?.setAttribute("aria-busy", "true");
    else this.submitButton?.removeAttribute("aria-busy");
  }

  /** Puts each error beside its field and goes to the first. */
  mark(errors) {
    let first = null;
    for (const block of this.view.blocks) {
      const control = markField(this.body, block.block_id, errors[block.block_id]);
      if (errors[block.block_id]) first ??= control;
    }
    first?.focus();
  }

  close() {
    this.dialog.close();
    this.dialog.remove();
    this.back()?.focus();
  }
}

/** What Slack itself refuses before it asks the product. */
function problems(view, values) {
  const wrong = {};
  for (const block of view.blocks.filter((one) => one.type === "input")) {
    const given = values[block.block_id]?.[block.element.action_id] ?? {};
    const { type, ...rest } = given;
    const empty = Object.values(rest).every((value) => value === null || value === undefined || value.length === 0);
    if (empty && !block.optional) wrong[block.block_id] = "Please complete this required field.";
    else if (typeof given.value === "string") {
      const problem = textProblem(block.element, given.value);
      if (problem) wrong[block.block_id] = problem;
    }
  }
  return wrong;
}

/** Where the keyboard goes once all is closed: what opened it, drawn anew or not, else the composer. */
function backTo(element) {
  const key = element?.closest?.("[data-key]")?.dataset.key;
  return () => {
    if (element?.isConnected && element !== document.body) return element;
    return byKey(document.getElementById("main"), key) ?? document.getElementById("composer-text");
  };
}
