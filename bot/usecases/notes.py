"""What is told below the list: shelves that changed by themselves, what lies too long, balance."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.usecases.asking import Asking
from coaching.cadence import shelf_of
from coaching.deals import Deal, Direction, Shelf
from coaching.drift import Dated, is_pawed, lies_too_long, moved_to, on_shelf_since, table_share
from coaching.localtime import local_day
from coaching.signals import words_of
from coaching.wording import both, day, days, plural
from storage import drift
from storage.database import Session
from storage.drift import Touched

LOOK_BACK = 62
"""Days within which the last list is looked for: what changed before is not told (ours)."""
FRESH = 14
"""Days for which a buying signal is named (ours)."""
MOST = 5
"""Notes below one list; more of them are no help in the morning (ours)."""
PLACES = {
    Shelf.TABLE: "to the table",
    Shelf.FRIDGE: "to the fridge",
    Shelf.FREEZER: "to the freezer",
}


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence about a deal; `answers` are labels with the line that each one stands for."""

    name: str
    words: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """All that is told below a list; `on_table` of `touches` went to the table lately."""

    notes: tuple[Note, ...] = ()
    on_table: int = 0
    touches: int = 0


def build(session: Session, askings: Sequence[Asking]) -> dict[int, Notes]:
    """The notes of many members at once: five questions of the database, however many they are."""
    if not askings:
        return {}
    people = {one.member.id: one.member for one in askings}
    spaces = {one.workspace.id for one in askings}
    first, last = min(a.today for a in askings), max(a.today for a in askings)
    since = first - timedelta(days=LOOK_BACK)
    told = drift.last_lists(session, spaces, people, since, last + timedelta(days=1))
    policy, now = askings[0].policy, askings[0].now
    found = drift.drifted(
        session,
        people,
        {one for asking in askings for one in _turning_days(asking, _told_on(told, asking))},
        first - timedelta(days=policy.late_decision_days),
        now - timedelta(days=min(one.policy.table_long_days for one in askings)),
    )
    ids = [deal.id for deal in found]
    dates = drift.decision_dates(session, spaces, ids) if ids else {}
    moves = drift.last_moves(session, spaces, ids) if ids else {}
    touched = drift.touched(session, people, now - timedelta(days=_span(askings)))
    return {
        one.member.id: _of(
            one,
            [deal for deal in found if deal.owner_id == one.member.id],
            [touch for touch in touched if touch.deal.owner_id == one.member.id],
            _told_on(told, one),
            dates,
            moves,
        )
        for one in askings
    }


def to_content(notes: Notes) -> dict[str, Any]:
    """As it is kept in the outbox."""
    return asdict(notes)


def from_content(content: Mapping[str, Any] | None) -> Notes:
    """As it was kept."""
    if not content:
        return Notes()
    told = tuple(
        Note(one["name"], one["words"], tuple((a, b) for a, b in one["answers"]))
        for one in content["notes"]
    )
    return Notes(told, content["on_table"], content["touches"])


def _span(askings: Sequence[Asking]) -> int:
    policies = [one.policy for one in askings]
    return max(max(p.balance_days, p.table.span, p.fridge.span, p.freezer.span) for p in policies)


def _told_on(told: Mapping[int, date], asking: Asking) -> date:
    """The day of the list before; without one yesterday, so that nothing old is told as new."""
    before = told.get(asking.member.id, asking.today)
    return before if before < asking.today else asking.today - timedelta(days=1)


def _turning_days(asking: Asking, told_on: date) -> list[date]:
    """The decision dates whose shelf changed since the last list, or that have passed since."""
    policy, today = asking.policy, asking.today
    turns = (policy.table_days, policy.fridge_days, -policy.late_decision_days - 1, -1)
    back = range((today - told_on).days + 1)
    return [today + timedelta(days=turn - n) for turn in turns for n in back]


def _of(
    asking: Asking,
    mine: Sequence[Deal],
    touched: Sequence[Touched],
    told_on: date,
    dates: Mapping[int, Sequence[tuple[datetime, date | None]]],
    moves: Mapping[int, datetime],
) -> Notes:
    found = [
        note
        for deal in sorted(mine, key=lambda deal: (deal.decision_on or date.max, deal.name))
        if (note := _note(asking, deal, told_on, dates.get(deal.id, ()), moves.get(deal.id)))
    ]
    on_table, touches = _balance(asking, touched)
    pawed = _pawed(asking, touched, told_on)
    return Notes(tuple((*found, *pawed)[:MOST]), on_table, touches)


