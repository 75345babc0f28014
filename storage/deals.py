"""Deals: finding them by number, by name and by text; adding and changing them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, or_, select, update

from coaching.deals import Deal, Direction, Outcome, Stage, Step, TouchKind
from coaching.money import Money
from coaching.people import Role
from storage import tables
from storage.database import Session
from storage.names import name_key as name_key
from storage.names import spelling as spelling

deals = tables.deals
MOST_BEGINNING = 10
"""Deals whose names begin alike that are looked at; that many are too many to be told apart."""
SAME = frozenset(f.name for f in fields(Deal)) & frozenset(c.key for c in deals.c) - {
    "amount",
    "outcome",
}
"""Fields that a deal and its row hold alike."""
_SOONEST = (deals.c.decision_on.is_(None), deals.c.decision_on, deals.c.name_key, deals.c.id)
_NEWEST = (deals.c.closed_on.is_(None), deals.c.closed_on.desc(), deals.c.id.desc())
_SELLERS = select(tables.members.c.id).where(
    tables.members.c.workspace_id == bindparam("workspace"), tables.members.c.role == Role.SELLER
)
FIELDS = tuple(c for c in deals.c if c.key not in ("workspace_id", "name_key", "voided_at"))


@dataclass(frozen=True, slots=True)
class Sight:
    """What a member may see: the whole workspace, or the deals of these owners; with `sellers` also
    those of everybody who is neither an admin nor a manager."""

    workspace_id: str
    owners: frozenset[int] | None
    sellers: bool = False

    @property
    def shape(self) -> str:
        """What kind of condition says it: statements are built once for each."""
        if self.owners is None:
            return "all"
        if self.sellers:
            return "team"
        return "one" if len(self.owners) == 1 else "many"

    @property
    def values(self) -> dict[str, Any]:
        """What the condition is filled with."""
        if self.owners is None:
            return {"workspace": self.workspace_id}
        owners = list(self.owners)
        one = self.shape == "one"
        return {"workspace": self.workspace_id, "owner": owners[0] if one else owners}


@dataclass(frozen=True, slots=True)
class Filter:
    """Deals, open unless said otherwise, narrowed by what is given; a text is part of the name."""

    owner: int | None = None
    stage: str | None = None
    buying_stage: str | None = None
    text: str | None = None
    closed: bool = False
    where: tuple[ColumnElement[bool], ...] = ()


def by_id(session: Session, sight: Sight, deal_id: int, zone: str) -> Deal | None:
    """The deal with that number, if it is to be seen."""
    row = session.execute(_by_id(sight.shape), {**sight.values, "deal": deal_id}).first()
    return _deal(row, ZoneInfo(zone)) if row else None


def by_name(session: Session, sight: Sight, name: str, zone: str) -> list[Deal]:
    """The deals of exactly that name, open ones first, then the newest; at most ten."""
    asked = {**sight.values, "name": name_key(name)}
    return _deals(session.execute(_by_name(sight.shape), asked), zone)


def by_names(
    session: Session, sight: Sight, names: Iterable[str], zone: str
) -> dict[str, list[Deal]]:
    """The deals of exactly those names by the key of their name, open ones first."""
    asked = {**sight.values, "names": [name_key(name) for name in names]}
    found: dict[str, list[Deal]] = {}
    for deal in _deals(session.execute(_by_names(sight.shape), asked), zone):
        found.setdefault(name_key(deal.name), []).append(deal)
    return found


def by_ids(session: Session, sight: Sight, ids: Iterable[int], zone: str) -> dict[int, Deal]:
    """The deals with those numbers, as far as they are to be seen."""
    rows = session.execute(_by_ids(sight.shape), {**sight.values, "deals": list(ids)})
    return {deal.id: deal for deal in _deals(rows, zone)}


def by_prefix(
    session: Session, sight: Sight, prefix: str, zone: str, *, closed: bool = False
) -> list[Deal]:
    """Open (or closed) deals whose name begins so; at most ten, where a word ends there first."""
    asked = {**sight.values, "name": name_key(prefix)}
    return _deals(session.execute(_by_prefix(sight.shape, closed), asked), zone)


def names(session: Session, sight: Sight, *, closed: bool) -> dict[int, str]:
    """Every name to be seen, by number: what fuzzy matching chooses from, open deals first."""
    rows = session.execute(_names(sight.shape, closed), sight.values)
    return {row.id: row.name for row in rows}


def open_of(session: Session, workspace_id: str, owner_id: int, zone: str) -> list[Deal]:
    """The open deals of one owner."""
    sight = Sight(workspace_id, frozenset({owner_id}))
    return _deals(session.execute(_open(sight.shape), sight.values), zone)


def open_of_all(
    session: Session, workspace_id: str, owners: frozenset[int], zone: str
) -> list[Deal]:
    """The open deals of several owners."""
    sight = Sight(workspace_id, owners)
    return _deals(session.execute(_open(sight.shape), sight.values), zone)


def page(
    session: Session, sight: Sight, zone: str, asked: Filter, *, offset: int, limit: int
) -> tuple[list[Deal], int]:
    """One page by decision date (closed ones by their end), and how many there are in all."""
    where = (*seen(sight.shape), *_narrowed(asked))
    total = session.execute(select(func.count()).where(*where), sight.values).scalar_one()
    order = _NEWEST if asked.closed else _SOONEST
    rows = select(*FIELDS).where(*where).order_by(*order).offset(offset).limit(limit)
    return _deals(session.execute(rows, sight.values), zone), total


def as_deal(row: Any, zone: str) -> Deal:
    """The deal of a row that has all FIELDS; its days are those of the zone."""
    return _deal(row, ZoneInfo(zone))


def add(session: Session, workspace_id: str, **values: Any) -> int:
    """Adds a deal; values are named as in storage.tables.deals.DealRow, name_key excepted."""
    row = {**values, "workspace_id": workspace_id, "name_key": name_key(values["name"])}
    return int(session.execute(_ADD, row).scalar_one())


def change(
    session: Session,
    workspace_id: str,
    deal_id: int,
    values: Mapping[str, Any],
    zone: str,
    known: Deal | None = None,
) -> Deal:
    """Changes fields of a deal, named as in tables.deals.DealRow; returns it as it stands now.

    A deal that is `known` as it stood is not read again, unless its last touch is taken away.
    """
    asked = {**values, "in_workspace": workspace_id, "of_deal": deal_id}
    if known is not None and values.get("last_touch_at", known) is not None:
        session.execute(_CHANGE, asked)
        return _changed(known, values, ZoneInfo(zone))
    return _deal(session.execute(_CHANGE.returning(*FIELDS), asked).one(), ZoneInfo(zone))


def _changed(deal: Deal, values: Mapping[str, Any], clock: tzinfo) -> Deal:
    new = {name: value for name, value in values.items() if name in SAME}
    if "outcome" in values:
        new["outcome"] = Outcome(values["outcome"]) if values["outcome"] else None
    if "step_on" in values:
        on = values["step_on"]
        new["step"] = Step(on, values["step_what"], values["step_at"]) if on else None
    if "amount" in values:
        amount = values["amount"]
        new["amount"] = Money(amount, values["currency"]) if amount is not None else None
    if "entered_stage_at" in values:
        new["entered_stage_on"] = _day(values["entered_stage_at"], clock)
        if deal.last_touch_on is None:
            new["silent_since"] = values["entered_stage_at"]
    if "last_touch_at" in values:
        new["last_touch_on"] = _day(values["last_touch_at"], clock)
        new["silent_since"] = values["last_touch_at"]
    return replace(deal, **new)


def seen(shape: str) -> tuple[ColumnElement[bool], ...]:
    """The condition of a Sight, to be filled with its values."""
    scope = (deals.c.workspace_id == bindparam("workspace"), deals.c.voided_at.is_(None))
    if shape == "all":
        return scope
    if shape == "one":
        return (*scope, deals.c.owner_id == bindparam("owner"))
    own = deals.c.owner_id.in_(bindparam("owner", expanding=True))
    return (*scope, or_(own, deals.c.owner_id.in_(_SELLERS)) if shape == "team" else own)


def _narrowed(asked: Filter) -> tuple[ColumnElement[bool], ...]:
    ended = deals.c.outcome.is_not(None) if asked.closed else deals.c.outcome.is_(None)
    where: list[ColumnElement[bool]] = [ended, *asked.where]
    if asked.owner is not None:
        where.append(deals.c.owner_id == asked.owner)
    if asked.stage is not None:
        where.append(deals.c.stage == asked.stage)
    if asked.buying_stage is not None:
        where.append(deals.c.buying_stage == asked.buying_stage)
    if asked.text is not None:
        where.append(deals.c.name_key.contains(name_key(asked.text), autoescape=True))
    return tuple(where)


@cache
def _by_id(shape: str) -> Select[Any]:
    return select(*FIELDS).where(*seen(shape), deals.c.id == bindparam("deal"))


@cache
def _by_names(shape: str) -> Select[Any]:
    keys = deals.c.name_key.in_(bindparam("names", expanding=True))
    named = select(*FIELDS).where(*seen(shape), keys)
    return named.order_by(deals.c.outcome.is_not(None), deals.c.id.desc()).limit(50)


@cache
def _by_ids(shape: str) -> Select[Any]:
    return select(*FIELDS).where(*seen(shape), deals.c.id.in_(bindparam("deals", expanding=True)))


@cache
def _by_name(shape: str) -> Select[Any]:
    named = select(*FIELDS).where(*seen(shape), deals.c.name_key == bindparam("name"))
    return named.order_by(deals.c.outcome.is_not(None), deals.c.id.desc()).limit(10)


@cache
def _by_prefix(shape: str, closed: bool) -> Select[Any]:
    begins = func.substr(deals.c.name_key, 1, func.length(bindparam("name"))) == bindparam("name")
    inside = func.substr(deals.c.name_key, func.length(bindparam("name")) + 1, 1) != " "
    ended = deals.c.outcome.is_not(None) if closed else deals.c.outcome.is_(None)
    found = select(*FIELDS).where(*seen(shape), ended, begins)
    return found.order_by(inside, deals.c.name_key, deals.c.id).limit(MOST_BEGINNING)


@cache
def _open(shape: str) -> Select[Any]:
    return select(*FIELDS).where(*seen(shape), deals.c.outcome.is_(None))


@cache
def _names(shape: str, closed: bool) -> Select[Any]:
    named = select(deals.c.id, deals.c.name).where(*seen(shape))
    if not closed:
        named = named.where(deals.c.outcome.is_(None))
    return named.order_by(deals.c.outcome.is_not(None), deals.c.id.desc())


_ADD = insert(deals).returning(deals.c.id)
_CHANGE = update(deals).where(
    deals.c.workspace_id == bindparam("in_workspace"), deals.c.id == bindparam("of_deal")
)


def _deals(rows: Iterable[Any], zone: str) -> list[Deal]:
    clock = ZoneInfo(zone)
    return [_deal(row, clock) for row in rows]


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
        last_touch_signal=row.last_touch_signal,
        snoozed_until=row.snoozed_until,
        parked_until=row.parked_until,
        parked=row.parked,
        source=row.source,
        product=row.product,
        segment=row.segment,
        silent_since=row.last_touch_at or row.entered_stage_at,
    )
