// Where blocks stand: what they may do there, and the names of people and channels.

import { act, me, state } from "./state.js";

/** Names for mentions, and the zone for dates. */
export function names() {
  const now = state();
  const person = (id) => now.people.find((one) => one.id === id)?.name ?? (now.bot.id === id ? now.bot.name : undefined);
  const channel = (id) => now.places.find((one) => one.id === id && one.kind === "channel")?.name;
  return { person, channel, zone: me().zone, me: now.me };
}

/** A message, a modal or Home. `address` is {place, ts} or {view}. */
export class Surface {
  constructor(kind, address, form) {
    this.kind = kind;
    this.address = address;
    this.form = form;
    this.names = names();
  }

  /** Whether a change there is told at once, or only with the whole form. */
  tells(block) {
    return block.type !== "input" || Boolean(block.dispatch_action);
  }

  /** Tells that an element was pressed or changed; `told` is Slack's part of it. */
  press(block, element, told) {
    const ids = { block_id: block.block_id, action_id: element.action_id };
    const action = { type: element.type, ...ids, ...told };
    return act("press", { ...this.address, ...ids, action, values: this.form.values() });
  }

  /** What a menu offers for what was typed. */
  async options(block, element, value) {
    const answer = await act("options", { ...this.address, block_id: block.block_id, action_id: element.action_id, value });
    return answer.option_groups ? { option_groups: answer.option_groups } : { options: answer.options ?? [] };
  }

  /** A change of a stateful element: kept, and told where changes are told. */
  async change(block, element, told) {
    this.form.set(block, element, { type: element.type, ...told });
    if (this.tells(block)) await this.press(block, element, told);
  }
}
