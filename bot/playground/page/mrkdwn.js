// Slack's mrkdwn as nodes.

import { h, link } from "./dom.js";
import { slackDate } from "./dates.js";
import { emoji, withEmoji } from "./emoji.js";

const MARKS = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;
const BARE = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)"'”’\]]/y;

/** &amp; &lt; &gt; as what they stand for; `&amp;lt;` stays `&lt;`. */
export const unescaped = (text) => text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);

/** A text object, plain or mrkdwn. `names` knows people, channels and the zone. */
export function textNodes(text, names) {
  if (!text) return [];
  if (typeof text === "string") return [text];
  if (text.type === "mrkdwn") return mrkdwn(text.text ?? "", names, text.verbatim);
  return [text.emoji === false ? (text.text ?? "") : withEmoji(text.text ?? "")];
}

/** The nodes of a whole mrkdwn text. */
export function mrkdwn(text, names, verbatim = false) {
  const nodes = [];
  for (const [at, piece] of text.split("```").entries()) {
    const fenced = at % 2 === 1;
    if (fenced && text.split("```").length > at + 1) nodes.push(h("pre", {}, unescaped(plainTokens(piece).replace(/^\n|\n$/g, ""))));
    else nodes.push(...quoted(fenced ? `\`\`\`${piece}` : trimmedAround(piece, at), names, verbatim));
  }
  return nodes;
}

const trimmedAround = (piece, at) => (at > 0 ? piece.replace(/^\n/, "") : piece);
const plainTokens = (text) => text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => label || target);

function quoted(text, names, verbatim) {
  const nodes = [];
  let quote = null;
  for (const [at, line] of text.split("\n").entries()) {
    const found = /^(?:&gt;|>) ?(.*)$/s.exec(line);
    if (found) {
      if (!quote) nodes.push((quote = h("blockquote")));
      else quote.append(h("br"));
      quote.append(...inline(found[1], names, verbatim));
    } else {
      if (at > 0 && !quote) nodes.push(h("br"));
      quote = null;
      nodes.push(...inline(line, names, verbatim));
    }
  }
  return nodes;
}

function inline(text, names, verbatim) {
  const nodes = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    if (plain) nodes.push(unescaped(plain));
    plain = "";
  };
  while (at < text.length) {
    const found = piece(text, at, names, verbatim);
    if (found) {
      flush();
      nodes.push(...found.nodes);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

function piece(text, at, names, verbatim) {
  const sign = text[at];
  if (sign === "`") return code(text, at);
  if (sign === "<") return token(text, at, names);
  if (sign === ":") return shortcode(text, at);
  if (sign in MARKS) return marked(text, at, names, verbatim);
  if (sign === "h" && !verbatim) return bareLink(text, at);
  return null;
}

function code(text, at) {
  const end = text.indexOf("`", at + 1);
  if (end <= at + 1) return null;
  return { nodes: [h("code", {}, unescaped(plainTokens(text.slice(at + 1, end))))], end: end + 1 };
}

function shortcode(text, at) {
  const found = /:([a-z0-9_+-]+):/y;
  found.lastIndex = at;
  const name = found.exec(text)?.[1];
  const sign = name && emoji(name);
  return sign ? { nodes: [emojiNode(name, sign)], end: at + name.length + 2 } : null;
}

/** An emoji that screen readers call by its name. */
export function emojiNode(name, sign = emoji(name)) {
  if (!sign) return `:${name}:`;
  return h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " ") }, sign);
}

function marked(text, at, names, verbatim) {
  const mark = text[at];
  if (WORD.test(text[at - 1] ?? "") || text[at - 1] === mark || /\s|^$/.test(text[at + 1] ?? "") || text[at + 1] === mark) return null;
  const end = closing(text, at + 1, mark);
  if (end < 0) return null;
  return { nodes: [h(MARKS[mark], {}, inline(text.slice(at + 1, end), names, verbatim))], end: end + 1 };
}

/** Where a mark closes: behind a word, before none, outside code and links. */
function closing(text, from, mark) {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "`" || text[at] === "<") {
      const end = text.indexOf(text[at] === "`" ? "`" : ">", at + 1);
      if (end > 0) at = end;
    } else if (text[at] === mark && at > from && !/\s/.test(text[at - 1]) && !WORD.test(text[at + 1] ?? "")) return at;
  }
  return -1;
}

function bareLink(text, at) {
  BARE.lastIndex = at;
  const found = WORD.test(text[at - 1] ?? "") ? null : BARE.exec(text);
  return found ? { nodes: [link(unescaped(found[0]), unescaped(found[0]))], end: at + found[0].length } : null;
}

function token(text, at, names) {
  const end = text.indexOf(">", at);
  if (end < 0) return null;
  const [target, ...rest] = text.slice(at + 1, end).split("|");
  const node = reference(target, rest.join("|"), names);
  return node ? { nodes: [node], end: end + 1 } : null;
}

function reference(target, label, names) {
  const id = target.slice(1);
  if (/^@[UW]/.test(target)) return mention(`@${names.person(id) ?? (label || id)}`, id === names.me);
  if (/^#[CG]/.test(target)) return mention(`#${names.channel(id) ?? (label || id)}`);
  if (target.startsWith("!date^")) return when(target, label, names);
  if (target.startsWith("!subteam^")) return mention(label || "@group");
  if (/^!(here|channel|everyone)$/.test(target)) return mention(`@${id}`, true);
  if (/^(https?:|mailto:|tel:|slack:)/.test(target)) return link(unescaped(target), unescaped(label || target.replace(/^(mailto|tel):/, "")));
  return null;
}

/** A person, a channel or everybody. */
export function mention(words, isMe = false) {
  return h("span", { class: isMe ? "mention mention-me" : "mention" }, words);
}

function when(target, label, names) {
  const [, seconds, format, address] = target.split("^");
  const words = slackDate(seconds, format ?? "", names.zone, label);
  const node = h("time", {}, words);
  return address ? link(unescaped(address), node) : node;
}
