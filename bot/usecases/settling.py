"""Settings: a member's hour, zone and days; the workspace's channel, currency and date order."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from bot.usecases import leave, regions, schedule
from bot.usecases.asking import Asking
from bot.usecases.leave import Leave
from bot.usecases.regions import Place
from coaching.currencies import is_currency
from coaching.errors import Refusal, Suggestion
from coaching.localtime import is_zone, places
from coaching.people import Role
from coaching.when import parse_when
from coaching.wording import listing
from storage import audit, feasts, members, moments, settings
from storage.database import Session
from storage.moments import RECAP

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_NAMES = tuple(name[:3] for name in WEEKDAYS)
NO_CHANNEL = frozenset({"", "none", "off", "-"})
_RANGE = re.compile(r"\s*(?:-|–|\bto\b)\s*")
LANGUAGES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "spanish": "es",
    "portuguese": "pt",
    "italian": "it",
    "dutch": "nl",
}
"""Languages in which dates are read, besides English."""
MOST_ZONES = 4
ZONE_ALIKE = 70
"""Of 100: how alike a city and what was typed are before its zone is offered (ours)."""
LONGEST_PROFILE = 300
FOR_ADMINS = "That is set by an admin of this workspace. Ask one of them to say it."


@dataclass(frozen=True, slots=True)
class Settled:
    """The settings after a change, and when the recurring things come next."""

    asking: Asking
    next_list: datetime | None
    next_recap: datetime | None
    leave: tuple[Leave, ...] = ()
    place: Place | None = None
    place_name: str = ""
    next_holiday: tuple[date, str] | None = None


def look(session: Session, asking: Asking) -> Settled:
    """The settings as they stand."""
    workspace_id = asking.workspace.id
    member = asking.member
    next_recap = moments.find(session, workspace_id, RECAP, "")
    place = Place(member.country, member.region) if member.country else None
    return Settled(
        asking,
        schedule.next_list(session, member, asking.calendar.off),
        next_recap.next_at if next_recap else None,
        leave.planned(session, asking),
        place,
        regions.name_of(place) if place else "",
        _next_holiday(asking),
    )


def _next_holiday(asking: Asking) -> tuple[date, str] | None:
    """The next public holiday that falls on a working weekday."""
    member, workdays = asking.member, asking.member.working_days
    known = feasts.days(member.country, member.region, asking.today.year, asking.today.year + 1)
    ahead = (day for day in known if day >= asking.today and day.weekday() in workdays)
    found = min(ahead, default=None)
    return (found, feasts.name_of(member.country, member.region, found)) if found else None


def set_one(session: Session, asking: Asking, name: str, typed: str) -> Settled:
    """Sets one thing from what was typed or chosen; raises Refusal with an example."""
    change = CHANGES[name]
    changed = change(session, asking, typed.strip())
    audit.append(
        session,
        asking.workspace.id,
        member_id=asking.member.id,
        deal_id=None,
        verb=f"settings {name}",
        at=asking.now,
        dedupe_key=asking.delivery,
    )
    return look(session, changed)


def set_many(session: Session, asking: Asking, chosen: dict[str, str]) -> Settled:
    """Sets several things at once, as the form does; all of them or none."""
    for name, typed in chosen.items():
        asking = CHANGES[name](session, asking, typed.strip())
    audit.append(
        session,
        asking.workspace.id,
        member_id=asking.member.id,
        deal_id=None,
        verb="settings",
        at=asking.now,
        dedupe_key=asking.delivery,
    )
    return look(session, asking)


def _hour(session: Session, asking: Asking, typed: str) -> Asking:
    return _member(session, asking, list_at=read_hour(typed, asking.local_now))


def read_hour(typed: str, local_now: datetime) -> time:
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
            field="hour",
        )
    return found.at


def _zone(session: Session, asking: Asking, typed: str) -> Asking:
    zone = typed.replace(" ", "_")
    if not is_zone(zone):
        likely = zones_like(typed)
        offered = " Did you mean one of these?" if likely else ""
        raise Refusal(
            f"I know no time zone called “{typed}”.{offered} "
            "Say for instance `settings zone Europe/Lisbon`.",
            field="zone",
            suggestions=tuple(Suggestion(name, f"settings zone {name}") for name in likely),
        )
    country = regions.followed(asking.member, zone)
    return _member(session, asking, zone=zone, zone_set_by_hand=True, country=country)


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


def _days(session: Session, asking: Asking, typed: str) -> Asking:
    days = read_days(typed)
    if not days:
        raise Refusal(
            f"I can't read “{typed}” as working days. "
            "Say for instance `settings days mon-thu` or `settings days mon wed fri`.",
            field="days",
        )
    return _member(session, asking, working_days=days)


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


def _member(session: Session, asking: Asking, **values: Any) -> Asking:
    members.change(session, asking.member, **values)
    known = {name: value for name, value in values.items() if name != "zone_set_by_hand"}
    member = replace(asking.member, **known)
    schedule.reschedule_list(session, member, asking.now)
    return replace(asking, member=member)


def _channel(session: Session, asking: Asking, typed: str) -> Asking:
    channel = "" if typed.casefold() in NO_CHANNEL else typed.lstrip("#")
    if channel and not (channel[0] in "CG" and channel.isalnum() and channel.isupper()):
        raise Refusal(
            f"I need the channel itself, not its name: type `#` and pick “{typed}” from what "
            "Slack offers, or choose it in `settings`.",
            field="channel",
        )
    changed = _workspace(session, asking, "recap_channel", channel or None)
    schedule.schedule_recap(session, changed.workspace, asking.now)
    return changed


def _currency(session: Session, asking: Asking, typed: str) -> Asking:
    code = typed.upper()
    if not is_currency(code):
        raise Refusal(
            f"I know no currency called “{typed}”. Use its three letters, "
            "for instance `settings currency EUR`.",
            field="currency",
        )
    return _workspace(session, asking, "currency", code)


def _dates(session: Session, asking: Asking, typed: str) -> Asking:
    order = typed.casefold().replace("-", " ")
    if order not in ("day first", "month first"):
        raise Refusal(
            "Say `settings dates day first` (3/4 is 3 April) or "
            "`settings dates month first` (3/4 is March 4).",
            field="dates",
        )
    return _workspace(session, asking, "day_first", order == "day first")


def _language(session: Session, asking: Asking, typed: str) -> Asking:
    code = LANGUAGES.get(typed.casefold(), typed.casefold())
    if code not in LANGUAGES.values():
        raise Refusal(
            f"I know no language called “{typed}”. Dates are read in English and, where you set "
            f"it, in {listing(sorted({*LANGUAGES.values()} - {'en'}), 'or')}. "
            "Say for instance `settings language de`.",
            field="language",
        )
    return _workspace(session, asking, "language", code)


def _profile(session: Session, asking: Asking, typed: str) -> Asking:
    """The company profile; whoever comes first may write it, an admin may change it."""
    words = " ".join(typed.split())
    if len(words) > LONGEST_PROFILE:
        raise Refusal(
            f"That has {len(words)} characters; a profile has at most {LONGEST_PROFILE}. "
            "One line is enough: industry, size, place.",
            field="profile",
        )
    return _workspace(session, asking, "profile", words, anybody=not asking.workspace.profile)


def _workspace(
    session: Session, asking: Asking, name: str, value: Any, *, anybody: bool = False
) -> Asking:
    current = getattr(asking.workspace, name)
    if value == current:
        return asking
    if asking.member.role is not Role.ADMIN and not anybody:
        raise Refusal(FOR_ADMINS)
    settings.store(session, asking.workspace.id, name, value, asking.now)
    return replace(asking, workspace=replace(asking.workspace, **{name: value}))


CHANGES: dict[str, Callable[[Session, Asking, str], Asking]] = {
    "hour": _hour,
    "zone": _zone,
    "days": _days,
    "channel": _channel,
    "currency": _currency,
    "dates": _dates,
    "language": _language,
    "profile": _profile,
    "holidays": leave.holidays,
    "away": leave.away,
    "pause": leave.pause,
    "resume": leave.resume,
    "closed": leave.closed,
}
