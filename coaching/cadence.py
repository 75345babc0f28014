"""Perishable timing: on which shelf a deal lies, whether it is held, and when it is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coaching.deals import Deal, Direction, Shelf, Stage, Step, TouchKind
from coaching.policy import Policy, Window
from coaching.workdays import DAY, Workdays

WRITTEN = frozenset({TouchKind.MAIL, TouchKind.MESSAGE})
"""Touches of the buyer that wait for an answer; a call or a meeting was answered on the spot."""


class Hold(StrEnum):
    """Why a deal is kept off the list. Where several apply, the first in this order is named."""

    CLOSED = "closed"
    PARKED = "parked"
    SNOOZED = "snoozed"
    WAITING = "waiting"


class Due(StrEnum):
    """Whether its time has come."""

    LATER = "later"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a deal stands on a day.

    `due_on` of a held deal is the day it comes back and is due; None where no day is known
    (closed, or parked without a date). `overdue_from` is the first day on which it is overdue:
    None while held, and None for a lead, a suspect or a prospect, which can be late with a
    promise only. `counted_from` is the last touch, else the entry of the stage. `promised`
    and `unanswered` are facts and stay true under a hold.
    """

    shelf: Shelf | None
    hold: Hold | None
    due: Due
    due_on: date | None
    overdue_from: date | None
    counted_from: date
    promised: bool
    decision_passed: bool
    unanswered: bool


def shelf_of(decision_on: date | None, today: date, policy: Policy) -> Shelf:
    """The shelf of an opportunity; a passed decision date keeps it on the table for a while."""
    if decision_on is None:
        return Shelf.FREEZER
    ahead = (decision_on - today).days
    if ahead < -policy.late_decision_days or ahead > policy.fridge_days:
        return Shelf.FREEZER
    return Shelf.TABLE if ahead <= policy.table_days else Shelf.FRIDGE


def first_day_on(shelf: Shelf, decision_on: date, policy: Policy) -> date:
    """When a decision date brings a deal onto a shelf; the freezer follows a date that passed."""
    offsets = {
        Shelf.TABLE: -policy.table_days,
        Shelf.FRIDGE: -policy.fridge_days,
        Shelf.FREEZER: policy.late_decision_days + 1,
    }
    return decision_on + timedelta(days=offsets[shelf])


def window_of(shelf: Shelf, policy: Policy) -> Window:
    """The rhythm of a shelf."""
    windows = {
        Shelf.TABLE: policy.table,
        Shelf.FRIDGE: policy.fridge,
        Shelf.FREEZER: policy.freezer,
    }
    return windows[shelf]


def silent_through(shelf: Shelf, today: date, policy: Policy, workdays: Workdays) -> date:
    """The latest day of a last touch after which a deal of the shelf is overdue today."""
    closes = timedelta(days=window_of(shelf, policy).closes)
    day = today - closes - DAY
    while workdays.on_or_after(day + closes) >= today:
        day -= DAY
    return day


def too_many(outgoing_days: Iterable[date], shelf: Shelf, today: date, policy: Policy) -> bool:
    """Whether more outgoing touches than the shelf bears fall into its span, today included."""
    window = window_of(shelf, policy)
    recent = [day for day in outgoing_days if 0 <= (today - day).days < window.span]
    return len(recent) > window.most


def open_step(deal: Deal) -> Step | None:
    """The agreed step, unless a touch of a later day shows that it was met.

    A touch on the day itself clears the step when it is stored; one that is still there was agreed
    in that very touch, for the same day.
    """
    step = deal.step
    if step is None or (deal.last_touch_on is not None and deal.last_touch_on > step.on):
        return None
    return step


def returned_on(deal: Deal, today: date) -> date | None:
    """The day until which it was parked, once that has come and nobody has touched it since."""
    until = _parked_until(deal)
    return until if until is not None and until <= today else None


def is_parked(deal: Deal, today: date) -> bool:
    """Whether it lies in the freezer by hand; on the day named it is back."""
    return deal.parked and (deal.parked_until is None or deal.parked_until > today)


def is_theirs(deal: Deal) -> bool:
    """Whether the buyer wrote last, so that an answer is owed."""
    return deal.last_touch_direction is Direction.IN and deal.last_touch_kind in WRITTEN


