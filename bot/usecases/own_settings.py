"""What a member sets for themselves: hour, zone, days, what comes, and when it is quiet."""

import re
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from bot.usecases import nudging, regions, schedule
from bot.usecases.asking import Asking
from coaching.errors import Refusal, Suggestion
from coaching.localtime import is_zone, places
from coaching.nudges import NudgeKind
from coaching.when import parse_when
from storage import members
from storage.database import Session

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_NAMES = tuple(name[:3] for name in WEEKDAYS)
_RANGE = re.compile(r"\s*(?:-|–|\bto\b)\s*")
MOST_ZONES = 4
ZONE_ALIKE = 70
"""Of 100: how alike a city and what was typed are before its zone is offered (ours)."""
ON, OFF = frozenset({"on", "yes", "all", "start"}), frozenset({"off", "no", "none", "stop"})
MOST_ROWS = 25
"""Rows of a list at most: more are no plan for a day (ours)."""


def hour(session: Session, asking: Asking, typed: str) -> Asking:
    """`8:30`: when the list comes; raises Refusal."""
    return keep(session, asking, list_at=read_hour(typed, asking.local_now))


def read_hour(typed: str, local_now: datetime, field: str = "hour") -> time:
    """8:30, 8.30, 8am, 0830; 6:00 is in the morning; raises Refusal."""
    plain = typed.replace(".", ":")
    if plain.isdecimal() and len(plain) <= 2:
        plain += ":00"
    if plain.isdecimal() and len(plain) == 4:
        plain = f"{plain[:2]}:{plain[2:]}"
    if plain[1:2] == ":" and plain[2:].isdecimal():
        plain = f"0{plain}"
    found = parse_when(f"today {plain}", local_now)
    if found is None or found.at is None:
        raise Refusal(
            f"I can't read “{typed}” as an hour. Say for instance `settings hour 8:30`.",
            field=field,
        )
    return found.at


def zone(session: Session, asking: Asking, typed: str) -> Asking:
    """`Europe/Lisbon`: from now on Slack's zone does not count; raises Refusal."""
    found = typed.replace(" ", "_")
    if not is_zone(found):
        likely = zones_like(typed)
        offered = " Did you mean one of these?" if likely else ""
        raise Refusal(
            f"I know no time zone called “{typed}”.{offered} "
            "Say for instance `settings zone Europe/Lisbon`.",
            field="zone",
            suggestions=tuple(Suggestion(name, f"settings zone {name}") for name in likely),
        )
    country = regions.followed(asking.member, found)
    return keep(session, asking, zone=found, zone_set_by_hand=True, country=country)


def zones_like(typed: str) -> list[str]:
    """The zones of a city, spelt like that or nearly so; the likeliest first."""
    from rapidfuzz import fuzz, process

    wanted = typed.strip().replace(" ", "_").casefold()
    cities = {name: name.rpartition("/")[2].casefold() for name in places()}
    same = sorted(name for name, city in cities.items() if city == wanted)
    if same or not wanted:
        return same[:MOST_ZONES]
    near = process.extract(
        wanted, cities, scorer=fuzz.ratio, limit=MOST_ZONES, score_cutoff=ZONE_ALIKE
    )
    return [name for _, _, name in near]


def days(session: Session, asking: Asking, typed: str) -> Asking:
    """`mon-thu`: the working days; raises Refusal."""
    found = read_days(typed)
    if not found:
        raise Refusal(
            f"I can't read “{typed}” as working days. "
            "Say for instance `settings days mon-thu` or `settings days mon wed fri`.",
            field="days",
        )
    return keep(session, asking, working_days=found)


def read_days(typed: str) -> frozenset[int]:
    """Monday is 0: `mon-fri`, `sun to thu`, `mon, wed and fri`; nothing where a word is no day."""
    words = typed.casefold().replace(",", " ").replace("and", " ")
    found: set[int] = set()
    for span in _RANGE.sub("-", words).split():
        ends = [_weekday(word) for word in span.split("-")]
        if len(ends) > 2 or None in ends:
            return frozenset()
        first, last = ends[0] or 0, ends[-1] or 0
        found.update((first + n) % 7 for n in range((last - first) % 7 + 1))
    return frozenset(found)


def _weekday(word: str) -> int | None:
    likely = (n for n, name in enumerate(WEEKDAYS) if len(word) > 1 and name.startswith(word))
    return next(likely, None)


def lists(session: Session, asking: Asking, typed: str) -> Asking:
    """`on`, `off`: whether the daily list comes at all; `today` shows it either way."""
    return keep(session, asking, lists_on=_switch(typed, "list"))


def rows(session: Session, asking: Asking, typed: str) -> Asking:
    """How many rows the list has; `default` for the workspace's number."""
    if typed.casefold() in ("default", *OFF):
        return keep(session, asking, list_rows=None)
    if not (typed.isdecimal() and 1 <= int(typed) <= MOST_ROWS):
        raise Refusal(
            f"A list has 1 to {MOST_ROWS} rows. Say for instance `settings rows 5`.", field="rows"
        )
    return keep(session, asking, list_rows=int(typed))


def nudges(session: Session, asking: Asking, typed: str) -> Asking:
    """`on`, `off`, or the kinds that are wanted: promise, reply, overdue."""
    words = typed.casefold().replace(",", " ").split()
    if len(words) == 1 and words[0] in ON | OFF:
        kinds = list(NudgeKind) if words[0] in ON else []
    else:
        kinds = [kind for kind in NudgeKind if kind.value in words]
        if len(kinds) != len(set(words)) or not words:
            raise Refusal(
                "Say `settings nudges on`, `settings nudges off`, or the kinds that you want: "
                "`settings nudges promise reply overdue`.",
                field="nudges",
            )
    return keep(session, asking, nudges=" ".join(kinds))


def quiet(session: Session, asking: Asking, typed: str) -> Asking:
    """`18:00 - 8:00`: between them no nudge comes; what was due is held for the morning."""
    ends = [end for end in _RANGE.split(typed.casefold().removeprefix("from ")) if end]
    if len(ends) != 2:
        raise Refusal("Say for instance `settings quiet 18:00 - 8:00`.", field="quiet")
    first, last = (read_hour(end, asking.local_now, "quiet") for end in ends)
    if first == last:
        raise Refusal(
            "Quiet hours end at another hour than they begin. `settings nudges off` is for "
            "no nudges at all.",
            field="quiet",
        )
    return keep(session, asking, quiet_from=first, quiet_until=last)


def _switch(typed: str, name: str) -> bool:
    word = typed.casefold()
    if word not in ON | OFF:
        raise Refusal(f"Say `settings {name} on` or `settings {name} off`.", field=name)
    return word in ON


def keep(session: Session, asking: Asking, **values: Any) -> Asking:
    """Keeps what concerns the member, and plans anew what comes."""
    members.change(session, asking.member, **values)
    known = {name: value for name, value in values.items() if name != "zone_set_by_hand"}
    member = replace(asking.member, **known)
    changed = replace(asking, member=member)
    schedule.reschedule_list(session, member, asking.now)
    nudging.plan(session, changed)
    return changed
