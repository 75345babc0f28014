// Rich text: sections, lists, quotes, preformatted.

import { h, link } from "../dom.js";
import { slackDate } from "../dates.js";
import { emojiNode, mention } from "../mrkdwn.js";
import { unknown } from "./unknown.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };
const MARKERS = [["disc", "circle", "square"], ["decimal", "lower-alpha", "lower-roman"]];

const PARTS = {
  rich_text_section: (part, names) => h("div", { class: "text rich-section" }, inline(part.elements, names)),
  rich_text_quote: (part, names) => h("blockquote", { class: "text" }, inline(part.elements, names)),
  rich_text_preformatted: (part, names) => h("pre", { class: "text" }, inline(part.elements, names)),
  rich_text_list: list,
};

const INLINE = {
  text: (one) => one.text,
  link: (one) => link(one.url, one.text || one.url),
  user: (one, names) => mention(`@${names.person(one.user_id) ?? one.user_id}`, one.user_id === names.me),
  channel: (one, names) => mention(`#${names.channel(one.channel_id) ?? one.channel_id}`),
  usergroup: (one) => mention(`@${one.usergroup_id}`),
  broadcast: (one) => mention(`@${one.range}`, true),
  emoji: (one) => emojiNode(one.name),
  color: (one) => one.value,
  date: (one, names) => h("time", {}, slackDate(one.timestamp, one.format, names.zone, one.fallback ?? "")),
};

/** A rich_text block. */
export function richText(block, surface) {
  return richNodes(block, surface.names);
}

/** Its parts as nodes; table cells use them too. */
export function richNodes(block, names) {
  return (block.elements ?? []).map((part) => (Object.hasOwn(PARTS, part.type) ? PARTS[part.type](part, names) : unknown(part)));
}

function list(part, names) {
  const ordered = part.style === "ordered";
  const depth = part.indent ?? 0;
  const drawn = h(
    ordered ? "ol" : "ul",
    { class: `text rich-list${part.border ? " bordered" : ""}`, start: ordered && part.offset ? part.offset + 1 : null },
    part.elements.map((item) => h("li", {}, inline(item.elements, names))),
  );
  drawn.style.marginInlineStart = `${depth * 1.6}em`;
  drawn.style.listStyleType = MARKERS[ordered ? 1 : 0][depth % 3];
  return drawn;
}

function inline(elements, names) {
  return (elements ?? []).map((one) => {
    if (!Object.hasOwn(INLINE, one.type)) return unknown(one);
    return styled(INLINE[one.type](one, names), one.style ?? {});
  });
}

function styled(node, style) {
  return Object.entries(STYLES).reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), node);
}
