// Small things that open beside what was pressed: lists and menus, above everything, closed from outside.

import { h, freshId } from "./dom.js";

const GAP = 4;
const open = new Set();

/** Shows `content` at `anchor`; gives a function that closes it. `closed` is called once. */
export function popup(anchor, content, { closed = () => {}, wide = false, above = false } = {}) {
  content.popover = "manual";
  anchor.closest("dialog, body").append(content);
  content.showPopover();
  const place = () => placeAt(anchor, content, wide, above);
  const shut = () => {
    if (!open.delete(shut)) return;
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", place);
    document.removeEventListener("scroll", place, true);
    content.remove();
    closed();
  };
  const outside = (event) => {
    if (!content.contains(event.target) && !anchor.contains(event.target)) shut();
  };
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", place);
  document.addEventListener("scroll", place, true);
  open.add(shut);
  place();
  return shut;
}

function placeAt(anchor, content, wide, above) {
  const at = anchor.getBoundingClientRect();
  content.style.maxHeight = "";
  content.style.minWidth = `${Math.min(at.width, innerWidth - 16)}px`;
  if (wide) content.style.width = `${at.width}px`;
  const { width, height } = content.getBoundingClientRect();
  const below = innerHeight - at.bottom - 2 * GAP;
  const upwards = above || (height > below && at.top > below);
  const room = upwards ? at.top - 2 * GAP : below;
  content.style.maxHeight = `${Math.max(120, room)}px`;
  content.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  content.style.top = upwards ? `${Math.max(GAP, at.top - Math.min(height, room) - GAP)}px` : `${at.bottom + GAP}px`;
}

/** Makes a button open a menu of {label, note, pick, danger, icon}. */
export function menuButton(button, items, { name }) {
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  let shut = null;
  const close = (back = false) => {
    shut?.();
    if (back) button.focus();
  };
  const show = (last = false) => {
    const list = menu(name, typeof items === "function" ? items() : items, close);
    button.setAttribute("aria-expanded", "true");
    shut = popup(button, list, {
      closed: () => {
        shut = null;
        button.setAttribute("aria-expanded", "false");
      },
    });
    const found = list.querySelectorAll("[role=menuitem]");
    found[last ? found.length - 1 : 0]?.focus();
  };
  button.addEventListener("click", () => (shut ? close() : show()));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    show(event.key === "ArrowUp");
  });
  return button;
}

function menu(name, items, close) {
  const rows = items.map((item) => menuItem(item, close));
  const list = h("div", { class: "menu", role: "menu", "aria-label": name, id: freshId("menu") }, rows);
  list.addEventListener("keydown", (event) => {
    const at = rows.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) rows[(to + rows.length) % rows.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !list.contains(event.relatedTarget)) close();
  });
  return list;
}

function menuItem(item, close) {
  const pick = () => {
    close(true);
    item.pick();
  };
  const note = item.note && h("span", { class: "menu-note" }, item.note);
  const name = item.danger ? "menu-item danger" : "menu-item";
  return h("button", { type: "button", role: "menuitem", tabindex: "-1", class: name, on: { click: pick } }, item.label, note && " ", note);
}
