// Which element is drawn by what.

import { h } from "../dom.js";
import { button } from "./button.js";
import { checkboxes, radioButtons } from "./choices.js";
import { datePicker, dateTimePicker, timePicker } from "./dates.js";
import { overflow } from "./overflow.js";
import { multiSelect, select } from "./select.js";
import { textInput } from "./text.js";
import { unknown } from "../blocks/unknown.js";

const ELEMENTS = {
  button,
  overflow,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  static_select: select,
  external_select: select,
  users_select: select,
  channels_select: select,
  conversations_select: select,
  multi_static_select: multiSelect,
  multi_external_select: multiSelect,
  multi_users_select: multiSelect,
  multi_channels_select: multiSelect,
  multi_conversations_select: multiSelect,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  radio_buttons: radioButtons,
  checkboxes,
};

/** An element; `labels` is {id, labelled, labelledby, describedby, required} of the field it stands in, or {about}. */
export function drawElement(element, block, surface, labels = {}) {
  const drawer = Object.hasOwn(ELEMENTS, element?.type) ? ELEMENTS[element.type] : null;
  if (!drawer) return unknown(element);
  const drawn = drawer(element, block, surface, labels);
  return h("div", { class: `element element-${element.type}`, dataset: { element: element.type } }, drawn);
}
