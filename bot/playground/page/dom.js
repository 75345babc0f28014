// Makes elements. Text is always text: nothing here can become markup.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "htmlFor", "textContent", "inert"]);
const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "slack:"]);

/** An element with attributes (`class`, `dataset`, `on: {click}` …) and children. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) set(element, key, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key === "class") element.className = value;
  else if (key === "dataset") Object.assign(element.dataset, value);
  else if (key === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  else if (PROPERTIES.has(key)) element[key] = value;
  else element.setAttribute(key, value === true ? "" : String(value));
}

/** Children of an element, replaced. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(Boolean));
  return element;
}

/** Text that only screen readers say. */
export function unseen(text) {
  return h("span", { class: "unseen" }, text);
}

/** The address when a link may go there, else null. */
export function safeLink(address) {
  try {
    const url = new URL(String(address));
    return SAFE_SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link that opens beside the page, or plain text when the address is none. */
export function link(address, ...children) {
  const href = safeLink(address);
  if (!href) return h("span", {}, ...children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** An image of this origin or a picture in the address itself; the page asks nobody else. */
export function picture(address, alt, name) {
  const own = String(address ?? "").startsWith("data:image/") || sameOrigin(address);
  if (own) return h("img", { class: name, src: address, alt });
  return h("span", { class: `${name} picture-elsewhere`, role: "img", "aria-label": alt, title: alt }, "▦");
}

function sameOrigin(address) {
  try {
    return Boolean(address) && new URL(String(address), location.href).origin === location.origin;
  } catch {
    return false;
  }
}

let numbers = 0;

/** An id no other element has. */
export function freshId(name = "x") {
  numbers += 1;
  return `${name}-${numbers}`;
}
