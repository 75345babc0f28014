"""What happened to deals: touches, moves of stage and of the decision date. Only ever voided."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from coaching.deals import Direction, Outcome, Stage, Touch, TouchKind
from storage import tables
from storage.database import Session

_ADD_TOUCH = insert(tables.touches)
TABLES = (
    tables.touches,
    tables.stage_moves,
    tables.close_date_moves,
    tables.buyers,
    tables.facts,
    tables.exchanges,
    tables.forecast_calls,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """Which action of whom on which deal a row of history belongs to."""

    workspace_id: str
    deal_id: int
    member_id: int
    action_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class StageMove:
    """One move, as it stands in the history."""

    at: datetime
    from_stage: Stage | None
    to_stage: Stage
    from_buying_stage: str | None
    to_buying_stage: str | None
    from_outcome: Outcome | None
    to_outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class CloseDateMove:
    """One move of the decision date."""

    at: datetime
    from_on: date | None
    to_on: date | None


def add_touch(session: Session, entry: Entry, touch: Touch) -> None:
    """Keeps a touch or a note; its moment may lie before the entry's."""
    row = {**_row(entry), "at": touch.at, "kind": touch.kind, "direction": touch.direction}
    said = {"body": touch.text, "who": touch.who, "signal": touch.signal}
    session.execute(_ADD_TOUCH, {**row, **said})


def add_stage_move(session: Session, entry: Entry, move: StageMove) -> None:
    """Keeps a move of stage, buying stage or outcome."""
    row = {
        **_row(entry),
        "from_stage": move.from_stage,
        "to_stage": move.to_stage,
        "from_buying_stage": move.from_buying_stage,
        "to_buying_stage": move.to_buying_stage,
        "from_outcome": move.from_outcome,
        "to_outcome": move.to_outcome,
    }
    session.execute(insert(tables.stage_moves).values(row))


def add_close_date_move(
    session: Session, entry: Entry, from_on: date | None, to_on: date | None
) -> None:
    """Keeps a move of the decision date."""
    row = {**_row(entry), "from_on": from_on, "to_on": to_on}
    session.execute(insert(tables.close_date_moves).values(row))


def void(session: Session, workspace_id: str, action_id: int, now: datetime) -> None:
    """Takes everything that one action wrote out of every count; the rows stay."""
    for table in TABLES:
        session.execute(
            update(table)
            .where(
                table.c.workspace_id == workspace_id,
                table.c.action_id == action_id,
                table.c.voided_at.is_(None),
            )
            .values(voided_at=now)
        )


def last_touch(session: Session, workspace_id: str, deal_id: int) -> Touch | None:
    """The newest real touch that stands."""
    found = touches(session, workspace_id, deal_id, limit=1, only_real=True)
    return found[0] if found else None


def touches(
    session: Session, workspace_id: str, deal_id: int, *, limit: int, only_real: bool = False
) -> list[Touch]:
    """Touches and notes that stand, newest first."""
    statement = (
        select(tables.touches)
        .where(
            tables.touches.c.workspace_id == workspace_id,
            tables.touches.c.deal_id == deal_id,
            tables.touches.c.voided_at.is_(None),
        )
        .order_by(tables.touches.c.at.desc(), tables.touches.c.id.desc())
        .limit(limit)
    )
    if only_real:
        statement = statement.where(tables.touches.c.kind != TouchKind.NOTE)
    return [_touch(row) for row in session.execute(statement)]


def touch_of(session: Session, workspace_id: str, action_id: int) -> Touch | None:
    """The touch or note that an action wrote."""
    row = session.execute(
        select(tables.touches).where(
            tables.touches.c.workspace_id == workspace_id, tables.touches.c.action_id == action_id
        )
    ).first()
    return _touch(row) if row else None


def stage_moves(session: Session, workspace_id: str, deal_id: int, limit: int) -> list[StageMove]:
    """Moves of a deal that stand, newest first."""
    rows = session.execute(
        select(tables.stage_moves)
        .where(
            tables.stage_moves.c.workspace_id == workspace_id,
            tables.stage_moves.c.deal_id == deal_id,
            tables.stage_moves.c.voided_at.is_(None),
        )
        .order_by(tables.stage_moves.c.at.desc(), tables.stage_moves.c.id.desc())
        .limit(limit)
    )
    return [_stage_move(row) for row in rows]


def close_date_moves(
    session: Session, workspace_id: str, deal_id: int, limit: int
) -> list[CloseDateMove]:
    """Moves of a deal's decision date that stand, newest first."""
    rows = session.execute(
        select(tables.close_date_moves)
        .where(
            tables.close_date_moves.c.workspace_id == workspace_id,
            tables.close_date_moves.c.deal_id == deal_id,
            tables.close_date_moves.c.voided_at.is_(None),
        )
        .order_by(tables.close_date_moves.c.at.desc(), tables.close_date_moves.c.id.desc())
        .limit(limit)
    )
    return [CloseDateMove(row.at, row.from_on, row.to_on) for row in rows]


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "workspace_id": entry.workspace_id,
        "deal_id": entry.deal_id,
        "member_id": entry.member_id,
        "action_id": entry.action_id,
        "at": entry.at,
    }


def _touch(row: Any) -> Touch:
    kind, direction = TouchKind(row.kind), Direction(row.direction)
    return Touch(row.id, row.deal_id, kind, direction, row.at, row.body, row.who, row.signal)


def _stage_move(row: Any) -> StageMove:
    return StageMove(
        at=row.at,
        from_stage=Stage(row.from_stage) if row.from_stage else None,
        to_stage=Stage(row.to_stage),
        from_buying_stage=row.from_buying_stage,
        to_buying_stage=row.to_buying_stage,
        from_outcome=Outcome(row.from_outcome) if row.from_outcome else None,
        to_outcome=Outcome(row.to_outcome) if row.to_outcome else None,
    )
