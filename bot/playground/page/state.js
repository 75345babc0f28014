// What the server told, where the person is, and what they have read.

import { fetchState, listen, send } from "./api.js";

const watchers = new Set();
const read = new Map();
const dismissed = new Set();
let current = null;
let place = null;
let stop = null;
let loading = null;
let queued = null;
let turn = 0;
let acting = 0;
let heard = null;

export const state = () => current;
export const here = () => place;
export const me = () => current.people.find((person) => person.id === current.me);
export const direct = () => current.places.find((known) => known.kind === "dm");
export const placeOf = (id) => current.places.find((known) => known.id === id);

/** Calls back with (state, {moved, person}) after every change. */
export function watch(watcher) {
  watchers.add(watcher);
}

function tell(what = {}) {
  markRead();
  for (const watcher of watchers) watcher(current, what);
}

/** Takes a new state, and forgets what was read when the story began again. */
export function take(next) {
  const fresh = !current || current.stage !== next.stage;
  const person = fresh || current.me !== next.me;
  if (!person && next.version < current.version) return;
  current = next;
  if (fresh) {
    read.clear();
    dismissed.clear();
    for (const known of next.people) read.set(`posts ${known.id}`, known.posts);
  }
  if (person || !placeOf(place)) place = direct()?.id ?? next.places[0].id;
  if (person) startReading();
  tell({ moved: person, person });
}

/** Asks for the state; a call that comes meanwhile is answered by another asking. */
export function refresh() {
  if (!loading) {
    loading = fetchState(current.me)
      .then((next) => next.me === current.me && take(next), () => {})
      .finally(() => (loading = null));
    return loading;
  }
  queued ??= loading.then(() => {
    queued = null;
    return refresh();
  });
  return queued;
}

/** Somebody sits down in front of the page. */
export async function become(id) {
  const mine = (turn += 1);
  const next = await fetchState(id);
  if (mine !== turn) return;
  stop?.();
  take(next);
  remember(next.me);
  stop = listen(next.me, hear);
}

/** News, which wait for the answer to what one is doing: it may bring the same. */
function hear(news) {
  if (acting) heard = news;
  else if (!isKnown(news)) refresh();
}

/** Whether the news tell of a state that stands here already: the answer to what one did brought it. */
const isKnown = ({ stage, version }) => stage === current.stage && version <= current.version;

function remember(id) {
  const address = new URL(location.href);
  address.searchParams.set("as", id);
  history.replaceState(null, "", address);
}

/** Does something as the person; gives the server's answer once the new state stands. */
export async function act(what, fields = {}) {
  const as = current.me;
  doing(what);
  const answer = await waited(send({ as, what, ...fields }));
  if (answer.state) {
    if (answer.state.me === current.me) take(answer.state);
  } else if (what !== "options") await refresh();
  catchUp();
  if (answer.ok === false) trouble(answer.error ?? "That did not work.");
  return answer;
}

async function waited(answer) {
  acting += 1;
  try {
    return await answer;
  } finally {
    acting -= 1;
  }
}

function catchUp() {
  if (acting || !heard) return;
  const news = heard;
  heard = null;
  hear(news);
}

let doing = () => {};
let trouble = () => {};

/** Who is told what the person begins to do. */
export function onDoing(told) {
  doing = told;
}

/** Who tells the person that something failed. */
export function onTrouble(teller) {
  trouble = teller;
}

/** Goes to a channel, the direct messages, or Home. */
export function goTo(id) {
  if (!placeOf(id)) return;
  const moved = place !== id;
  place = id;
  tell({ moved });
  if (placeOf(id).kind === "home") act("open_home");
}

export const messagesOf = (id) =>
  (current.messages[id] ?? []).filter((message) => !dismissed.has(`${id} ${message.ts}`));

/** Hides an ephemeral message, as Slack lets people do. */
export function dismiss(id, ts) {
  dismissed.add(`${id} ${ts}`);
  tell();
}

function key(id) {
  return `${current.me} ${id}`;
}

function startReading() {
  for (const known of current.places) {
    const all = current.messages[known.id] ?? [];
    if (!read.has(key(known.id))) read.set(key(known.id), all.at(-2)?.ts ?? "");
  }
}

function markRead() {
  read.set(key(place), messagesOf(place).at(-1)?.ts ?? "");
  read.set(`posts ${current.me}`, me().posts);
}

/** How many messages of a place are news. */
export function unread(id) {
  const last = read.get(key(id)) ?? "";
  const all = messagesOf(id);
  const at = all.findIndex((message) => message.ts === last);
  return all.slice(at + 1).filter((message) => message.whoIsBot).length;
}

/** How many messages somebody else got since one last looked over their shoulder. */
export const news = (person) => Math.max(0, (person.posts ?? 0) - (read.get(`posts ${person.id}`) ?? 0));
