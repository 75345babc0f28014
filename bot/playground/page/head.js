// The head of the middle: the name of the place, and the tabs of the product.

import { h, fill } from "./dom.js";
import { keepingFocus } from "./focus.js";
import { icon } from "./icons.js";
import { avatar } from "./people.js";
import { direct, goTo, here, placeOf, state, watch } from "./state.js";

/** Draws it after every change. */
export function startHead() {
  const root = document.getElementById("place-head");
  watch(() => keepingFocus(root, () => fill(root, content())));
}

function content() {
  const place = placeOf(here());
  document.title = `${place.kind === "channel" ? `#${place.name}` : place.name} · ${state().bot.name} playground`;
  if (place.kind === "channel") return [h("h1", { class: "place-title" }, h("span", { class: "hash", "aria-hidden": "true" }, "#"), place.name)];
  const home = state().places.find((one) => one.kind === "home");
  return [
    h("h1", { class: "place-title" }, avatar(state().bot.id, "", true, "small"), state().bot.name, h("span", { class: "app-badge" }, "APP")),
    h("div", { class: "tabs", role: "group", "aria-label": "Tabs of the app" }, home && tab(home, "Home", "home"), direct() && tab(direct(), "Messages", "send")),
  ];
}

function tab(place, words, sign) {
  const on = { click: () => goTo(place.id) };
  return h("button", { type: "button", class: "tab", "aria-pressed": String(place.id === here()), dataset: { key: `tab ${place.id}` }, on }, icon(sign), words);
}
