// What may follow in the composer: the command, its verbs, an example.

/** Rows of {insert, title, note} for a line, how the first is treated, and a hint. */
export function complete(line, command) {
  const none = { rows: [], hint: null, eager: false };
  if (!line.startsWith("/")) return none;
  const [name, ...rest] = line.split(/(?<=^\S+)\s/);
  if (!rest.length) return names(line, command);
  if (name !== command.name) return none;
  return verbs(rest.join(" "), command);
}

function names(line, command) {
  if (!command.name.startsWith(line)) return { rows: [], hint: null, eager: false };
  const row = { insert: `${command.name} `, title: command.name, note: command.hint };
  return { rows: [row], hint: null, eager: line !== command.name };
}

function verbs(typed, command) {
  const word = typed.trimStart().split(/\s/)[0].toLowerCase();
  const known = command.verbs.find((one) => one.verb === word);
  const begun = /\S\s/.test(typed);
  if (known && begun) return { rows: typed.trim() === word ? examples(known, command) : [], hint: known, eager: false };
  if (begun) return { rows: [], hint: null, eager: false };
  const fits = command.verbs.filter((one) => one.verb.startsWith(word));
  const rows = fits.map((one) => ({ insert: `${command.name} ${one.verb} `, title: one.usage, note: one.does, verb: one.verb }));
  return { rows, hint: known ?? null, eager: Boolean(word) && !known };
}

function examples(verb, command) {
  return (verb.examples ?? []).map((line) => ({ insert: `${command.name} ${line}`, title: `${command.name} ${line}`, note: null, example: true }));
}
