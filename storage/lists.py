"""The lists that rules tell apart, as conditions on rows: a page of them never loads the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Text, and_, cast, false, func, or_

from coaching.deals import Outcome, Shelf, Stage
from storage import tables
from storage.deals import Filter

deals = tables.deals
LOST = (Outcome.LOST_TO_COMPETITION, Outcome.LOST_TO_NO_DECISION, Outcome.LOST)
CLOSED = {"won": (Outcome.WON,), "lost": LOST, "letgo": (Outcome.LET_GO,), "closed": tuple(Outcome)}
"""The outcomes of each list of closed deals."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the rules come to today: days between shelves, and since when silence is too long.

    A decision before `late_before` or after `fridge_until` lies in the freezer. A deal of a shelf
    is overdue when it was last touched, or entered its stage, before the moment in `silent`.
    """

    today: date
    late_before: date
    table_until: date
    fridge_until: date
    silent: Mapping[Shelf, datetime]


def closed(name: str) -> Filter:
    """Deals that ended so, the newest first."""
    return Filter(closed=True, where=(deals.c.outcome.in_([one.value for one in CLOSED[name]]),))


def parked(bounds: Bounds) -> Filter:
    """Deals put into the freezer by hand, and not back yet."""
    return Filter(where=(_parked(bounds.today),))


def snoozed(bounds: Bounds) -> Filter:
    """Deals off the list until a day that lies ahead."""
    return Filter(where=(deals.c.snoozed_until > bounds.today,))


def on_shelf(shelf: Shelf, bounds: Bounds) -> Filter:
    """Opportunities of a shelf; what is parked lies in the freezer."""
    return Filter(where=(_on(shelf, bounds),))


def overdue(bounds: Bounds) -> Filter:
    """Promised for today or earlier, or silent for too long; nothing that is held."""
    promised = and_(~_step_met(), deals.c.step_on <= bounds.today)
    return Filter(where=(_free(bounds), or_(promised, _silent(bounds))))


def silent(bounds: Bounds) -> Filter:
    """Silent past the window of its shelf, with no step agreed."""
    return Filter(where=(_free(bounds), _silent(bounds)))


def _on(shelf: Shelf, bounds: Bounds) -> ColumnElement[bool]:
    decision, held = deals.c.decision_on, _parked(bounds.today)
    late = or_(decision.is_(None), decision < bounds.late_before, decision > bounds.fridge_until)
    inside = {
        Shelf.TABLE: decision.between(bounds.late_before, bounds.table_until),
        Shelf.FRIDGE: and_(decision > bounds.table_until, decision <= bounds.fridge_until),
        Shelf.FREEZER: late,
    }[shelf]
    placed = or_(held, inside) if shelf is Shelf.FREEZER else and_(~held, inside)
    return and_(deals.c.stage == Stage.OPPORTUNITY, placed)


def _parked(today: date) -> ColumnElement[bool]:
    until = deals.c.parked_until
    return and_(deals.c.parked, or_(until.is_(None), until > today))


def _free(bounds: Bounds) -> ColumnElement[bool]:
    """Neither parked, nor snoozed, nor waiting for an agreed day."""
    today = bounds.today
    ahead = [func.coalesce(c > today, false()) for c in (deals.c.snoozed_until, deals.c.step_on)]
    return and_(deals.c.stage != Stage.CUSTOMER, ~_parked(today), *(~late for late in ahead))


def _silent(bounds: Bounds) -> ColumnElement[bool]:
    counted = func.coalesce(deals.c.last_touch_at, deals.c.entered_stage_at)
    shelves = [
        and_(_on(shelf, bounds), counted < moment) for shelf, moment in bounds.silent.items()
    ]
    return and_(or_(deals.c.step_on.is_(None), _step_met()), or_(*shelves))


def _step_met() -> ColumnElement[bool]:
    """Touched on a later day than the step's, which logging would have cleared: an import may say
    so. The day is the one that stands in the column, since the database knows nobody's zone."""
    touched = func.substr(cast(deals.c.last_touch_at, Text), 1, len("2026-03-10"))
    later = touched > cast(deals.c.step_on, Text)
    return func.coalesce(later, false())
