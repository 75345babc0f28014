// Light, dark, or as the system has it.

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";

const ORDER = ["auto", "light", "dark"];
const WORDS = { auto: "as the system", light: "light", dark: "dark" };
const ICONS = { auto: "auto", light: "sun", dark: "moon" };
const system = matchMedia("(prefers-color-scheme: dark)");
const watchers = new Map();
let chosen = "auto";

/** `light` or `dark`, whatever was chosen. */
export const ground = () => (chosen === "auto" ? (system.matches ? "dark" : "light") : chosen);

/** Calls back when the ground changes, as long as the element is on the page. */
export function onGround(element, watcher) {
  watchers.set(element, watcher);
}

function apply() {
  document.documentElement.dataset.theme = ground();
  for (const [element, watcher] of watchers) {
    if (element.isConnected) watcher();
    else watchers.delete(element);
  }
}

/** The button that goes round the three. */
export function themeButton() {
  chosen = ORDER.includes(stored()) ? stored() : "auto";
  const button = h("button", { type: "button", class: "tool", id: "theme" });
  const draw = () => {
    fill(button, icon(ICONS[chosen]));
    button.setAttribute("aria-label", `Colours: ${WORDS[chosen]}`);
    button.title = `Colours: ${WORDS[chosen]}`;
    apply();
  };
  button.addEventListener("click", () => {
    chosen = ORDER[(ORDER.indexOf(chosen) + 1) % ORDER.length];
    store(chosen);
    draw();
  });
  system.addEventListener("change", draw);
  draw();
  return button;
}

function stored() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

function store(value) {
  try {
    localStorage.setItem("theme", value);
  } catch {
    // A browser that keeps nothing still changes its colours.
  }
}
