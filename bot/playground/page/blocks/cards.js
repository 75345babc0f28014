// Framed things: alerts, cards, containers.

import { h, picture } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { textNodes } from "../mrkdwn.js";
import { drawBlock } from "./index.js";
import { richNodes } from "./rich_text.js";

const LEVELS = { info: "Information", warning: "Warning", error: "Error", success: "Done" };

/** A notice in a modal. */
export function alert(block, surface) {
  const level = block.level ?? "default";
  return h(
    "div",
    { class: `alert alert-${level}`, role: "note", "aria-label": LEVELS[level] ?? "Note" },
    h("div", { class: "text" }, textNodes(block.text, surface.names)),
  );
}

/** A card: picture, title, subtitle, words, buttons. */
export function card(block, surface) {
  const line = (name, text) => text && h("div", { class: name }, textNodes(text, surface.names));
  const image = (name, one) => one && picture(one.image_url, one.alt_text ?? "", name);
  return h(
    "div",
    { class: "card" },
    image("card-hero", block.hero_image),
    h(
      "div",
      { class: "card-head" },
      image("card-icon", block.icon),
      h("div", {}, line("card-title", block.title), line("card-subtitle", block.subtitle)),
    ),
    line("card-body text", block.body),
    block.actions && h("div", { class: "card-actions" }, block.actions.map((element) => drawElement(element, block, surface))),
  );
}

/** Blocks held together, folded away when they may be. */
export function container(block, surface) {
  const title = block.rich_text_title ? richNodes(block.rich_text_title, surface.names) : textNodes(block.title, surface.names);
  const head = [
    block.icon && picture(block.icon.image_url, block.icon.alt_text ?? "", "card-icon"),
    h("div", {}, h("div", { class: "card-title" }, title), block.subtitle && h("div", { class: "card-subtitle" }, textNodes(block.subtitle, surface.names))),
  ];
  const inner = h("div", { class: "container-blocks" }, block.child_blocks.map((child) => drawBlock(child, surface)));
  const name = `container width-${block.width ?? "standard"}${block.has_header_divider ? " divided" : ""}`;
  if (!block.is_collapsible) return h("div", { class: name }, h("div", { class: "card-head" }, head), inner);
  return h("details", { class: name, open: !block.default_collapsed }, h("summary", { class: "card-head" }, head), inner);
}
