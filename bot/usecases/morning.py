"""The lists of many members at once: two questions of the database, however many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.usecases.asking import Asking
from coaching.bounds import bounds
from coaching.deals import Deal, Shelf, Stage
from coaching.localtime import moment_of
from coaching.priority import Row, row_of, seated, turn_of
from coaching.workdays import DAY
from storage import ladder
from storage.asked import Asked, Day
from storage.database import Session
from storage.ladder import Found, Place
from storage.rungs import OTHER, TURN

BATCH = 200
"""Members asked for at a time (ours); each has at least a hundred deals in mind."""


@dataclass(frozen=True, slots=True)
class Morning:
    """What `priority.daily_list` gives for a member: the rows, and how many wait behind them."""

    rows: tuple[Row, ...]
    more: int
    open_deals: int


def build(session: Session, askings: Sequence[Asking]) -> dict[int, Morning]:
    """Today's lists by member."""
    found = choose(session, askings)
    zones = [
        (asking.workspace.id, place.deal, asking.member.zone)
        for asking in askings
        for place in found[asking.member.id][1]
    ]
    deals = ladder.rows_of(session, zones)
    return {
        asking.member.id: _morning(asking, *found[asking.member.id], deals) for asking in askings
    }


def choose(session: Session, askings: Sequence[Asking]) -> dict[int, tuple[Found, list[Place]]]:
    """By member: what waits, and what of it has a seat in today's list, in ladder order."""
    days: dict[object, Day] = {}
    found = ladder.due(session, [_asked(asking, days) for asking in askings])
    return {one.member.id: (found[one.member.id], _seated(one, found)) for one in askings}


def _seated(asking: Asking, found: Mapping[int, Found]) -> list[Place]:
    places = found[asking.member.id].places
    shown = seated(places, asking.policy, lambda place: place.has_turn)
    seats = {place.deal for place in shown}
    return [place for place in places if place.deal in seats]


def _morning(
    asking: Asking,
    found: Found,
    places: Sequence[Place],
    deals: Mapping[tuple[str, int, str], Deal],
) -> Morning:
    workspace, zone = asking.workspace, asking.member.zone
    known = (deals.get((workspace.id, place.deal, zone)) for place in places)
    rows = (
        row_of(deal, asking.today, asking.policy, asking.workdays, workspace.currency)
        for deal in known
        if deal is not None
    )
    return Morning(
        tuple(row for row in rows if row is not None),
        found.eligible - len(places),
        found.open_deals,
    )


def _asked(asking: Asking, days: dict[object, Day]) -> Asked:
    """The member's day; who shares zone, working days and workspace shares it."""
    member, workspace = asking.member, asking.workspace
    shared = (workspace.id, member.zone, member.working_days, asking.calendar.off, workspace.policy)
    if shared not in days:
        days[shared] = _day(asking)
    return Asked(member.id, days[shared], asking.owners, max(asking.policy.list_rows, 0))


def _day(asking: Asking) -> Day:
    limits = bounds(asking.today, asking.policy, asking.workdays)
    turn = turn_of(asking.today, asking.workdays)

    def after(day: date) -> datetime:
        return moment_of(day + DAY, time(0), asking.member.zone)

    def half(kind: Stage | Shelf) -> int:
        return TURN if kind is turn else OTHER

    return Day(
        workspace=asking.workspace.id,
        zone=asking.member.zone,
        currency=asking.workspace.currency,
        today=asking.today,
        worked=limits.worked,
        late_from=limits.late_from,
        table_to=limits.table_to,
        fridge_to=limits.fridge_to,
        today_from=after(asking.today - DAY),
        table_due_before=after(limits.table_due),
        table_overdue_before=after(limits.table_overdue),
        fridge_due_before=after(limits.fridge_due),
        fridge_overdue_before=after(limits.fridge_overdue),
        freezer_due_before=after(limits.freezer_due),
        prospect_due_before=after(limits.prospect_due),
        suspect_due_before=after(limits.suspect_due),
        lead_at=half(Stage.LEAD),
        suspect_at=half(Stage.SUSPECT),
        prospect_at=half(Stage.PROSPECT),
        fridge_at=half(Shelf.FRIDGE),
        freezer_at=half(Shelf.FREEZER),
    )
