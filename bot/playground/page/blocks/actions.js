// A row of things to press.

import { drawElement } from "../elements/index.js";

/** The elements of the row; `about` is what stands above it, for those who hear one after the other. */
export function actions(block, surface, about) {
  return block.elements.map((element) => drawElement(element, block, surface, { about }));
}
