// A row of things to press.

import { drawElement } from "../elements/index.js";

/** The elements of the row. */
export function actions(block, surface) {
  return block.elements.map((element) => drawElement(element, block, surface));
}