def standing(deal: Deal, today: date, policy: Policy, workdays: Workdays) -> Standing:
    """Where the deal stands today (the owner's local date)."""
    step, hold = open_step(deal), _hold(deal, today)
    shelf = _shelf(deal, hold, today, policy)
    due_on = _due_on(deal, shelf, today, policy, workdays)
    overdue_from = None if hold else _overdue_from(deal, shelf, policy, workdays)
    closed = hold is Hold.CLOSED
    return Standing(
        shelf=shelf,
        hold=hold,
        due=Due.LATER if hold else _due(due_on, overdue_from, today),
        due_on=_back_on(deal, hold, due_on, workdays) if hold else due_on,
        overdue_from=overdue_from,
        counted_from=_counted_from(deal),
        promised=not closed and step is not None and step.on <= today,
        decision_passed=not closed and _is_past(deal.decision_on, today),
        unanswered=not closed and _unanswered(deal, today),
    )


def _hold(deal: Deal, today: date) -> Hold | None:
    step = open_step(deal)
    if not deal.is_open or deal.stage is Stage.CUSTOMER:
        return Hold.CLOSED
    if is_parked(deal, today):
        return Hold.PARKED
    if deal.snoozed_until is not None and deal.snoozed_until > today:
        return Hold.SNOOZED
    return Hold.WAITING if step is not None and step.on > today else None


def _shelf(deal: Deal, hold: Hold | None, today: date, policy: Policy) -> Shelf | None:
    """Opportunities only; what is parked lies in the freezer whatever its decision date."""
    if deal.stage is not Stage.OPPORTUNITY or hold is Hold.CLOSED:
        return None
    return Shelf.FREEZER if hold is Hold.PARKED else shelf_of(deal.decision_on, today, policy)


def _counted_from(deal: Deal) -> date:
    return deal.last_touch_on or deal.entered_stage_on


def _due_on(
    deal: Deal, shelf: Shelf | None, today: date, policy: Policy, workdays: Workdays
) -> date:
    """A step's own day; else when the window opens, or parking ends if that is earlier."""
    step = open_step(deal)
    if step is not None:
        return step.on
    if deal.stage is Stage.LEAD and deal.last_touch_on is None:
        return min(deal.created_on, today)
    opens = workdays.on_or_after(_counted_from(deal) + _pause(deal, shelf, policy))
    until = _parked_until(deal)
    return opens if until is None else min(opens, workdays.on_or_after(until))


def _parked_until(deal: Deal) -> date | None:
    """The day the buyer named, unless a touch on or after it has used it up."""
    until = deal.parked_until if deal.parked else None
    touched = deal.last_touch_on
    return None if until is not None and touched is not None and touched >= until else until


def _pause(deal: Deal, shelf: Shelf | None, policy: Policy) -> timedelta:
    """How long after a touch it is left alone."""
    if shelf is not None:
        return timedelta(days=window_of(shelf, policy).opens)
    prospect = deal.stage is Stage.PROSPECT
    return timedelta(days=policy.prospect_days if prospect else policy.suspect_days)


def _overdue_from(
    deal: Deal, shelf: Shelf | None, policy: Policy, workdays: Workdays
) -> date | None:
    """The day after the window closes, or after the first working day for an agreed step."""
    step = open_step(deal)
    if step is not None:
        return workdays.on_or_after(step.on) + DAY
    if shelf is None:
        return None
    closes = timedelta(days=window_of(shelf, policy).closes)
    return workdays.on_or_after(_counted_from(deal) + closes) + DAY


def _due(due_on: date, overdue_from: date | None, today: date) -> Due:
    if overdue_from is not None and overdue_from <= today:
        return Due.OVERDUE
    return Due.DUE if due_on <= today else Due.LATER


def _back_on(deal: Deal, hold: Hold, due_on: date, workdays: Workdays) -> date | None:
    """When a held deal is due at the earliest."""
    if hold is Hold.CLOSED or (deal.parked and deal.parked_until is None):
        return None
    ends = [deal.snoozed_until, deal.parked_until if deal.parked else None]
    end = max((day for day in ends if day is not None), default=due_on)
    return due_on if due_on >= end else workdays.on_or_after(end)


def _is_past(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _unanswered(deal: Deal, today: date) -> bool:
    """The buyer wrote last, or gave a signal, on an earlier day."""
    told = is_theirs(deal) or deal.last_touch_signal is not None
    return told and _is_past(deal.last_touch_on, today)
