"""Deals: finding them by number, by name and by text; adding and changing them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.orm import Session

from coaching.deals import Deal, Direction, Outcome, Stage, Step, TouchKind
from coaching.money import Money
from storage.tables import DealRow

FIELDS = tuple(
    column
    for name, column in ((c.key, c) for c in DealRow.__table__.columns)
    if name not in ("workspace_id", "name_key", "voided_at")
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a member may see: the whole workspace, or the deals of these owners."""

    workspace_id: str
    owners: frozenset[int] | None


def name_key(name: str) -> str:
    """How names are compared: without case and with single spaces."""
    return " ".join(name.casefold().split())


def by_id(session: Session, sight: Sight, deal_id: int, zone: str) -> Deal | None:
    """The deal with that number, if it is to be seen."""
    row = session.execute(select(*FIELDS).where(*_seen(sight), DealRow.id == deal_id)).first()
    return _deal(row, ZoneInfo(zone)) if row else None


def by_name(session: Session, sight: Sight, name: str, zone: str) -> list[Deal]:
    """The deals of exactly that name, open ones first, then the newest; at most ten."""
    return _deals(
        session,
        select(*FIELDS)
        .where(*_seen(sight), DealRow.name_key == name_key(name))
        .order_by(DealRow.outcome.is_not(None), DealRow.id.desc())
        .limit(10),
        zone,
    )


def by_prefix(session: Session, sight: Sight, prefix: str, zone: str) -> list[Deal]:
    """Open deals whose name begins so; at most ten, by name."""
    key = name_key(prefix)
    return _deals(
        session,
        select(*FIELDS)
        .where(
            *_seen(sight),
            DealRow.outcome.is_(None),
            DealRow.name_key.startswith(key, autoescape=True),
        )
        .order_by(DealRow.name_key, DealRow.id)
        .limit(10),
        zone,
    )


def names(session: Session, sight: Sight) -> dict[int, str]:
    """Every name to be seen, by number: what fuzzy matching chooses from, open deals first."""
    rows = session.execute(
        select(DealRow.id, DealRow.name)
        .where(*_seen(sight))
        .order_by(DealRow.outcome.is_not(None), DealRow.id.desc())
    )
    return {row.id: row.name for row in rows}


def open_of(session: Session, workspace_id: str, owner_id: int, zone: str) -> list[Deal]:
    """The open deals of one owner."""
    sight = Sight(workspace_id, frozenset({owner_id}))
    return _deals(session, select(*FIELDS).where(*_seen(sight), DealRow.outcome.is_(None)), zone)


def page(
    session: Session,
    sight: Sight,
    zone: str,
    *,
    where: tuple[ColumnElement[bool], ...],
    offset: int,
    limit: int,
) -> tuple[list[Deal], int]:
    """One page of deals by decision date and name, and how many there are in all."""
    total = session.execute(select(func.count()).where(*_seen(sight), *where)).scalar_one()
    found = _deals(
        session,
        select(*FIELDS)
        .where(*_seen(sight), *where)
        .order_by(DealRow.decision_on.is_(None), DealRow.decision_on, DealRow.name_key, DealRow.id)
        .offset(offset)
        .limit(limit),
        zone,
    )
    return found, total


def open_where(
    *, stage: str | None = None, buying_stage: str | None = None, text: str | None = None
) -> tuple[ColumnElement[bool], ...]:
    """Open deals, narrowed by what is given; a text is looked for anywhere in the name."""
    where: list[ColumnElement[bool]] = [DealRow.outcome.is_(None)]
    if stage is not None:
        where.append(DealRow.stage == stage)
    if buying_stage is not None:
        where.append(DealRow.buying_stage == buying_stage)
    if text is not None:
        where.append(DealRow.name_key.contains(name_key(text), autoescape=True))
    return tuple(where)


def add(session: Session, workspace_id: str, **values: Any) -> int:
    """Adds a deal; values are named as in storage.tables.DealRow, name_key excepted."""
    row = {**values, "workspace_id": workspace_id, "name_key": name_key(values["name"])}
    number = session.execute(insert(DealRow).values(row).returning(DealRow.id)).scalar_one()
    return int(number)


def change(session: Session, workspace_id: str, deal_id: int, values: Mapping[str, Any]) -> None:
    """Changes fields of a deal; names as in storage.tables.DealRow."""
    session.execute(
        update(DealRow)
        .where(DealRow.workspace_id == workspace_id, DealRow.id == deal_id)
        .values(dict(values))
    )


def _seen(sight: Sight) -> tuple[ColumnElement[bool], ...]:
    scope = (DealRow.workspace_id == sight.workspace_id, DealRow.voided_at.is_(None))
    if sight.owners is None:
        return scope
    if len(sight.owners) == 1:
        return (*scope, DealRow.owner_id == next(iter(sight.owners)))
    return (*scope, DealRow.owner_id.in_(sight.owners))


def _deals(session: Session, statement: Any, zone: str) -> list[Deal]:
    clock = ZoneInfo(zone)
    return [_deal(row, clock) for row in session.execute(statement)]


def _day(moment: datetime | None, clock: tzinfo) -> date | None:
    return moment.astimezone(clock).date() if moment else None


def _deal(row: Any, clock: tzinfo) -> Deal:
    return Deal(
        id=row.id,
        name=row.name,
        owner_id=row.owner_id,
        stage=Stage(row.stage),
        created_on=row.created_at.astimezone(clock).date(),
        entered_stage_on=row.entered_stage_at.astimezone(clock).date(),
        buying_stage=row.buying_stage,
        amount=Money(row.amount, row.currency) if row.amount is not None else None,
        decision_on=row.decision_on,
        step=Step(row.step_on, row.step_what, row.step_at) if row.step_on else None,
        outcome=Outcome(row.outcome) if row.outcome else None,
        closed_on=row.closed_on,
        reason=row.reason,
        competitor=row.competitor,
        last_touch_on=_day(row.last_touch_at, clock),
        last_touch_kind=TouchKind(row.last_touch_kind) if row.last_touch_kind else None,
        last_touch_direction=(
            Direction(row.last_touch_direction) if row.last_touch_direction else None
        ),
        snoozed_until=row.snoozed_until,
        parked_until=row.parked_until,
        parked=row.parked,
        source=row.source,
        product=row.product,
        segment=row.segment,
    )
