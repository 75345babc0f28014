// What is filled in or chosen in a message or view, as Slack reports it: {block_id: {action_id: state}}.

/** The states of one message or view; they outlive a redrawing, as in Slack. */
export class Form {
  #states = new Map();
  #drawn = new Set();

  /** Called before a redrawing; what is not drawn again is forgotten at the end. */
  begin() {
    this.#drawn.clear();
  }

  /** Called after it. */
  end() {
    for (const key of this.#states.keys()) if (!this.#drawn.has(key)) this.#states.delete(key);
  }

  /** The state an element starts with: what stood there, else what it was drawn with. */
  start(block, element, initial) {
    const key = JSON.stringify([block.block_id, element.action_id]);
    const known = this.#states.get(key);
    const drawn = JSON.stringify(initial);
    this.#drawn.add(key);
    if (known && known.state.type === element.type && known.initial === drawn) return known.state;
    this.#states.set(key, { state: initial, initial: drawn });
    return initial;
  }

  /** Something else stands there now. */
  set(block, element, state) {
    const key = JSON.stringify([block.block_id, element.action_id]);
    this.#states.set(key, { initial: this.#states.get(key)?.initial, state });
  }

  /** All of it. */
  values() {
    const found = {};
    for (const [key, { state }] of this.#states) {
      const [block, action] = JSON.parse(key);
      (found[block] ??= {})[action] = state;
    }
    return found;
  }
}

const forms = new Map();

/** The form of a message or view, by a name of its own. */
export function formOf(name) {
  if (!forms.has(name)) forms.set(name, new Form());
  return forms.get(name);
}

/** Drops the forms of views that are gone. */
export function keepForms(prefix, names) {
  for (const name of forms.keys()) if (name.startsWith(prefix) && !names.includes(name)) forms.delete(name);
}
