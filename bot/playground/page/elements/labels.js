// What names an element: the label of its field, or its own words.

import { freshId } from "../dom.js";

/** Attributes of the control a person reaches. `fallback` is used where no field names it; what it is about follows. */
export function named(element, block, labels, fallback) {
  const about = labels.about ? `: ${labels.about}` : "";
  const words = element.accessibility_label ?? `${element.placeholder?.text ?? fallback}${about}`;
  return {
    id: labels.id ?? freshId("control"),
    "aria-label": labels.labelled ? null : words,
    "aria-labelledby": labels.labelledby,
    "aria-describedby": labels.describedby,
    "aria-required": labels.required ? "true" : null,
    dataset: { key: `${block.block_id}/${element.action_id}` },
  };
}
