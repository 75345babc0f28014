// Ordinary markdown, as Slack's markdown block has it, as nodes.

import { h, link } from "./dom.js";
import { withEmoji } from "./emoji.js";

const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const ROW = /^\s*\|?.*\|.*$/;
const UNDER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const INLINE =
  /(?<code>`+)(?<inner>.+?)\k<code>|\[(?<label>[^\]]+)\]\((?<address>[^)\s]+)\)|(?<bold>\*\*|__)(?=\S)(?<strong>.+?)(?<=\S)\k<bold>|~~(?<gone>.+?)~~|(?<!\w)(?<slant>[*_])(?=\S)(?<em>.+?)(?<=\S)\k<slant>(?!\w)/s;

/** The nodes of a text. */
export function markdown(text) {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const nodes = [];
  while (lines.length) nodes.push(...next(lines));
  return nodes;
}

function next(lines) {
  const line = lines[0];
  if (!line.trim()) return drop(lines);
  if (/^\s*```/.test(line)) return [fence(lines)];
  if (RULE.test(line)) return drop(lines, h("hr"));
  if (HEADING.test(line)) return [heading(lines.shift())];
  if (/^\s*>/.test(line)) return [h("blockquote", {}, markdown(taken(lines, /^\s*>/).map((one) => one.replace(/^\s*> ?/, "")).join("\n")))];
  if (ITEM.test(line)) return [list(taken(lines, /^(\s*([-*+]|\d+[.)])\s|\s{2,}\S)/))];
  if (ROW.test(line) && UNDER.test(lines[1] ?? "") && lines[1].includes("-")) return [grid(taken(lines, ROW))];
  return [h("p", {}, paragraph(lines))];
}

function drop(lines, ...instead) {
  lines.shift();
  return instead;
}

function taken(lines, shape) {
  const found = [];
  while (lines.length && shape.test(lines[0])) found.push(lines.shift());
  return found;
}

function fence(lines) {
  lines.shift();
  const end = lines.findIndex((line) => /^\s*```/.test(line));
  const inner = lines.splice(0, end < 0 ? lines.length : end);
  lines.shift();
  return h("pre", {}, inner.join("\n"));
}

function heading(line) {
  const [, marks, words] = HEADING.exec(line);
  return h(`h${Math.min(6, marks.length + 2)}`, {}, inline(words));
}

function list(lines) {
  const [, depth, mark] = ITEM.exec(lines[0]);
  const items = [];
  for (const line of lines) {
    const found = ITEM.exec(line);
    if (found && found[1].length <= depth.length) items.push([found[3]]);
    else items.at(-1).push(line);
  }
  return h(/\d/.test(mark) ? "ol" : "ul", {}, items.map(item));
}

function item([words, ...inner]) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(words);
  const sign = task && (task[1] === " " ? "☐ " : "☑ ");
  return h("li", {}, sign, inline(task ? task[2] : words), inner.length ? markdown(inner.map((line) => line.trimStart() && line.slice(2)).join("\n")) : null);
}

const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());

function grid([head, , ...rows]) {
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, cells(head).map((cell) => h("th", { scope: "col" }, inline(cell))))),
    h("tbody", {}, rows.map((row) => h("tr", {}, cells(row).map((cell) => h("td", {}, inline(cell)))))),
  );
}

function paragraph(lines) {
  const found = [lines.shift()];
  while (lines.length && lines[0].trim() && !/^\s*(```|>|#{1,6}\s)/.test(lines[0]) && !ITEM.test(lines[0])) found.push(lines.shift());
  return found.flatMap((line, at) => (at ? [h("br"), ...inline(line)] : inline(line)));
}

function inline(text) {
  const found = INLINE.exec(text);
  if (!found) return text ? [withEmoji(text)] : [];
  const { groups } = found;
  const before = text.slice(0, found.index);
  return [...(before ? [withEmoji(before)] : []), node(groups), ...inline(text.slice(found.index + found[0].length))];
}

function node(groups) {
  if (groups.code) return h("code", {}, groups.inner);
  if (groups.label) return link(groups.address, inline(groups.label));
  if (groups.bold) return h("strong", {}, inline(groups.strong));
  if (groups.gone) return h("s", {}, inline(groups.gone));
  return h("em", {}, inline(groups.em));
}
