// The three dots with more to do.

import { h, safeLink } from "../dom.js";
import { confirmed } from "../confirm.js";
import { withEmoji } from "../emoji.js";
import { icon } from "../icons.js";
import { menuButton } from "../popup.js";
import { named } from "./labels.js";

/** An overflow menu. */
export function overflow(element, block, surface) {
  const dots = h("button", { type: "button", class: "button overflow", ...named(element, block, {}, "More actions") }, icon("more"));
  const items = element.options.map((option) => ({
    label: withEmoji(option.text.text),
    note: option.description?.text,
    pick: () => choose(option, element, block, surface),
  }));
  return menuButton(dots, items, { name: "More actions" });
}

async function choose(option, element, block, surface) {
  if (!(await confirmed(element.confirm))) return;
  if (safeLink(option.url)) window.open(safeLink(option.url), "_blank", "noopener");
  await surface.press(block, element, { selected_option: option });
}
