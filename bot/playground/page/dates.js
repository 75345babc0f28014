// Days and times as people write them. ISO texts carry the zone they are meant for.

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** `2026-03-09T08:31:00+00:00` as its own wall clock has it. */
export function parts(iso) {
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  return { day: iso.slice(0, 10), time: iso.slice(11, 16), utc: Date.UTC(year, month - 1, day) };
}

/** Today, Yesterday, or `Monday, 9 March`. */
export function dayName(iso, nowIso) {
  const [then, now] = [parts(iso).utc, parts(nowIso).utc];
  const ago = Math.round((now - then) / 86_400_000);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  const date = new Date(then);
  const year = date.getUTCFullYear() === new Date(now).getUTCFullYear() ? "" : ` ${date.getUTCFullYear()}`;
  return `${DAYS[date.getUTCDay()]}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${year}`;
}

/** `Thu 12 Mar 2026` for 2026-03-12. */
export function shortDay(day) {
  const date = new Date(parts(day).utc);
  if (Number.isNaN(date.getTime())) return "";
  return `${DAYS[date.getUTCDay()].slice(0, 3)} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()].slice(0, 3)} ${date.getUTCFullYear()}`;
}

const FORMATS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

/** Slack's `{date_short} at {time}` in a zone. */
export function slackDate(seconds, format, zone, fallback) {
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return fallback;
  try {
    return format.replace(/\{(\w+)\}/g, (whole, name) => {
      const shape = FORMATS[name.replace("_pretty", "")];
      return shape ? new Intl.DateTimeFormat("en-GB", { ...shape, timeZone: zone }).format(moment) : whole;
    });
  } catch {
    return fallback;
  }
}

/** Seconds since 1970 of a wall clock's `2026-03-12T10:30` in a zone. */
export function secondsIn(local, zone) {
  const guess = Date.parse(`${local}:00Z`);
  if (Number.isNaN(guess)) return null;
  let found = guess;
  for (let turn = 0; turn < 2; turn += 1) found += guess - Date.parse(`${localIn(found / 1000, zone)}:00Z`);
  return Math.floor(found / 1000);
}

/** A moment as the wall clock of a zone, `2026-03-12T10:30`. */
export function localIn(seconds, zone) {
  const shape = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  const found = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", shape).formatToParts(new Date(seconds * 1000)).map((part) => [part.type, part.value]),
  );
  return `${found.year}-${found.month}-${found.day}T${found.hour}:${found.minute}`;
}
