// Days, times, and both.

import { h } from "../dom.js";
import { localIn, secondsIn, shortDay } from "../dates.js";
import { confirmed } from "../confirm.js";
import { named } from "./labels.js";

const PAUSE = 700;

/** A day. */
export function datePicker(element, block, surface, labels) {
  const initial = { type: element.type, selected_date: element.initial_date ?? null };
  const start = surface.form.start(block, element, initial);
  const shown = h("span", { class: "date-words", "aria-hidden": "true" }, shortDay(start.selected_date ?? ""));
  const field = input("date", start.selected_date ?? "", element, block, labels, "Date");
  field.addEventListener("input", () => (shown.textContent = field.value ? shortDay(field.value) : ""));
  tells(field, element, block, surface, () => ({ selected_date: field.value || null }));
  return h("div", { class: "date" }, field, shown);
}

/** A time of day. */
export function timePicker(element, block, surface, labels) {
  const initial = { type: element.type, selected_time: element.initial_time ?? null };
  const start = surface.form.start(block, element, initial);
  const field = input("time", start.selected_time ?? "", element, block, labels, "Time");
  tells(field, element, block, surface, () => ({ selected_time: field.value || null }));
  return field;
}

/** A moment; Slack counts it in seconds. */
export function dateTimePicker(element, block, surface, labels) {
  const zone = surface.names.zone;
  const initial = { type: element.type, selected_date_time: element.initial_date_time ?? null };
  const start = surface.form.start(block, element, initial);
  const local = start.selected_date_time ? localIn(start.selected_date_time, zone) : "";
  const field = input("datetime-local", local, element, block, labels, "Date and time");
  tells(field, element, block, surface, () => ({ selected_date_time: field.value ? secondsIn(field.value, zone) : null }));
  return field;
}

function input(type, value, element, block, labels, fallback) {
  return h("input", { class: "field", type, value, ...named(element, block, labels, fallback) });
}

/** Keeps each change; tells it once the person is through, since a year comes in digit by digit. */
function tells(field, element, block, surface, told) {
  let timer = null;
  let before = field.value;
  const tell = async () => {
    clearTimeout(timer);
    if (field.value === before || !field.value) return;
    if (!(await confirmed(element.confirm))) return void (field.value = before);
    before = field.value;
    await surface.press(block, element, told());
  };
  field.addEventListener("input", () => {
    surface.form.set(block, element, { type: element.type, ...told() });
    if (!surface.tells(block)) return;
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE);
  });
  field.addEventListener("blur", () => surface.tells(block) && tell());
}
