// What is said: to screen readers quietly, to everybody when something failed.

import { h } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";

const STAYS = 7000;

/** Says words to a screen reader, once. */
export function announce(words) {
  const live = document.getElementById("live");
  const line = h("p", {}, words);
  live.append(line);
  setTimeout(() => line.remove(), STAYS);
}

/** A mrkdwn fallback as words. */
export function spoken(text, names) {
  return h("p", {}, mrkdwn(text, names)).textContent;
}

/** A short note everybody sees, above an open dialog too. */
export function toast(words) {
  const dialogs = [...document.querySelectorAll("dialog[open]")];
  const close = () => note.remove();
  const note = h("div", { class: "toast", role: "alert" }, h("span", {}, words), h("button", { type: "button", class: "link", on: { click: close } }, "Dismiss"));
  (dialogs.at(-1) ?? document.body).append(note);
  setTimeout(close, STAYS);
}
