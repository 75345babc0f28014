// The drawer on the right: the JSON of a view or message, and what Slack's limits say of it.

import { h, fill } from "./dom.js";
import { fetchLimits } from "./api.js";
import { announce } from "./announce.js";
import { icon } from "./icons.js";
import { here, messagesOf, placeOf, state } from "./state.js";

const PIECE = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
let opener = null;

/** The JSON of something with what the limits say; fills itself when the answer is there. */
export function jsonPanel(subject, title, close) {
  const text = JSON.stringify(subject, null, 2);
  const said = h("div", { class: "limits", role: "status" }, "Asking Slack's limits …");
  fetchLimits(subject).then((answer) => fill(said, limits(answer)));
  const copy = async () => {
    await navigator.clipboard?.writeText(text);
    announce("Copied.");
  };
  return h(
    "div",
    { class: "json-panel" },
    h(
      "div",
      { class: "json-head" },
      h("h2", { class: "json-title" }, title),
      h("button", { type: "button", class: "tool", "aria-label": "Copy the JSON", title: "Copy the JSON", on: { click: copy } }, icon("copy")),
      h("button", { type: "button", class: "tool", "aria-label": "Close the drawer", title: "Close", on: { click: close } }, icon("close")),
    ),
    said,
    h("pre", { class: "json", tabindex: "0", role: "region", "aria-label": "JSON" }, coloured(text)),
  );
}

function limits(answer) {
  if (!answer) return [h("p", { class: "limit-note" }, "The limits could not be asked.")];
  const problems = answer.problems.map((problem) => h("li", {}, problem));
  const verdict = problems.length
    ? h("div", { class: "limit-bad" }, h("strong", {}, "Slack would refuse this:"), h("ul", {}, problems))
    : h("p", { class: "limit-good" }, icon("check"), "Within all of Slack's limits.");
  return [verdict, ...(answer.measures ?? []).map(measure)];
}

function measure({ what, is, most }) {
  const label = `${what}: ${is.toLocaleString("en")} of ${most.toLocaleString("en")}`;
  return h("div", { class: "measure" }, h("span", {}, label), h("meter", { max: String(most), high: String(most * 0.9), value: String(is), "aria-label": label }));
}

function coloured(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(PIECE)) {
    const name = found[2] ? "json-key" : found[1] ? "json-text" : "json-number";
    nodes.push(text.slice(at, found.index), h("span", { class: name }, found[1] ?? found[0]), found[2] ?? "");
    at = found.index + found[0].length;
  }
  return [...nodes, text.slice(at)];
}

/** Opens the drawer on something. */
export function showJson(subject, title) {
  const drawer = document.getElementById("drawer");
  if (drawer.hidden) opener = document.activeElement;
  fill(drawer, jsonPanel(subject, title, closeDrawer));
  drawer.hidden = false;
  document.getElementById("drawer-toggle").setAttribute("aria-expanded", "true");
  drawer.querySelector(".json").focus({ preventScroll: true });
}

/** Closes it, and gives the keyboard back. */
export function closeDrawer() {
  const drawer = document.getElementById("drawer");
  if (drawer.hidden) return;
  drawer.hidden = true;
  fill(drawer);
  document.getElementById("drawer-toggle").setAttribute("aria-expanded", "false");
  (opener?.isConnected ? opener : document.getElementById("drawer-toggle")).focus();
}

/** The button that opens it on what is seen: Home, or the newest message. */
export function startDrawer() {
  const toggle = document.getElementById("drawer-toggle");
  toggle.addEventListener("click", () => (document.getElementById("drawer").hidden ? showNewest() : closeDrawer()));
  document.getElementById("drawer").addEventListener("keydown", (event) => event.key === "Escape" && closeDrawer());
}

function showNewest() {
  if (placeOf(here()).kind === "home" && state().home) return showJson(state().home, "Home");
  const message = messagesOf(here()).at(-1);
  if (message) return showJson({ type: "message", text: message.text, blocks: message.blocks ?? [] }, "The newest message");
  return showJson({ type: "message", text: "", blocks: [] }, "Nothing yet");
}
