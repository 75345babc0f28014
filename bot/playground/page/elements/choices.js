// Radio buttons and check boxes.

import { h, freshId } from "../dom.js";
import { confirmed } from "../confirm.js";
import { textNodes } from "../mrkdwn.js";
import { named } from "./labels.js";

/** One of several. */
export function radioButtons(element, block, surface, labels) {
  const initial = { type: element.type, selected_option: element.initial_option ?? null };
  const start = surface.form.start(block, element, initial);
  const chosen = (option) => start.selected_option?.value === option.value;
  return group("radio", element, block, surface, labels, chosen, (ticked) => ({ selected_option: ticked[0] ?? null }));
}

/** Any of several. */
export function checkboxes(element, block, surface, labels) {
  const initial = { type: element.type, selected_options: element.initial_options ?? [] };
  const start = surface.form.start(block, element, initial);
  const chosen = (option) => start.selected_options.some((one) => one.value === option.value);
  return group("checkbox", element, block, surface, labels, chosen, (ticked) => ({ selected_options: ticked }));
}

function group(type, element, block, surface, labels, chosen, told) {
  const { dataset, ...names } = named(element, block, labels, "Choose");
  const name = freshId(type);
  const rows = element.options.map((option, at) => {
    const input = h("input", { type, name, checked: chosen(option), dataset: { key: `${dataset.key}/${at}` } });
    return { option, input, before: input.checked };
  });
  const changed = async () => {
    if (!(await confirmed(element.confirm))) return rows.forEach((row) => (row.input.checked = row.before));
    rows.forEach((row) => (row.before = row.input.checked));
    return surface.change(block, element, told(rows.filter((row) => row.input.checked).map((row) => row.option)));
  };
  rows.forEach((row) => row.input.addEventListener("change", changed));
  delete names[type === "checkbox" ? "aria-required" : ""];
  const role = type === "radio" ? "radiogroup" : "group";
  return h("div", { class: "choices", role, ...names }, rows.map((row) => choice(row, surface)));
}

function choice({ option, input }, surface) {
  const note = option.description && h("span", { class: "choice-note" }, textNodes(option.description, surface.names));
  return h("label", { class: "choice" }, input, h("span", { class: "choice-words" }, textNodes(option.text, surface.names), note));
}
