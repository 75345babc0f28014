// The time machine: what time it is in the story, and the ways onward.

import { h, fill } from "./dom.js";
import { announce } from "./announce.js";
import { icon } from "./icons.js";
import { act, me, state, watch } from "./state.js";

const WAYS = [
  ["+1h", "+1 h", "One hour on", "clock"],
  ["morning", "Next morning", "To the next morning, when the list comes", "sunrise"],
  ["monday", "Next Monday", "To next Monday's recap", "week"],
];
const STEPS = 28;
const STEP = "+6h";
const PAUSE = 160;
let playing = false;

/** Draws the clock and its buttons. */
export function startTime() {
  const [clock, buttons, progress] = ["clock", "travel", "progress"].map((id) => document.getElementById(id));
  const ways = WAYS.map(([to, words, title, sign]) => way(to, words, title, sign, () => travel(to)));
  const week = way("week", "Play a week", "Play a week, step by step", "play", () => (playing ? (playing = false) : playWeek(ways, week, progress)));
  fill(buttons, ways, week);
  watch(() => fill(clock, h("span", { class: "clock-now" }, state().now.text), h("span", { class: "clock-city" }, me().city)));
}

function way(to, words, title, sign, click) {
  return h("button", { type: "button", class: "way", title, dataset: { travel: to }, on: { click } }, icon(sign), h("span", {}, words));
}

async function travel(to) {
  const button = document.querySelector(`[data-travel="${to}"]`);
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  await act("travel", { to });
  button.removeAttribute("aria-busy");
  announce(`It is ${state().now.text} in ${me().city} now.`);
}

async function playWeek(ways, week, progress) {
  playing = true;
  ways.forEach((button) => (button.disabled = true));
  fill(week, icon("stop"), h("span", {}, "Stop"));
  const bar = h("progress", { max: String(STEPS), value: "0", "aria-label": "The week that plays" });
  const words = h("span", {}, "");
  fill(progress, bar, words);
  progress.hidden = false;
  for (let step = 1; step <= STEPS && playing; step += 1) {
    words.textContent = `Day ${Math.ceil((step * 7) / STEPS)} of 7`;
    const answer = await act("travel", { to: STEP });
    if (answer.ok === false) break;
    bar.value = step;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  playing = false;
  progress.hidden = true;
  ways.forEach((button) => (button.disabled = false));
  fill(week, icon("play"), h("span", {}, "Play a week"));
  announce(`It is ${state().now.text} in ${me().city} now.`);
}
