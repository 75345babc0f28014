// Buttons, and links that look like them.

import { h, safeLink } from "../dom.js";
import { confirmed } from "../confirm.js";
import { withEmoji } from "../emoji.js";

/** A button of a message or view. */
export function button(element, block, surface) {
  const style = ["primary", "danger"].includes(element.style) ? ` ${element.style}` : "";
  const drawn = h(
    "button",
    {
      type: "button",
      class: `button${style}`,
      "aria-label": element.accessibility_label,
      dataset: { key: `${block.block_id}/${element.action_id}` },
    },
    withEmoji(element.text?.text ?? ""),
  );
  drawn.addEventListener("click", () => press(drawn, element, block, surface));
  return drawn;
}

async function press(drawn, element, block, surface) {
  if (drawn.getAttribute("aria-busy") || !(await confirmed(element.confirm))) return;
  if (safeLink(element.url)) window.open(safeLink(element.url), "_blank", "noopener");
  drawn.setAttribute("aria-busy", "true");
  const value = element.value === undefined ? {} : { value: element.value };
  await surface.press(block, element, { text: element.text, ...value });
  drawn.removeAttribute("aria-busy");
}
