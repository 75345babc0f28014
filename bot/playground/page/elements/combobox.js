// A field that narrows a list while one types; with one choice or several.

import { h, fill, freshId } from "../dom.js";
import { icon } from "../icons.js";
import { popup } from "../popup.js";

const PAUSE = 120;

/** Draws it. `load(typed)` gives [{group, items}]; `tell(items)` is called with what is chosen. */
export function combobox(of) {
  const list = h("div", { class: "listbox", role: "listbox", id: freshId("list"), "aria-label": of.placeholder });
  if (of.many) list.setAttribute("aria-multiselectable", "true");
  const input = h("input", {
    class: "combobox-input",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    ...of.names,
  });
  const clear = h("button", { type: "button", class: "combobox-clear", "aria-label": "Clear", hidden: true }, icon("close"));
  const chips = h("span", { class: "chips" });
  const box = h("div", { class: of.many ? "combobox many" : "combobox" }, chips, input, clear, icon("chevron", "combobox-chevron"));
  return new Combobox(of, { list, input, clear, chips, box }).box;
}

class Combobox {
  constructor(of, parts) {
    Object.assign(this, parts, { of, chosen: [...of.chosen], rows: [], active: -1, shut: null, asked: 0, timer: null });
    this.input.addEventListener("input", () => this.type());
    this.input.addEventListener("click", () => (this.shut ? this.close() : this.open("")));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.clear.addEventListener("click", () => this.choose([]));
    this.draw();
  }

  draw() {
    this.input.placeholder = this.of.many && this.chosen.length ? "" : this.of.placeholder;
    this.clear.hidden = this.of.many || !this.of.mayClear || !this.chosen.length;
    fill(this.chips, this.of.many ? this.chosen.map((item) => this.chip(item)) : []);
    this.settle();
  }

  /** What was half typed gives way to what is chosen. */
  settle() {
    this.input.value = this.of.many ? "" : (this.chosen[0]?.label ?? "");
  }

  chip(item) {
    const drop = () => this.choose(this.chosen.filter((one) => one.id !== item.id));
    const cross = h("button", { type: "button", class: "chip-drop", "aria-label": `Remove ${item.label}`, on: { click: drop } }, icon("close"));
    return h("span", { class: "chip" }, item.label, cross);
  }

  type() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(this.input.value), this.of.waits ? PAUSE : 0);
  }

  async open(typed) {
    const turn = (this.asked += 1);
    if (!this.shut) {
      this.shut = popup(this.box, this.list, { wide: true, closed: () => this.closed() });
      this.input.setAttribute("aria-expanded", "true");
      this.input.setAttribute("aria-controls", this.list.id);
    }
    if (typed.length < this.of.least) return this.say(`Type at least ${this.of.least} characters.`);
    if (this.of.waits) this.say("Looking …");
    const groups = await this.of.load(typed);
    if (turn === this.asked && this.shut) this.offer(groups);
    return undefined;
  }

  say(words) {
    this.rows = [];
    this.mark(-1);
    fill(this.list, h("div", { class: "listbox-note", role: "option", "aria-disabled": "true", "aria-selected": "false" }, words));
  }

  offer(groups) {
    const items = groups.flatMap((group) => group.items);
    if (!items.length) return this.say("Nothing fits.");
    this.rows = [];
    fill(
      this.list,
      groups.map(({ group, items: some }) => {
        const rows = some.map((item) => this.row(item));
        return group ? h("div", { role: "group", "aria-label": group }, h("div", { class: "listbox-group", "aria-hidden": "true" }, group), rows) : rows;
      }),
    );
    return this.mark(this.rows.findIndex((row) => row.selected) >= 0 && !this.of.many ? this.rows.findIndex((row) => row.selected) : 0);
  }

  row(item) {
    const selected = this.chosen.some((one) => one.id === item.id);
    const note = item.note && h("span", { class: "listbox-item-note" }, item.note);
    const element = h(
      "div",
      { class: "listbox-item", role: "option", id: freshId("option"), "aria-selected": String(selected), on: { click: () => this.pick(item) } },
      h("span", {}, item.label, note && " ", note),
      selected && icon("check"),
    );
    this.rows.push({ item, element, selected });
    return element;
  }

  mark(at) {
    this.rows[this.active]?.element.classList.remove("active");
    this.active = at;
    const row = this.rows[at];
    row?.element.classList.add("active");
    row?.element.scrollIntoView({ block: "nearest" });
    if (row) this.input.setAttribute("aria-activedescendant", row.element.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (!this.shut) return void this.open("");
      const step = key === "ArrowDown" ? 1 : -1;
      if (this.rows.length) this.mark((this.active + step + this.rows.length) % this.rows.length);
    } else if (key === "Enter") {
      event.preventDefault();
      if (this.shut && this.rows[this.active]) this.pick(this.rows[this.active].item);
      else if (!this.shut) this.open("");
    } else if (key === "Escape" && this.shut) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (key === "Backspace" && this.of.many && !this.input.value) this.choose(this.chosen.slice(0, -1));
    return undefined;
  }

  pick(item) {
    if (!this.of.many) return this.choose([item]);
    const without = this.chosen.filter((one) => one.id !== item.id);
    const full = this.of.most && this.chosen.length >= this.of.most;
    if (without.length === this.chosen.length && full) return this.say(`At most ${this.of.most} can be chosen.`);
    return this.choose(without.length < this.chosen.length ? without : [...this.chosen, item]);
  }

  async choose(items) {
    const before = this.chosen;
    this.chosen = items;
    this.close();
    this.draw();
    if (await this.of.allows()) return this.of.tell(items);
    this.chosen = before;
    return this.draw();
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.shut?.();
    this.settle();
  }

  closed() {
    this.shut = null;
    this.rows = [];
    this.mark(-1);
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-controls");
    this.settle();
  }
}
