// The middle of the page: the messages of a place, or Home.

import { h } from "./dom.js";
import { announce, spoken } from "./announce.js";
import { dayName, parts } from "./dates.js";
import { byKey } from "./focus.js";
import { drawHome } from "./home.js";
import { authorName, drawMessage } from "./message.js";
import { here, messagesOf, onDoing, placeOf, state, watch } from "./state.js";
import { names } from "./surface.js";

const TOGETHER = 5 * 60;
const NEAR = 120;
const SPOKEN = 3;
const GAP = 6;
const STILL = 2;
/** What people do whose answer they want to see, wherever they have scrolled. */
const ANSWERED = new Set(["command", "say", "press", "submit", "shortcut", "message_shortcut", "file", "travel"]);
const known = new Map();
/** What stays in sight while the conversation grows: its "newest" message, its "end", or nothing of both. */
let held = "newest";
let top = 0;
let awaits = false;
let lastPlace = null;
let lastSeen = new Set();

const byId = (id) => document.getElementById(id);

/** Goes to the newest message: to its beginning where it is taller than the room, else to the end. */
function toNewest() {
  const scroller = byId("scroller");
  const newest = byId("messages").querySelector(".message:last-child")?.getBoundingClientRect();
  held = "newest";
  if (newest?.height > scroller.clientHeight) scroller.scrollTop += newest.top - scroller.getBoundingClientRect().top - GAP;
  else scroller.scrollTop = scroller.scrollHeight;
  top = scroller.scrollTop;
  byId("to-newest").hidden = true;
}

function hold() {
  if (held === "newest") toNewest();
  else if (held === "end") byId("scroller").scrollTop = byId("scroller").scrollHeight;
}

/** Scrolls to something in the conversation, to the beginning of what is tall. */
export function reveal(element) {
  const scroller = byId("scroller");
  const [at, frame] = [element.getBoundingClientRect(), scroller.getBoundingClientRect()];
  if (at.top < frame.top || at.height > frame.height) scroller.scrollTop += at.top - frame.top - GAP;
  else if (at.bottom > frame.bottom) scroller.scrollTop += at.bottom - frame.bottom + GAP;
  else return;
  scroller.dispatchEvent(new Event("scroll"));
}

/** Draws the messages whenever something changed. */
export function startConversation() {
  const [scroller, list, home, down] = ["scroller", "messages", "home", "to-newest"].map(byId);
  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
  down.addEventListener("click", toNewest);
  scroller.addEventListener("scroll", () => {
    const untouched = held === "newest" && Math.abs(scroller.scrollTop - top) < STILL;
    if (!untouched) held = atEnd() ? "end" : null;
    if (held) down.hidden = true;
  });
  for (const by of ["wheel", "touchmove"]) scroller.addEventListener(by, () => (awaits = false), { passive: true });
  const grown = new ResizeObserver(() => list.hidden || hold());
  for (const part of [list, scroller]) grown.observe(part);
  onDoing((what) => (awaits ||= ANSWERED.has(what)));
  watch((_, { moved }) => {
    const isHome = placeOf(here()).kind === "home";
    list.hidden = isHome;
    home.hidden = !isHome;
    if (isHome) drawHome(home, moved);
    else if (draw(list) || moved) {
      if (held || awaits || moved) toNewest();
      else down.hidden = false;
      awaits = false;
    }
    if (moved && isHome) [scroller.scrollTop, held, down.hidden] = [0, null, true];
    tellNews(moved);
  });
}

/** Puts the right nodes in the right order; tells whether one came that was not there, changed or not. */
function draw(list) {
  const place = here();
  const entries = entriesOf(place);
  const focus = list.contains(document.activeElement) ? document.activeElement : null;
  const key = focus?.dataset.key;
  const message = focus?.closest(".message")?.dataset.ts;
  let came = false;
  let at = list.firstChild;
  for (const entry of entries) {
    came ||= !known.has(nameOf(entry));
    const node = nodeOf(entry);
    if (node === at) at = at.nextSibling;
    else list.insertBefore(node, at);
  }
  while (at) at = dropped(at);
  prune(entries);
  if (focus && !focus.isConnected) refocus(list, message, key);
  return came;
}

function dropped(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function refocus(list, ts, key) {
  const message = [...list.querySelectorAll(".message")].find((one) => one.dataset.ts === ts);
  const found = message && (byKey(message, key) ?? message.querySelector("button, input"));
  (found ?? byId("scroller")).focus({ preventScroll: true });
}

function entriesOf(place) {
  const now = state().now.iso;
  const entries = [];
  let before = null;
  for (const message of messagesOf(place)) {
    if (!before || parts(before.time).day !== parts(message.time).day) {
      const words = dayName(message.time, now);
      entries.push({ key: `day ${parts(message.time).day}`, signature: words, build: () => dayLine(words) });
      before = null;
    }
    const continued = isContinued(before, message);
    const signature = JSON.stringify([message, continued]);
    entries.push({ key: `${message.ts}`, signature, build: () => drawMessage(message, place, continued) });
    before = message;
  }
  if (!entries.length) entries.push({ key: "empty", signature: "", build: () => h("li", { class: "empty" }, "Nothing has been said here yet.") });
  return entries;
}

function isContinued(before, message) {
  if (!before || before.who !== message.who || before.ephemeral || message.ephemeral) return false;
  return Number(message.ts) - Number(before.ts) < TOGETHER;
}

function dayLine(words) {
  return h("li", { class: "day" }, h("span", {}, words));
}

const nameOf = (entry) => `${state().stage} ${state().me} ${here()} ${entry.key}`;

function nodeOf(entry) {
  const found = known.get(nameOf(entry));
  if (found?.signature === entry.signature) return found.node;
  const node = entry.build();
  known.set(nameOf(entry), { signature: entry.signature, node });
  return node;
}

/** Forgets the nodes of other places and of what is gone. */
function prune(entries) {
  const kept = new Set(entries.map(nameOf));
  for (const name of known.keys()) if (!kept.has(name)) known.delete(name);
}

/** Reads out what came to this place since the last look. */
function tellNews(moved) {
  const all = messagesOf(here());
  const place = `${state().stage} ${state().me} ${here()}`;
  const fresh = moved || place !== lastPlace ? [] : all.filter((message) => !lastSeen.has(message.ts) && message.whoIsBot);
  lastPlace = place;
  lastSeen = new Set(all.map((message) => message.ts));
  if (fresh.length > SPOKEN) announce(`${fresh.length} new messages.`);
  for (const message of fresh.slice(-SPOKEN)) {
    const whom = message.ephemeral ? ", only visible to you" : "";
    announce(`${authorName(message)}${whom}: ${spoken(message.text ?? "", names())}`);
  }
}
