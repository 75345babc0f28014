// The guided tour: a card that points at things, and can be left at any step.

import { h, fill } from "./dom.js";
import { compose } from "./composer.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { act, goTo, here, state, watch } from "./state.js";
import { names } from "./surface.js";

const EDGE = 12;
let shown = null;
let marked = null;

/** Shows the step the state speaks of; the top bar's button begins it anew. */
export function startTour() {
  const card = document.getElementById("tour");
  document.getElementById("tour-start").addEventListener("click", () => step(0));
  card.addEventListener("keydown", (event) => event.key === "Escape" && step(null));
  watch(() => draw(card));
  const follow = () => requestAnimationFrame(() => point(card));
  window.addEventListener("resize", follow);
  document.addEventListener("scroll", follow, true);
  new MutationObserver(follow).observe(document.getElementById("main"), { childList: true, subtree: true });
}

const step = (at) => act("tour", { at });

function draw(card) {
  const { steps, at } = state().tour ?? { steps: [], at: null };
  const now = `${state().stage} ${at}`;
  document.getElementById("tour-start").hidden = !steps.length;
  if (at === null || !steps[at]) {
    if (shown) document.getElementById("tour-start").focus();
    shown = null;
    card.hidden = true;
    mark(null);
    return;
  }
  if (now !== shown) begin(card, steps, at, now);
  requestAnimationFrame(() => point(card));
}

function begin(card, steps, at, now) {
  const first = shown === null;
  shown = now;
  const one = steps[at];
  fill(card, content(steps, at));
  card.hidden = false;
  if (one.place && one.place !== here()) goTo(one.place);
  compose(one.do ?? "", false);
  const next = card.querySelector(".tour-next");
  if (one.do && !first) document.getElementById("composer-text").focus();
  else next.focus({ preventScroll: true });
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

function mark(element) {
  if (element === marked) return;
  marked?.classList.remove("tour-mark");
  element?.classList.add("tour-mark");
  if (element && element.closest("#scroller")) element.scrollIntoView({ block: "nearest" });
  marked = element;
}

/** Marks what the step speaks of and puts the card near it, where there is room. */
function point(card) {
  if (card.hidden) return;
  const element = target();
  mark(element);
  const { width, height } = card.getBoundingClientRect();
  const free = { left: innerWidth - width - EDGE * 2, top: innerHeight - height - EDGE * 10 };
  const spot = element && innerWidth > 760 ? beside(element.getBoundingClientRect(), width, height) : free;
  card.style.left = `${Math.max(EDGE, Math.min(spot.left, innerWidth - width - EDGE))}px`;
  card.style.top = `${Math.max(EDGE, Math.min(spot.top, innerHeight - height - EDGE))}px`;
}

function beside(at, width, height) {
  if (at.bottom + height + EDGE * 2 < innerHeight) return { left: at.left, top: at.bottom + EDGE };
  if (at.right + width + EDGE * 2 < innerWidth) return { left: at.right + EDGE, top: at.top };
  if (at.top - height - EDGE > 0) return { left: at.right - width, top: at.top - height - EDGE };
  if (at.left - width - EDGE > 0) return { left: at.left - width - EDGE, top: at.bottom - height };
  return { left: innerWidth - width - EDGE * 2, top: EDGE * 6 };
}
