// Fields to type in: text, numbers, addresses.

import { h } from "../dom.js";
import { named } from "./labels.js";

const MODES = { number_input: "decimal", email_text_input: "email", url_text_input: "url" };
const FILLED = { email_text_input: "off", url_text_input: "off" };

/** A text field in one line or several. */
export function textInput(element, block, surface, labels) {
  const start = surface.form.start(block, element, { type: element.type, value: element.initial_value ?? null });
  const field = h(element.multiline ? "textarea" : "input", {
    class: "field",
    type: element.multiline ? null : "text",
    rows: element.multiline ? "4" : null,
    inputmode: MODES[element.type],
    autocomplete: FILLED[element.type] ?? "off",
    maxlength: element.max_length,
    placeholder: element.placeholder?.text,
    autofocus: element.focus_on_load,
    value: start.value ?? "",
    ...named(element, block, labels, "Text"),
  });
  const keep = () => surface.form.set(block, element, state(element, field.value));
  field.addEventListener("input", keep);
  if (block.dispatch_action || block.type !== "input") tellsOf(field, element, block, surface);
  return field;
}

const state = (element, typed) => ({ type: element.type, value: typed === "" ? null : typed });

function tellsOf(field, element, block, surface) {
  const moments = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = () => surface.press(block, element, { value: field.value });
  if (moments.includes("on_character_entered")) field.addEventListener("input", tell);
  if (!moments.includes("on_enter_pressed")) return;
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    tell();
  });
}

/** What is wrong with what was typed, in Slack's way; null when nothing is. */
export function textProblem(element, typed) {
  if (!typed) return null;
  if (element.min_length && typed.length < element.min_length) return `Type at least ${element.min_length} characters.`;
  if (element.type === "number_input") return numberProblem(element, typed);
  if (element.type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(typed)) return "Type an email address.";
  if (element.type === "url_text_input" && !URL.canParse(typed)) return "Type a web address with its https://.";
  return null;
}

function numberProblem(element, typed) {
  const shape = element.is_decimal_allowed ? /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/ : /^[+-]?\d+$/;
  if (!shape.test(typed)) return element.is_decimal_allowed ? "Type a number." : "Type a whole number.";
  const number = Number(typed.replace(",", "."));
  if (element.min_value !== undefined && number < Number(element.min_value)) return `Type at least ${element.min_value}.`;
  if (element.max_value !== undefined && number > Number(element.max_value)) return `Type at most ${element.max_value}.`;
  return null;
}
