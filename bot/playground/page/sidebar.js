// The left side: the workspace's places, and who one is.

import { h, fill, unseen } from "./dom.js";
import { keepingFocus } from "./focus.js";
import { icon } from "./icons.js";
import { avatar } from "./people.js";
import { become, goTo, here, news, state, unread, watch } from "./state.js";

const NARROW = matchMedia("(max-width: 760px)");

/** Draws it after every change, and folds it on a phone. */
export function startSidebar() {
  const [root, toggle, veil] = ["sidebar", "sidebar-toggle", "veil"].map((id) => document.getElementById(id));
  const set = (open) => {
    document.body.classList.toggle("sidebar-open", open);
    toggle.setAttribute("aria-expanded", String(open));
    root.inert = NARROW.matches && !open;
    if (open) root.querySelector("button")?.focus();
  };
  const shut = () => {
    if (document.body.classList.contains("sidebar-open")) toggle.focus();
    set(false);
  };
  toggle.addEventListener("click", () => set(!document.body.classList.contains("sidebar-open")));
  veil.addEventListener("click", shut);
  root.addEventListener("keydown", (event) => event.key === "Escape" && shut());
  NARROW.addEventListener("change", () => set(false));
  set(false);
  watch((_, { moved }) => {
    if (moved) shut();
    keepingFocus(root, () => fill(root, content()));
  });
}

function content() {
  const { team, places } = state();
  const of = (kind) => places.filter((place) => place.kind === kind);
  return [
    h("div", { class: "team" }, h("span", { class: "team-mark", "aria-hidden": "true" }, team.name.slice(0, 1)), h("span", { class: "team-name" }, team.name)),
    h(
      "div",
      { class: "places" },
      group("Channels", of("channel").map((place) => row(place, h("span", { class: "hash", "aria-hidden": "true" }, "#")))),
      group("Direct messages", of("dm").map((place) => row(place, avatar(state().bot.id, place.name, true, "small"), "APP"))),
      group("Apps", of("home").map((place) => row({ ...place, name: `${state().bot.name}: ${place.name}` }, icon("home")))),
    ),
    people(),
  ];
}

function group(title, rows) {
  if (!rows.length) return null;
  return h("section", { class: "group", "aria-label": title }, h("h2", { class: "group-title" }, title), h("ul", {}, rows.map((one) => h("li", {}, one))));
}

function row(place, sign, badge) {
  const count = place.id === here() ? 0 : unread(place.id);
  return h(
    "button",
    {
      type: "button",
      class: `place${count ? " unread" : ""}`,
      "aria-current": place.id === here() ? "page" : null,
      dataset: { place: place.id, key: `place ${place.id}` },
      on: { click: () => goTo(place.id) },
    },
    sign,
    h("span", { class: "place-name" }, place.name),
    badge && h("span", { class: "place-app", "aria-hidden": "true" }, badge),
    count > 0 && h("span", { class: "badge" }, String(count), unseen(" unread")),
  );
}

function people() {
  return h(
    "section",
    { class: "people", id: "people", "aria-labelledby": "people-title" },
    h("h2", { class: "group-title", id: "people-title" }, "You are"),
    h("ul", {}, state().people.map((one) => h("li", {}, person(one)))),
  );
}

function person(one) {
  const mine = one.id === state().me;
  const count = mine ? 0 : news(one);
  return h(
    "button",
    {
      type: "button",
      class: "person",
      "aria-current": mine ? "true" : null,
      dataset: { person: one.id, key: `person ${one.id}` },
      on: { click: () => mine || become(one.id) },
    },
    avatar(one.id, one.name, false),
    h("span", { class: "person-words" }, h("span", { class: "person-name" }, one.name), h("span", { class: "person-role" }, `${one.role}, ${one.city}`)),
    count > 0 ? h("span", { class: "badge" }, String(count), unseen(" unread")) : h("span", { class: "person-time" }, one.localTime),
  );
}
