// Menus: fixed ones, those that ask the server, people, channels; one or several.

import { confirmed } from "../confirm.js";
import { withEmoji } from "../emoji.js";
import { state } from "../state.js";
import { combobox } from "./combobox.js";
import { named } from "./labels.js";

const QUERY = 3;

/** By element: where what is chosen stands, what it starts from, and how a choice becomes it. */
const option = { one: "selected_option", many: "selected_options", start: "option", told: (item) => item.option };
const id = (what) => ({ one: `selected_${what}`, many: `selected_${what}s`, start: what, told: (item) => item.id });
const KINDS = {
  static: option,
  external: option,
  users: id("user"),
  channels: id("channel"),
  conversations: id("conversation"),
};

const kindOf = (element) => element.type.replace("multi_", "").replace("_select", "");

/** A menu with one choice. */
export function select(element, block, surface, labels) {
  const shape = KINDS[kindOf(element)];
  const initial = { type: element.type, [shape.one]: element[`initial_${shape.start}`] ?? null };
  const start = surface.form.start(block, element, initial);
  const tell = (items) => surface.change(block, element, { [shape.one]: items.length ? shape.told(items[0]) : null });
  const chosen = start[shape.one] ? [itemOf(element, start[shape.one])] : [];
  return drawn(element, block, surface, labels, chosen, tell, false);
}

/** A menu with several. */
export function multiSelect(element, block, surface, labels) {
  const shape = KINDS[kindOf(element)];
  const initial = { type: element.type, [shape.many]: element[`initial_${shape.start}s`] ?? [] };
  const start = surface.form.start(block, element, initial);
  const tell = (items) => surface.change(block, element, { [shape.many]: items.map(shape.told) });
  return drawn(element, block, surface, labels, start[shape.many].map((one) => itemOf(element, one)), tell, true);
}

function drawn(element, block, surface, labels, chosen, tell, many) {
  return combobox({
    names: named(element, block, labels, "Choose"),
    placeholder: element.placeholder?.text ?? "Choose an option",
    chosen,
    many,
    most: element.max_selected_items,
    mayClear: many || (block.type === "input" && block.optional),
    least: kindOf(element) === "external" ? (element.min_query_length ?? QUERY) : 0,
    waits: kindOf(element) === "external",
    load: (typed) => offered(element, block, surface, typed),
    tell,
    allows: () => confirmed(element.confirm),
  });
}

function itemOf(element, value) {
  if (typeof value !== "string") return fromOption(value);
  return everybody(kindOf(element)).find((item) => item.id === value) ?? { id: value, label: value };
}

const fromOption = (one) => ({
  id: one.value,
  label: withEmoji(one.text?.text ?? ""),
  note: one.description?.text,
  option: one,
});

/** What fits what was typed, as [{group, items}]. */
async function offered(element, block, surface, typed) {
  const kind = kindOf(element);
  if (kind === "external") return grouped(await surface.options(block, element, typed));
  const groups = kind === "static" ? grouped(element) : [{ group: null, items: everybody(kind) }];
  const wanted = typed.trim().toLocaleLowerCase();
  return groups
    .map(({ group, items }) => ({ group, items: items.filter((item) => item.label.toLocaleLowerCase().includes(wanted)) }))
    .filter(({ items }) => items.length);
}

function grouped({ options, option_groups: groups }) {
  if (!groups) return [{ group: null, items: (options ?? []).map(fromOption) }];
  return groups.map((group) => ({ group: group.label.text, items: group.options.map(fromOption) }));
}

function everybody(kind) {
  const { people, places } = state();
  const members = people.map((person) => ({ id: person.id, label: person.name, note: person.role }));
  const channels = places.filter((place) => place.kind === "channel").map((place) => ({ id: place.id, label: `#${place.name}` }));
  return { users: members, channels, conversations: [...channels, ...members] }[kind];
}
