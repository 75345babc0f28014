"""What is due today for many members at once: one question of the database for a batch of them."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    bindparam,
    case,
    func,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from coaching.deals import Deal
from storage import rungs, tables
from storage.asked import IN_BATCH, Asked, open_deals_of, packed, who_asks
from storage.database import Session
from storage.deals import FIELDS, as_deal
from storage.dialects import dialect_of
from storage.given import given_numbers
from storage.rungs import HALF, TURN

deals = tables.deals
FAR = literal(date.max)
EPOCH = literal(date(1970, 1, 1))
ALL_DAYS = 10_000_000
"""More than there are days until FAR."""
NO_AMOUNT = -(10**18)
PLACES = 100
"""A deal and its place travel as one number: the deal's in hundreds."""


class Place(NamedTuple):
    """A deal that may come into a list: its half (see rungs) and its rung there."""

    deal: int
    half: int
    rung: int

    @property
    def on_table(self) -> bool:
        """Whether it belongs to the table half; a promise has its seat without that."""
        return self.half * HALF == rungs.TABLE

    @property
    def has_turn(self) -> bool:
        """Whether it is of the kind whose turn it is."""
        return self.half * HALF == TURN


@dataclass(slots=True)
class Found:
    """What may come into a list, in ladder order; how many deals are eligible, and open at all."""

    places: list[Place] = field(default_factory=list)
    eligible: int = 0
    open_deals: int = 0


def due(session: Session, asked: Collection[Asked]) -> dict[int, Found]:
    """By member: the first of each half, as many as a list has seats."""
    on_sqlite = dialect_of(session) == "sqlite"
    seats = {one.member: one.seats for one in asked}
    found = {member: Found() for member in seats}
    rows = session.execute(_due(on_sqlite), packed(asked, on_sqlite))
    for member, open_deals, places in _by_member(rows) if on_sqlite else rows:
        found[member] = Found(_first(places, seats[member]), len(places), open_deals)
    for member, number in _counted(session, asked, found).items():
        found[member].open_deals = number
    return found


def _by_member(rows: Iterable[Any]) -> Iterator[tuple[int, int, list[int]]]:
    for member, group in groupby(rows, key=itemgetter(0)):
        theirs = list(group)
        yield member, theirs[0][1], [row[2] for row in theirs]


def _first(places: Iterable[int], seats: int) -> list[Place]:
    """What has a chance: so many of each half, in ladder order."""
    left = [seats] * (PLACES // HALF)
    first = []
    for number in places:
        half = number % PLACES // HALF
        if left[half] > 0:
            left[half] -= 1
            first.append(Place(number // PLACES, half, number % HALF))
    return first


def _counted(
    session: Session, asked: Collection[Asked], found: Mapping[int, Found]
) -> dict[int, int]:
    """The open deals of those who have nothing due, or who stand in for others."""
    others = [one for one in asked if len(one.owners) > 1 or not found[one.member].eligible]
    if not others:
        return {}
    of_owner = {
        (row.workspace_id, row.owner_id): row.number
        for row in session.execute(
            _COUNT,
            {
                "workspaces": list({one.day.workspace for one in others}),
                "owners": list({owner for one in others for owner in one.owners}),
            },
        )
    }
    return {
        one.member: sum(of_owner.get((one.day.workspace, owner), 0) for owner in one.owners)
        for one in others
    }


def rows_of(
    session: Session, wanted: Collection[tuple[str, int, str]]
) -> dict[tuple[str, int, str], Deal]:
    """Deals by workspace, number and the zone that gives them their days."""
    zones: dict[tuple[str, int], set[str]] = {}
    for workspace, deal, zone in wanted:
        zones.setdefault((workspace, deal), set()).add(zone)
    rows = fetch(session, {w for w, _ in zones}, [deal for _, deal in zones])
    return {
        (row.workspace_id, row.id, zone): as_deal(row, zone)
        for row in rows
        for zone in zones.get((row.workspace_id, row.id), ())
    }


def fetch(session: Session, workspaces: Collection[str], numbers: Collection[int]) -> Sequence[Any]:
    """The rows of those deals as they stand, of whichever of the workspaces."""
    numbered = {"deals": json.dumps(list(numbers)), "workspaces": list(workspaces)}
    return session.execute(_rows(dialect_of(session) == "sqlite"), numbered).all()


@cache
def _rows(on_sqlite: bool) -> Select[Any]:
    return select(deals.c.workspace_id, *FIELDS).where(
        deals.c.id.in_(given_numbers("deals", on_sqlite)),
        deals.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
    )


_COUNT = (
    select(deals.c.workspace_id, deals.c.owner_id, func.count().label("number"))
    .where(
        deals.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
        deals.c.owner_id.in_(bindparam("owners", expanding=True)),
        deals.c.outcome.is_(None),
        deals.c.voided_at.is_(None),
    )
    .group_by(deals.c.workspace_id, deals.c.owner_id)
)


@cache
def _due(on_sqlite: bool) -> Select[Any]:
    """A row for each eligible deal on SQLite, for each member on PostgreSQL: what costs less."""
    seen = _seen(who_asks(on_sqlite), on_sqlite)
    place: Any = seen.c.id * PLACES + seen.c.place
    if on_sqlite:
        rows = select(seen.c.member, seen.c.open_deals, place).where(seen.c.place.is_not(None))
        return rows.order_by(seen.c.member, *_order(seen, on_sqlite))
    places = aggregate_order_by(place, *_order(seen, on_sqlite))
    rows = select(seen.c.member, func.max(seen.c.open_deals), func.array_agg(places))
    return rows.where(seen.c.place.is_not(None)).group_by(seen.c.member)


def _seen(who: CTE, on_sqlite: bool) -> Subquery:
    """Each open deal with its place, which is computed once a row: hence the offset."""
    amount = type_coerce(case((deals.c.currency == who.c.currency, deals.c.amount)), BigInteger())
    return (
        select(
            who.c.member,
            who.c.open_deals,
            rungs.place(who, on_sqlite).label("place"),
            func.coalesce(deals.c.decision_on, FAR).label("decision"),
            func.coalesce(amount, NO_AMOUNT).label("worth"),
            rungs.since().label("since"),
            deals.c.name_key,
            deals.c.id,
        )
        .select_from(who)
        .join(deals, open_deals_of(who))
        .where(*(() if on_sqlite else IN_BATCH))
        .offset(0)
        .subquery("seen")
    )


def _order(seen: Any, on_sqlite: bool) -> Sequence[ColumnElement[Any]]:
    """The order of coaching's `rank`. PostgreSQL compares rung and decision as one number."""
    rung = seen.c.place % HALF
    if on_sqlite:
        urgency, name = [rung, seen.c.decision], seen.c.name_key
    else:
        days = seen.c.decision - EPOCH
        urgency, name = [rung * ALL_DAYS + days], seen.c.name_key.collate("C")
    return (*urgency, seen.c.worth.desc(), seen.c.since, name, seen.c.id)
