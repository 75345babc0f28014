// The Home tab of the product.

import { h, fill } from "./dom.js";
import { drawBlocks } from "./blocks/index.js";
import { showJson } from "./drawer.js";
import { keepingFocus } from "./focus.js";
import { formOf } from "./form.js";
import { icon } from "./icons.js";
import { state } from "./state.js";
import { Surface } from "./surface.js";

let drawn = null;

/** Draws it, if it is another than before. */
export function drawHome(root, moved) {
  const view = state().home;
  const signature = JSON.stringify([state().me, state().stage, view?.id, view?.blocks]);
  if (signature === drawn && !moved) return;
  drawn = signature;
  keepingFocus(root, () => fill(root, view ? content(view) : waiting()), () => document.getElementById("scroller"));
}

function waiting() {
  return h("p", { class: "empty", role: "status" }, "Opening Home …");
}

function content(view) {
  const surface = new Surface("home", { view: view.id }, formOf(`home ${state().me}`));
  const json = () => showJson(view, "Home");
  const look = h("button", { type: "button", class: "tool home-json", title: "JSON and limits", "aria-label": "JSON of Home", dataset: { key: "home json" }, on: { click: json } }, icon("braces"));
  return [look, h("div", { class: "home-blocks" }, drawBlocks(view.blocks, surface))];
}
