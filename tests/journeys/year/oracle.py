"""The playbook's timing said once more, as plainly as can be: what the bot is held against."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

DAY = timedelta(days=1)
PROMISED, TABLE_LATE, TABLE_DUE, REPLY, FRIDGE_LATE = 1, 2, 3, 4, 5
PROSPECT, FRIDGE_DUE, EARLY, FREEZER = 6, 7, 8, 9
WINDOWS = {"table": (2, 3), "fridge": (15, 30), "freezer": (90, 180)}
MOST = {"table": (3, 7), "fridge": (2, 30), "freezer": (1, 90)}
"""So many outgoing touches, in so many days: one more is too many."""
FOLLOW_UP = {"prospect": 7, "suspect": 14, "lead": 14}
ROWS = 8

Works = Callable[[date], bool]


@dataclass
class Deal:
    """What a seller did with a deal. Moments are UTC; the owner's zone makes them days."""

    name: str
    stage: str
    entered: datetime
    decision: date | None = None
    step: date | None = None
    touched: datetime | None = None
    theirs: bool = False
    snoozed: date | None = None
    parked: bool = False
    until: date | None = None
    closed: bool = False
    reached: list[datetime] = field(default_factory=list)


def wall(day: date, at: time, zone: str) -> datetime:
    """The moment of a local time: inside a gap later by the gap, of two the first."""
    there, naive = ZoneInfo(zone), datetime.combine(day, at)

    def offset(noon: date) -> timedelta:
        found = datetime.combine(noon, time(12), UTC).astimezone(there).utcoffset()
        assert found is not None
        return found

    before, after = offset(day - DAY), offset(day + DAY)
    moments = sorted((naive - one).replace(tzinfo=UTC) for one in {before, after})
    fitting = [m for m in moments if m.astimezone(there).replace(tzinfo=None) == naive]
    return fitting[0] if fitting else (naive - before).replace(tzinfo=UTC)


def on(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def shelf(deal: Deal, today: date) -> str:
    """001's three shelves: within a month, within half a year, later or nobody knows."""
    if deal.decision is None:
        return "freezer"
    days = (deal.decision - today).days
    if days < -7 or days > 183:
        return "freezer"
    return "table" if days <= 31 else "fridge"


def kind(deal: Deal, today: date) -> str:
    return shelf(deal, today) if deal.stage == "opportunity" else deal.stage


def rung(deal: Deal, today: date, zone: str, works: Works) -> int | None:
    """Where it stands on the ladder that day; None where it has no place on a list."""
    if deal.closed or _held(deal, today):
        return None
    if deal.step is not None:
        return PROMISED if deal.step <= today else None
    found = _by_clock(deal, today, zone, works)
    if deal.theirs and deal.touched is not None and on(deal.touched, zone) < today:
        return min(found or REPLY, REPLY)
    return found


def has_moved(deal: Deal, before: date, today: date, zone: str) -> bool:
    """Whether time alone has carried an opportunity to another shelf since that day."""
    if deal.stage != "opportunity" or deal.closed or deal.parked:
        return False
    since = max(before, on(deal.entered, zone))
    return since < today and shelf(deal, since) != shelf(deal, today)


def has_passed(deal: Deal, before: date, today: date) -> bool:
    """Whether the decision date went by since that day, and nobody named another."""
    waits = deal.stage == "opportunity" and not deal.closed and not deal.parked
    return waits and deal.decision is not None and before <= deal.decision < today


def is_pawed(deal: Deal, before: date, today: date, zone: str) -> bool:
    """Whether it got too many touches, the last of them since that day."""
    if deal.stage != "opportunity" or deal.closed or deal.parked:
        return False
    most, span = MOST[shelf(deal, today)]
    days = [on(moment, zone) for moment in deal.reached]
    lately = [day for day in days if 0 <= (today - day).days < span]
    return len(lately) > most and max(days) >= before


def _held(deal: Deal, today: date) -> bool:
    parked = deal.parked and (deal.until is None or deal.until > today)
    return parked or (deal.snoozed is not None and deal.snoozed > today)


def _by_clock(deal: Deal, today: date, zone: str, works: Works) -> int | None:
    """By the days since the last touch alone; an agreed day to come back counts too."""
    silent_since = on(deal.touched or deal.entered, zone)
    touched = None if deal.touched is None else on(deal.touched, zone)
    back = deal.parked and deal.until is not None and (touched is None or touched < deal.until)
    if deal.stage == "opportunity":
        lies = shelf(deal, today)
        opens, closes = (timedelta(days=n) for n in WINDOWS[lies])
        late = _worked_from(silent_since + closes, works) < today
        due = late or back or silent_since + opens <= today
        where = {
            "table": (TABLE_DUE, TABLE_LATE),
            "fridge": (FRIDGE_DUE, FRIDGE_LATE),
            "freezer": (FREEZER, FREEZER),
        }
        return where[lies][late] if due else None
    if deal.stage == "lead" and touched is None:
        return EARLY
    due = back or silent_since + timedelta(days=FOLLOW_UP[deal.stage]) <= today
    return (PROSPECT if deal.stage == "prospect" else EARLY) if due else None


def _worked_from(day: date, works: Works) -> date:
    while not works(day):
        day += DAY
    return day


def table_seats(rungs: dict[str, int], on_table: Iterable[str]) -> int:
    """How many rows of a list the table gets beside its promises: half, or what the rest leaves."""
    table = set(on_table)
    free = {name for name, rung in rungs.items() if rung != PROMISED}
    seats = max(ROWS - (len(rungs) - len(free)), 0)
    here, others = len(free & table), len(free - table)
    return min(here, max((seats + 1) // 2, seats - others))


@cache
def holidays_of(country: str) -> Any:
    """A country's public holidays; the library adds years as it is asked for them."""
    return holidays.country_holidays(country)
