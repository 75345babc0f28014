// Keeps the keyboard where it was while things are drawn anew.

const keyOf = (element) => element?.closest?.("[data-key]")?.dataset.key;

/** The element of that key inside `root`. */
export function byKey(root, key) {
  return key === undefined ? undefined : [...root.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
}

/** Redraws a part; what had the focus in it has it afterwards, if it is still there. */
export function keepingFocus(root, redraw, fallback = () => null) {
  const active = document.activeElement;
  if (!root.contains(active)) return redraw();
  const key = keyOf(active);
  const caret = typeof active.selectionStart === "number" ? [active.selectionStart, active.selectionEnd] : null;
  redraw();
  if (root.contains(document.activeElement) && document.activeElement.isConnected) return undefined;
  const found = byKey(root, key) ?? fallback();
  found?.focus({ preventScroll: true });
  if (caret && found?.setSelectionRange && found.type !== "email") found.setSelectionRange(...caret);
  return undefined;
}
