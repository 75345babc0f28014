// Where one types: the line, its completions, shortcuts and files.

import { h, fill, freshId } from "./dom.js";
import { toast } from "./announce.js";
import { complete } from "./completion.js";
import { menuButton } from "./popup.js";
import { act, here, placeOf, state, watch } from "./state.js";

const MOST_BYTES = 5_000_000;
const said = [];
let box = null;

/** Starts it; `compose` fills it from elsewhere. */
export function startComposer() {
  box = new Composer();
}

/** Puts a line there, ready to be sent. */
export function compose(text, focus = true) {
  box.fill(text, focus);
}

class Composer {
  constructor() {
    const byId = (id) => document.getElementById(id);
    Object.assign(this, { form: byId("composer"), input: byId("composer-text"), list: byId("completions"), hint: byId("composer-hint") });
    Object.assign(this, { closed: byId("composer-closed"), picker: byId("file-picker"), rows: [], active: -1, shut: false, at: 0 });
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.show([]));
    this.input.addEventListener("focus", () => this.typed());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.files();
    this.shortcuts();
    watch((_, { moved }) => this.draw(moved));
  }

  draw(moved) {
    const place = placeOf(here());
    const dm = state().places.find((one) => one.kind === "dm");
    this.place = place.kind === "home" ? dm.id : place.id;
    this.closed.textContent = placeOf(this.place).closed ?? "";
    this.closed.hidden = !placeOf(this.place).closed;
    this.form.hidden = Boolean(placeOf(this.place).closed) || place.kind === "home";
    const name = place.kind === "channel" ? `#${place.name}` : place.name;
    this.input.placeholder = `Message ${name}, or ${state().command.name}`;
    this.input.setAttribute("aria-label", `Message ${name}`);
    document.getElementById("shortcuts").hidden = !state().shortcuts.global.length;
    if (moved) this.show([]);
  }

  fill(text, focus) {
    this.input.value = text;
    this.grow();
    if (focus && !this.form.hidden) this.input.focus();
    this.shut = true;
    this.typed(false);
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 200)}px`;
  }

  typed(opens = true) {
    if (opens) this.shut = false;
    this.grow();
    const { rows, hint, eager } = complete(this.input.value, state().command);
    fill(this.hint, hint && [h("code", {}, `${state().command.name} ${hint.usage}`), " ", hint.does]);
    this.hint.hidden = !hint;
    this.show(this.shut || document.activeElement !== this.input ? [] : rows, eager ? 0 : -1);
  }

  show(rows, active = -1) {
    this.rows = rows.map((row) => {
      const element = h(
        "li",
        { class: "completion", role: "option", id: freshId("completion"), "aria-selected": "false", on: { click: () => this.take(row) } },
        h("span", { class: "completion-title" }, row.title),
        row.note && h("span", { class: "completion-note" }, row.note),
      );
      return { row, element };
    });
    fill(this.list, this.rows.map(({ element }) => element));
    this.list.hidden = !rows.length;
    this.mark(active);
  }

  mark(at) {
    this.active = at;
    this.rows.forEach(({ element }, number) => element.setAttribute("aria-selected", String(number === at)));
    const element = this.rows[at]?.element;
    element?.scrollIntoView({ block: "nearest" });
    if (element) this.input.setAttribute("aria-activedescendant", element.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  take(row) {
    this.input.value = row.insert;
    this.typed();
    if (row.example) this.show([]);
    this.input.focus();
  }

  key(event) {
    const { key } = event;
    if (event.isComposing) return;
    if (this.rows.length && this.listKey(key, event)) event.preventDefault();
    else if (key === "Enter" && !event.shiftKey) this.submit(event);
    else if ((key === "ArrowUp" || key === "ArrowDown") && this.recall(key)) event.preventDefault();
  }

  listKey(key, event) {
    const count = this.rows.length;
    if (key === "ArrowDown") this.mark((this.active + 1) % count);
    else if (key === "ArrowUp" && (this.active >= 0 || !this.input.value.includes(" "))) this.mark((this.active - 1 + count) % count);
    else if (key === "Escape") {
      this.shut = true;
      this.show([]);
    } else if (key === "Tab" && !event.shiftKey) this.take(this.rows[Math.max(0, this.active)].row);
    else if (key === "Enter" && !event.shiftKey && this.active >= 0) this.take(this.rows[this.active].row);
    else return false;
    return true;
  }

  /** The lines said before, as in a shell, while nothing else was typed. */
  recall(key) {
    const standing = said[this.at];
    if (!said.length || (this.input.value && this.input.value !== standing)) return false;
    this.at = Math.max(0, Math.min(said.length, (this.input.value ? this.at : said.length) + (key === "ArrowUp" ? -1 : 1)));
    this.fill(said[this.at] ?? "", true);
    return true;
  }

  async submit(event) {
    event.preventDefault();
    const line = this.input.value.trim();
    if (!line) return;
    said.push(line);
    this.at = said.length;
    this.fill("", true);
    const { name } = state().command;
    const isCommand = line === name || line.startsWith(`${name} `);
    const answer = isCommand ? await act("command", { place: this.place, text: line.slice(name.length).trim() }) : await this.say(line);
    if (answer.ok === false && !this.input.value) this.fill(line, false);
  }

  say(line) {
    if (!line.startsWith("/")) return act("say", { place: this.place, text: line });
    const words = `${line.split(/\s/)[0]} is not a command here; ${state().command.name} is.`;
    toast(words);
    return { ok: false };
  }

  shortcuts() {
    const items = () =>
      state().shortcuts.global.map(({ callback_id, name }) => ({
        label: name,
        note: state().bot.name,
        pick: () => act("shortcut", { callback_id, place: this.place }),
      }));
    menuButton(document.getElementById("shortcuts"), items, { name: "Shortcuts" });
  }

  files() {
    const main = document.getElementById("main");
    const veil = document.getElementById("drop-veil");
    const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    const set = (on) => (veil.hidden = !on);
    main.addEventListener("dragover", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      set(true);
    });
    main.addEventListener("dragleave", (event) => main.contains(event.relatedTarget) || set(false));
    main.addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      set(false);
      this.upload(event.dataTransfer.files);
    });
    document.getElementById("attach").addEventListener("click", () => this.picker.click());
    this.picker.addEventListener("change", () => {
      this.upload(this.picker.files);
      this.picker.value = "";
    });
  }

  async upload(files) {
    for (const file of [...files]) {
      if (file.size > MOST_BYTES) toast(`${file.name} is larger than 5 MB.`);
      else await act("file", { place: this.place, name: file.name, base64: await base64(file) });
    }
  }
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.split(",")[1] ?? ""));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
