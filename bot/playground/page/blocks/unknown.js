// What this page cannot draw, said plainly.

import { h } from "../dom.js";

/** A marked place for a block or element without a drawer. */
export function unknown(what) {
  return h("div", { class: "unknown-block" }, `unknown block: ${what?.type ?? "without a type"}`);
}
