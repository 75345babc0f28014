// One message: who, when, its blocks, and what can be done with it.

import { h, unseen } from "./dom.js";
import { drawBlocks } from "./blocks/index.js";
import { parts } from "./dates.js";
import { showJson } from "./drawer.js";
import { formOf } from "./form.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { menuButton } from "./popup.js";
import { act, dismiss, state } from "./state.js";
import { Surface } from "./surface.js";

/** A message as a list item. `continued`: the one above is by the same author, moments ago. */
export function drawMessage(message, place, continued) {
  const surface = new Surface("message", { place, ts: message.ts }, formOf(`message ${state().me} ${place} ${message.ts}`));
  const name = authorName(message);
  const head = [
    h("span", { class: "author" }, name),
    message.whoIsBot && h("span", { class: "app-badge" }, "APP"),
    time(message),
  ];
  return h(
    "li",
    { class: `message${continued ? " continued" : ""}${message.ephemeral ? " ephemeral" : ""}`, dataset: { ts: message.ts } },
    h("div", { class: "message-side" }, continued ? h("span", { class: "side-time", "aria-hidden": "true" }, parts(message.time).time) : avatar(message.who, name, message.whoIsBot)),
    h(
      "article",
      { class: "message-body", "aria-label": `${name}, ${parts(message.time).time}` },
      message.ephemeral && onlyYou(message, place),
      continued ? unseen(name) : h("div", { class: "message-head" }, head),
      h("div", { class: "message-blocks" }, content(message, surface)),
    ),
    toolbar(message, place, name),
  );
}

export function authorName(message) {
  if (message.whoIsBot) return state().bot.name;
  return state().people.find((person) => person.id === message.who)?.name ?? message.who;
}

function time(message) {
  return h("time", { class: "message-time", datetime: message.time }, parts(message.time).time);
}

function onlyYou(message, place) {
  const drop = () => dismiss(place, message.ts);
  const button = h("button", { type: "button", class: "link", on: { click: drop } }, "Dismiss");
  return h("div", { class: "only-you" }, icon("eye"), "Only visible to you", h("span", { "aria-hidden": "true" }, " · "), button);
}

function content(message, surface) {
  const blocks = message.blocks?.length ? drawBlocks(message.blocks, surface) : [h("div", { class: "text" }, mrkdwn(message.text ?? "", surface.names))];
  const edited = message.edited && !message.ephemeral && h("span", { class: "edited" }, "(edited)");
  return [...blocks, message.file && file(message.file), edited];
}

function file({ id, name, size }) {
  const words = size < 1024 ? `${size} bytes` : `${Math.round(size / 1024)} kB`;
  const address = `/files/${encodeURIComponent(id)}?as=${encodeURIComponent(state().me)}`;
  return h("a", { class: "file", href: address, download: name }, icon("clip"), h("span", { class: "file-name" }, name), " ", h("span", { class: "file-size" }, words));
}

function toolbar(message, place, name) {
  const json = () => showJson({ type: "message", text: message.text, blocks: message.blocks ?? [] }, `Message of ${parts(message.time).time}`);
  const when = `the message of ${name}, ${parts(message.time).time}`;
  const key = (what) => ({ key: `${message.ts} ${what}` });
  const look = h("button", { type: "button", class: "tool", title: "JSON and limits", "aria-label": `JSON of ${when}`, dataset: key("json"), on: { click: json } }, icon("braces"));
  const more = h("button", { type: "button", class: "tool", title: "More actions", "aria-label": `More actions on ${when}`, dataset: key("more") }, icon("more"));
  return h("div", { class: "message-tools" }, look, menuButton(more, () => actions(message, place, json), { name: "Message actions" }));
}

function actions(message, place, json) {
  const shortcuts = message.ephemeral ? [] : state().shortcuts.message;
  return [
    ...shortcuts.map(({ callback_id, name }) => ({
      label: name,
      note: state().bot.name,
      pick: () => act("message_shortcut", { callback_id, place, ts: message.ts }),
    })),
    { label: "Copy text", pick: () => navigator.clipboard?.writeText(message.text ?? "") },
    { label: "Show JSON and limits", pick: json },
  ];
}
