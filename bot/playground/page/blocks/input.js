// A field of a form: label, element, hint, and what is wrong with it.

import { h, freshId } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { withEmoji } from "../emoji.js";
import { textNodes } from "../mrkdwn.js";

const GROUPS = new Set(["radio_buttons", "checkboxes"]);

/** An input block. `.field-error` is filled by the modal. */
export function inputBlock(block, surface) {
  const [label, hint, error, id] = ["label", "hint", "error", "control"].map(freshId);
  const described = [block.hint && hint, error].filter(Boolean).join(" ");
  const group = GROUPS.has(block.element?.type);
  const labels = { id, labelled: true, labelledby: group ? label : null, describedby: described, required: !block.optional };
  const name = h(
    group ? "span" : "label",
    { class: "field-label", id: label, htmlFor: group ? null : id },
    withEmoji(block.label?.text ?? ""),
    block.optional && h("span", { class: "field-optional" }, " (optional)"),
  );
  return [
    name,
    drawElement(block.element, block, surface, labels),
    block.hint && h("div", { class: "field-hint", id: hint }, textNodes(block.hint, surface.names)),
    h("div", { class: "field-error", id: error, dataset: { error: block.block_id } }),
  ];
}

/** Puts an error beside a field, or takes it away with null. */
export function markField(root, blockId, words) {
  const error = [...root.querySelectorAll("[data-error]")].find((node) => node.dataset.error === blockId);
  if (!error) return null;
  const block = error.closest(".block-input");
  error.textContent = words ?? "";
  block.classList.toggle("wrong", Boolean(words));
  const control = block.querySelector("[data-key]");
  if (words) control?.setAttribute("aria-invalid", "true");
  else control?.removeAttribute("aria-invalid");
  return control;
}
