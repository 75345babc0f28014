// The guided tour: a card that points at things, and can be left at any step.

import { h, fill } from "./dom.js";
import { announce } from "./announce.js";
import { compose } from "./composer.js";
import { reveal } from "./conversation.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { act, goTo, here, state, watch } from "./state.js";
import { names } from "./surface.js";

const EDGE = 12;
/** Where there is no column for the card, it stands below everything, and everything else makes room. */
const NARROW = matchMedia("(max-width: 1100px)");
let shown = null;
let told = "";
let marked = null;

/** Shows the step the state speaks of; the top bar's button begins it anew. */
export function startTour() {
  const card = document.getElementById("tour");
  card.popover = "manual";
  document.getElementById("tour-start").addEventListener("click", () => step(0));
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    step(null);
  });
  watch(() => draw(card));
  const follow = () => requestAnimationFrame(() => point(card));
  window.addEventListener("resize", follow);
  document.addEventListener("scroll", follow, true);
  new MutationObserver(follow).observe(document.getElementById("main"), { childList: true, subtree: true });
}

const step = (at) => act("tour", { at });

function draw(card) {
  const { steps, at } = state().tour ?? { steps: [], at: null };
  const now = at === null ? null : `${state().stage} ${state().me} ${at}`;
  document.getElementById("tour-start").hidden = !steps.length;
  if (at === null || !steps[at]) return leave(card);
  const held = card.contains(document.activeElement);
  document.body.classList.add("touring");
  lay(card);
  if (now !== shown) begin(card, steps, at, now, held);
  else if (JSON.stringify(steps[at]) !== told) retell(card, steps, at, held);
  requestAnimationFrame(() => point(card));
  return undefined;
}

function leave(card) {
  if (shown && card.contains(document.activeElement)) document.getElementById("tour-start").focus();
  shown = null;
  document.body.classList.remove("touring");
  if (card.isConnected && card.matches(":popover-open")) card.hidePopover();
  card.hidden = true;
  makeRoom(card);
  mark(null);
}

/** Puts the card above everything, an open modal included. */
function lay(card) {
  const dialog = document.querySelector("dialog.modal[open]");
  const home = dialog ?? document.body;
  if (card.parentElement !== home) home.append(card);
  card.hidden = false;
  if (!card.matches(":popover-open")) card.showPopover();
}

/** Tells the rest of the page how much of the window's foot the card takes. */
function makeRoom(card) {
  const taken = NARROW.matches && !card.hidden ? Math.ceil(card.getBoundingClientRect().height) : 0;
  document.body.style.setProperty("--tour-room", `${taken}px`);
}

function begin(card, steps, at, now, held) {
  const first = shown === null;
  const one = steps[at];
  shown = now;
  tell(card, steps, at);
  if (one.place && one.place !== here()) goTo(one.place);
  if (one.do || first) compose(one.do ?? "", false);
  if (!first && !held && document.activeElement !== document.body) return;
  const wanted = one.do && !first ? document.getElementById("composer-text") : card.querySelector(".tour-next");
  wanted.focus({ preventScroll: true });
}

/** The same step in other words, since something it needs came or went; what is typed stays. */
function retell(card, steps, at, held) {
  const typed = document.getElementById("composer-text").value;
  const before = JSON.parse(told).do ?? "";
  tell(card, steps, at);
  if (steps[at].do && ["", before].includes(typed)) compose(steps[at].do, false);
  if (held) card.querySelector(".tour-next").focus({ preventScroll: true });
}

function tell(card, steps, at) {
  told = JSON.stringify(steps[at]);
  fill(card, content(steps, at));
  announce(`Tour, step ${at + 1} of ${steps.length}: ${steps[at].title}.`);
}

function content(steps, at) {
  const { title, text } = steps[at];
  const last = at === steps.length - 1;
  const button = (words, to, name) => h("button", { type: "button", class: `button ${name}`, on: { click: () => step(to) } }, words);
  return [
    h(
      "div",
      { class: "tour-head" },
      h("span", { class: "tour-count" }, `${at + 1} of ${steps.length}`),
      h("button", { type: "button", class: "tool", "aria-label": "Leave the tour", title: "Leave the tour", on: { click: () => step(null) } }, icon("close")),
    ),
    h("h2", { class: "tour-title", id: "tour-title" }, title),
    h("div", { class: "tour-text text", id: "tour-text" }, mrkdwn(text ?? "", names())),
    h("div", { class: "tour-dots", "aria-hidden": "true" }, steps.map((_, number) => h("i", { class: number <= at ? "done" : "" }))),
    h("div", { class: "tour-foot" }, at > 0 && button("Back", at - 1, ""), button(last ? "Done" : "Next", last ? null : at + 1, "primary tour-next")),
  ];
}

function target() {
  const { steps, at } = state().tour ?? {};
  const selector = steps?.[at]?.highlight;
  if (!selector) return null;
  try {
    const found = [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length);
    return found.at(-1) ?? null;
  } catch {
    return null;
  }
}

/** Marks an element, and shows it. */
function mark(element) {
  if (element === marked) return;
  marked?.classList.remove("tour-mark");
  element?.classList.add("tour-mark");
  marked = element;
  if (element?.closest("#scroller")) reveal(element);
}

/** Marks what the step speaks of and puts the card at its height, where there is room. */
function point(card) {
  if (!shown || card.hidden) return;
  makeRoom(card);
  const dialog = card.closest("dialog");
  const element = dialog ?? target();
  mark(dialog ? null : element);
  const height = card.offsetHeight;
  const top = element ? beside(element, height) : innerHeight - height - EDGE * 10;
  const floor = dialog ? innerHeight : document.getElementById("composer").getBoundingClientRect().top || innerHeight;
  card.style.top = `${Math.max(EDGE, Math.min(top, floor - height - EDGE))}px`;
}

/** The card's top, in the column that the conversation leaves free at the right. */
function beside(element, height) {
  const at = element.getBoundingClientRect();
  if (element.closest("#scroller, dialog")) return Math.max(at.top, EDGE * 9);
  if (at.bottom + height + EDGE * 2 < innerHeight) return at.bottom + EDGE;
  return at.top - height - EDGE * 4;
}
