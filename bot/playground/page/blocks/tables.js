// Tables: the plain one, and the one with a caption, sorting and pages.

import { h, fill } from "../dom.js";
import { richNodes } from "./rich_text.js";
import { unknown } from "./unknown.js";

const PAGE = 5;

/** A table block; its first row is the heading. */
export function table(block, surface) {
  const settings = block.column_settings ?? [];
  const place = (cell, at) => {
    cell.classList.add(`align-${settings[at]?.align ?? "left"}`);
    if (settings[at]?.is_wrapped) cell.classList.add("wrapped");
    return cell;
  };
  const [head, ...rows] = block.rows;
  const names = surface.names;
  const headings = head.map((cell, at) => place(h("th", { scope: "col" }, cellNodes(cell, names)), at));
  const body = rows.map((row) => h("tr", {}, row.map((cell, at) => place(h("td", {}, cellNodes(cell, names)), at))));
  return scrolling("Table", h("table", {}, h("thead", {}, h("tr", {}, headings)), h("tbody", {}, body)));
}

/** A data table: pages, and columns that sort. */
export function dataTable(block, surface) {
  return new DataTable(block, surface.names).root;
}

class DataTable {
  constructor(block, names) {
    const [head, ...rows] = block.rows;
    Object.assign(this, { head, rows, names, block, size: block.page_size ?? PAGE, page: 0, column: null, down: false });
    this.named = block.row_header_column_index ?? 0;
    this.body = h("tbody");
    this.headings = head.map((cell, at) => this.heading(cell, at));
    this.foot = h("div", { class: "table-foot" });
    const caption = h("caption", {}, block.caption);
    this.root = [
      scrolling(block.caption, h("table", { class: "data" }, caption, h("thead", {}, h("tr", {}, this.headings)), this.body)),
      this.foot,
    ];
    this.draw();
  }

  heading(cell, at) {
    const sort = () => this.sort(at);
    const name = h("button", { type: "button", class: "sort", on: { click: sort } }, cellNodes(cell, this.names), h("span", { class: "sort-sign", "aria-hidden": "true" }));
    return h("th", { scope: "col", class: this.isNumber(at) ? "align-right" : "" }, name);
  }

  isNumber(at) {
    return this.rows.every((row) => row[at]?.type === "raw_number");
  }

  sort(at) {
    this.down = this.column === at && !this.down;
    this.column = at;
    this.page = 0;
    this.headings.forEach((heading, number) => {
      if (number === at) heading.setAttribute("aria-sort", this.down ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    });
    this.draw();
  }

  sorted() {
    if (this.column === null) return this.rows;
    const order = (one, other) => compare(one[this.column], other[this.column]);
    const found = [...this.rows].sort(order);
    return this.down ? found.reverse() : found;
  }

  draw() {
    const from = this.page * this.size;
    fill(this.body, this.sorted().slice(from, from + this.size).map((row) => h("tr", {}, row.map((cell, at) => this.cell(cell, at)))));
    const pages = Math.ceil(this.rows.length / this.size);
    const words = `${from + 1}–${Math.min(from + this.size, this.rows.length)} of ${this.rows.length}`;
    const turn = (label, to) =>
      h("button", { type: "button", class: "button small", disabled: to < 0 || to >= pages, on: { click: () => this.turn(to, label) } }, label);
    fill(this.foot, pages > 1 && [h("span", { role: "status" }, words), turn("Previous", this.page - 1), turn("Next", this.page + 1)]);
  }

  turn(to, label) {
    this.page = to;
    this.draw();
    const buttons = [...this.foot.querySelectorAll("button:enabled")];
    (buttons.find((button) => button.textContent === label) ?? buttons[0])?.focus();
  }

  cell(cell, at) {
    const name = cell.type === "raw_number" && this.isNumber(at) ? "align-right" : "";
    return at === this.named
      ? h("th", { scope: "row", class: name }, cellNodes(cell, this.names))
      : h("td", { class: name }, cellNodes(cell, this.names));
  }
}

function compare(one, other) {
  if (one.type === "raw_number" && other.type === "raw_number") return one.value - other.value;
  return words(one).localeCompare(words(other), undefined, { numeric: true });
}

const words = (cell) => cell.text ?? (cell.elements ?? []).map(words).join(" ");

function cellNodes(cell, names) {
  if (cell?.type === "raw_text") return [cell.text];
  if (cell?.type === "raw_number") return [cell.text ?? String(cell.value)];
  if (cell?.type === "rich_text") return richNodes(cell, names);
  return [unknown(cell)];
}

/** Wide tables scroll by themselves, not with the page. */
function scrolling(name, content) {
  return h("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": name }, content);
}
