"""A batch of members with their days, as a table that a statement can be joined with."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Text,
    and_,
    bindparam,
    func,
    select,
)

from storage import tables
from storage.given import as_json, given
from storage.types import Moment

deals = tables.deals
TYPES: dict[Any, Any] = {str: Text(), int: Integer(), date: Date(), datetime: Moment()}


@dataclass(frozen=True, slots=True)
class Day:
    """The days and moments against which deals are held, for all members who share them.

    `…_before`: a deal last touched earlier is due, or overdue. `…_at`: TURN or OTHER.
    """

    workspace: str
    zone: str
    currency: str
    today: date
    worked: date
    late_from: date
    table_to: date
    fridge_to: date
    today_from: datetime
    table_due_before: datetime
    table_overdue_before: datetime
    fridge_due_before: datetime
    fridge_overdue_before: datetime
    freezer_due_before: datetime
    prospect_due_before: datetime
    suspect_due_before: datetime
    lead_at: int
    suspect_at: int
    prospect_at: int
    fridge_at: int
    freezer_at: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A member, their day, whose deals are theirs to work, and how many rows a list has."""

    member: int
    day: Day
    owners: frozenset[int]
    seats: int


def packed(asked: Collection[Asked], on_sqlite: bool) -> dict[str, Any]:
    """The batch as parameters of a statement made of `who_asks`."""
    days = list(dict.fromkeys(one.day for one in asked))
    numbers = {day: number for number, day in enumerate(days)}
    names = [f.name for f in fields(Day)]
    rows = [{name: getattr(day, name) for name in names} for day in days]
    who = [
        {"member": one.member, "owner": owner, "number": numbers[one.day]}
        for one in asked
        for owner in sorted(one.owners)
    ]
    return {
        "days": as_json(({**row, "number": at} for at, row in enumerate(rows)), on_sqlite),
        "who": as_json(who, on_sqlite),
        "workspaces": list({one.day.workspace for one in asked}),
        "owners": list({owner for one in asked for owner in one.owners}),
    }


def who_asks(on_sqlite: bool) -> CTE:
    """A row for each member and owner, with the member's day; computed once."""
    number = {"number": Integer()}
    days = given("days", {**{f.name: TYPES[f.type] for f in fields(Day)}, **number}, on_sqlite)
    who = given("who", {"member": BigInteger(), "owner": BigInteger(), **number}, on_sqlite)
    of_day = [one for one in days.c if one.key != "number"]
    joined = select(who.c.member, who.c.owner, *of_day).join(days, days.c.number == who.c.number)
    both = joined.subquery("both")
    counted = select(*both.c, _open_deals(both).label("open_deals"))
    return counted.cte("asked").prefix_with("MATERIALIZED")


def _open_deals(who: Any) -> ColumnElement[int]:
    return select(func.count()).select_from(deals).where(open_deals_of(who)).scalar_subquery()


def open_deals_of(who: Any) -> ColumnElement[bool]:
    """Joins the open deals of a row's owner."""
    return and_(
        deals.c.workspace_id == who.c.workspace,
        deals.c.owner_id == who.c.owner,
        deals.c.outcome.is_(None),
        deals.c.voided_at.is_(None),
    )


IN_BATCH = (
    deals.c.workspace_id == func.any(bindparam("workspaces", type_=ARRAY(Text()))),
    deals.c.owner_id == func.any(bindparam("owners", type_=ARRAY(BigInteger()))),
)
"""Said once more for PostgreSQL, which cannot know how few members there are in the JSON."""