def _note(
    asking: Asking,
    deal: Deal,
    told_on: date,
    dates: Sequence[tuple[datetime, date | None]],
    moved_at: datetime | None,
) -> Note | None:
    today, policy = asking.today, asking.policy
    if _signals(deal, asking):
        words = f"gave a buying signal: {words_of(deal.last_touch_signal)}. Move to the table?"
        return Note(deal.name, words, (("To the table", f"date #{deal.id} in 30 days"),))
    shelf = moved_to(deal, told_on, today, policy)
    if shelf is not None:
        return Note(deal.name, _moved_words(deal, shelf, today), _answers(deal, shelf))
    if deal.decision_on is not None and told_on <= deal.decision_on < today:
        words = f"its decision date {day(deal.decision_on)} has passed. What is the new date?"
        return Note(deal.name, words, (("Name a new date", f"date #{deal.id}"),))
    zone = asking.member.zone
    known = [Dated(local_day(at, zone), on) for at, on in dates]
    entered = local_day(moved_at, zone) if moved_at else deal.entered_stage_on
    place, since = on_shelf_since(known, max(entered, deal.entered_stage_on), today, policy)
    if lies_too_long(place, since, today, policy) and today.weekday() == asking.first_workday:
        words = f"{place.place} for {days((today - since).days)} without a change of stage."
        return Note(deal.name, f"{words} Freezer?", (("To the freezer", f"park #{deal.id}"),))
    return None


def _signals(deal: Deal, asking: Asking) -> bool:
    """Whether a deal that lies away from the table gave a signal since it was last looked at."""
    said, today = deal.last_touch_on, asking.today
    fresh = said is not None and today > said >= today - timedelta(days=FRESH)
    shelf = shelf_of(deal.decision_on, today, asking.policy)
    return fresh and bool(words_of(deal.last_touch_signal)) and shelf is not Shelf.TABLE


def _moved_words(deal: Deal, shelf: Shelf, today: date) -> str:
    decision = deal.decision_on
    if decision is not None and decision < today:
        return f"moved {PLACES[shelf]}: its decision date {day(decision)} passed without a new one."
    when = f": decision {both(decision, today)}" if decision else ""
    return f"moved {PLACES[shelf]}{when}."


def _answers(deal: Deal, shelf: Shelf) -> tuple[tuple[str, str], ...]:
    if shelf is Shelf.FREEZER:
        return (("Name a new date", f"date #{deal.id}"), ("Let go", f"letgo #{deal.id}"))
    return (("Agree on a step", f"next #{deal.id}"),)


def _pawed(asking: Asking, touched: Sequence[Touched], told_on: date) -> list[Note]:
    """Deals that got more than their shelf bears, told in the list after it happened."""
    outgoing: dict[int, list[date]] = {}
    known: dict[int, Deal] = {}
    for touch in touched:
        if touch.direction is Direction.OUT and touch.deal.is_open:
            known[touch.deal.id] = touch.deal
            on = local_day(touch.at, asking.member.zone)
            outgoing.setdefault(touch.deal.id, []).append(on)
    today, policy = asking.today, asking.policy
    return [
        Note(deal.name, _too_many_words(deal, today, asking))
        for number, deal in known.items()
        if is_pawed(deal, outgoing[number], today, policy) and max(outgoing[number]) >= told_on
    ]


def _too_many_words(deal: Deal, today: date, asking: Asking) -> str:
    shelf = shelf_of(deal.decision_on, today, asking.policy)
    window = {
        Shelf.TABLE: asking.policy.table,
        Shelf.FRIDGE: asking.policy.fridge,
        Shelf.FREEZER: asking.policy.freezer,
    }[shelf]
    most = plural(window.most, "touch", "touches")
    return f"more than {most} in {days(window.span)}: leave it a while, or ask what they need."


def _balance(asking: Asking, touched: Sequence[Touched]) -> tuple[int, int]:
    since = asking.today - timedelta(days=asking.policy.balance_days - 1)
    zone = asking.member.zone
    mine = [
        (local_day(touch.at, zone), touch.deal)
        for touch in touched
        if touch.by == asking.member.id and local_day(touch.at, zone) >= since
    ]
    return table_share(mine, asking.policy)
