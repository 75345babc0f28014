// Blocks of words: section, header, context, divider, markdown.

import { h, picture } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { markdown } from "../markdown.js";
import { textNodes } from "../mrkdwn.js";
import { unknown } from "./unknown.js";

/** A paragraph, its fields in two columns, and one thing beside it. */
export function section(block, surface) {
  const words = h(
    "div",
    { class: "section-words" },
    block.text && h("div", { class: "text" }, textNodes(block.text, surface.names)),
    block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "text" }, textNodes(field, surface.names)))),
  );
  return [words, block.accessory && accessory(block, surface)];
}

function accessory(block, surface) {
  const beside = block.accessory;
  if (beside.type === "image") return h("div", { class: "section-picture" }, picture(beside.image_url, beside.alt_text ?? "", "thumbnail"));
  return h("div", { class: "section-accessory" }, drawElement(beside, block, surface, { about: firstLine(block, surface) }));
}

/** What a section is about: its first line, as it reads. */
export function firstLine(block, surface) {
  const text = block.text ?? block.fields?.[0];
  if (!text) return "";
  const [line] = text.text.split("\n");
  return h("span", {}, textNodes({ ...text, text: line }, surface.names)).textContent;
}

/** A heading. */
export function header(block, surface) {
  return h("h3", { class: "header" }, textNodes(block.text, surface.names));
}

/** Small print: texts and small pictures. */
export function context(block, surface) {
  return block.elements.map((element) => {
    if (element.type === "image") return picture(element.image_url, element.alt_text ?? "", "context-picture");
    if (!["mrkdwn", "plain_text"].includes(element.type)) return unknown(element);
    return h("span", { class: "text" }, textNodes(element, surface.names));
  });
}

/** A line across. */
export function divider() {
  return h("hr");
}

/** A text in ordinary markdown. */
export function markdownBlock(block) {
  return h("div", { class: "text markdown" }, markdown(block.text ?? ""));
}
