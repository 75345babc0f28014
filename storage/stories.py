"""What was logged of several deals at once, as the coach reads it: six questions, however many."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, Table, bindparam, select

from coaching.deals import Deal, Direction, Stage, TouchKind
from coaching.facts import Fact, FactKind
from coaching.heard import Heard, Logged, Moved, Redated, Traded
from coaching.people import Member
from storage import tables
from storage.database import Session
from storage.deals import FIELDS, as_deal
from storage.knowledge import as_buyer

deals = tables.deals
_LATELY = select(*FIELDS).where(
    deals.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
    deals.c.owner_id.in_(bindparam("owners", expanding=True)),
    deals.c.outcome.is_(None),
    deals.c.voided_at.is_(None),
    deals.c.last_touch_at >= bindparam("since"),
)
Zones = Mapping[int, str]


def _of(table: Table) -> Select[Any]:
    """What stands of several deals, the oldest first."""
    standing = (
        table.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
        table.c.deal_id.in_(bindparam("deals", expanding=True)),
        table.c.voided_at.is_(None),
    )
    return select(table).where(*standing).order_by(table.c.at, table.c.id)


_TOUCHES = _of(tables.touches).where(tables.touches.c.kind != TouchKind.NOTE)
_MOVES = _of(tables.stage_moves)
_DATES, _BUYERS, _FACTS, _TRADES = map(
    _of, (tables.close_date_moves, tables.buyers, tables.facts, tables.exchanges)
)


def logged(session: Session, workspaces: Iterable[str], zones: Zones) -> dict[int, Logged]:
    """By deal: all that was logged; `zones` are the deals, each with the zone of its owner."""
    if not zones:
        return {}
    asked = {"workspaces": sorted(set(workspaces)), "deals": sorted(zones)}
    touches, moves, dates, buyers, facts, trades = (
        _by_deal(session.execute(one, asked))
        for one in (_TOUCHES, _MOVES, _DATES, _BUYERS, _FACTS, _TRADES)
    )
    return {
        deal: Logged(
            touches=tuple(_heard(row, zone) for row in touches.get(deal, ())),
            dates=tuple(_redated(row, zone) for row in dates.get(deal, ())),
            moves=tuple(_moved(row, zone) for row in moves.get(deal, ()) if not row.to_outcome),
            buyers=_team(buyers.get(deal, ())),
            facts=_known(facts.get(deal, ())),
            trades=tuple(Traded(_day(r.at, zone), r.gave, r.what) for r in trades.get(deal, ())),
        )
        for deal, zone in ((number, ZoneInfo(name)) for number, name in zones.items())
    }


def touched_since(
    session: Session, people: Mapping[int, Member], since: datetime
) -> dict[int, list[Deal]]:
    """By owner: their open deals whose last touch is not older than that."""
    spaces = sorted({one.workspace_id for one in people.values()})
    asked = {"workspaces": spaces, "owners": sorted(people), "since": since}
    found: dict[int, list[Deal]] = {}
    for row in session.execute(_LATELY, asked):
        found.setdefault(row.owner_id, []).append(as_deal(row, people[row.owner_id].zone))
    return found


def _by_deal(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.deal_id, []).append(row)
    return found


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _heard(row: Any, zone: ZoneInfo) -> Heard:
    said = " ".join((row.body or "").split())
    kind, direction = TouchKind(row.kind), Direction(row.direction)
    on = _day(row.at, zone)
    return Heard(on, kind, direction, said, row.who or "", row.member_id, row.signal)


def _redated(row: Any, zone: ZoneInfo) -> Redated:
    return Redated(_day(row.at, zone), row.from_on, row.to_on)


def _moved(row: Any, zone: ZoneInfo) -> Moved:
    before = Stage(row.from_stage) if row.from_stage else None
    buying = (row.from_buying_stage, row.to_buying_stage)
    return Moved(_day(row.at, zone), before, Stage(row.to_stage), *buying)


def _team(rows: Iterable[Any]) -> tuple[Any, ...]:
    known: dict[str, Any] = {}
    for row in rows:
        if row.removed:
            known.pop(row.name_key, None)
        else:
            known[row.name_key] = as_buyer(row)
    return tuple(known.values())


def _known(rows: Iterable[Any]) -> dict[FactKind, Fact]:
    newest = {FactKind(row.kind): row.body for row in rows}
    return {kind: Fact(kind, body) for kind, body in newest.items() if body}
