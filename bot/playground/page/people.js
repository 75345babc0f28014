// Faces: initials on a colour, and the product's own mark.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { state } from "./state.js";

const COLOURS = 6;

/** The picture beside a message or a name. */
export function avatar(id, name, isBot, extra = "") {
  if (isBot) return h("span", { class: `avatar avatar-bot ${extra}`, "aria-hidden": "true" }, icon("compass"));
  const person = state().people.find((one) => one.id === id);
  const at = state().people.indexOf(person);
  const letters = person?.initials ?? name.slice(0, 1);
  return h("span", { class: `avatar avatar-${((at % COLOURS) + COLOURS) % COLOURS} ${extra}`, "aria-hidden": "true" }, letters);
}
