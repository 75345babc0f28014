"""What happened to a workspace's deals between two moments, and its pipeline now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching.deals import Outcome, Stage, TouchKind
from coaching.money import Money
from storage.tables import CloseDateMoveRow, DealRow, StageMoveRow, TouchRow


@dataclass(frozen=True, slots=True)
class Moved:
    """A deal and one move of its stage or outcome."""

    name: str
    amount: Money | None
    from_stage: Stage | None
    to_stage: Stage
    from_buying_stage: str | None
    to_buying_stage: str | None
    outcome: Outcome | None


def stage_moves(
    session: Session, workspace_id: str, since: datetime, until: datetime
) -> list[Moved]:
    """Standing moves in [since, until), in order; the first of a deal comes from no stage."""
    rows = session.execute(
        select(StageMoveRow, DealRow.name, DealRow.amount, DealRow.currency)
        .join(
            DealRow,
            (DealRow.workspace_id == StageMoveRow.workspace_id)
            & (DealRow.id == StageMoveRow.deal_id),
        )
        .where(
            StageMoveRow.workspace_id == workspace_id,
            StageMoveRow.voided_at.is_(None),
            DealRow.voided_at.is_(None),
            StageMoveRow.at >= since,
            StageMoveRow.at < until,
        )
        .order_by(StageMoveRow.at, StageMoveRow.id)
    )
    return [_moved(row) for row in rows]


def pushed(session: Session, workspace_id: str, since: datetime, until: datetime) -> list[str]:
    """Names of the deals whose decision date moved later in [since, until)."""
    rows = session.scalars(
        select(DealRow.name)
        .join(
            CloseDateMoveRow,
            (DealRow.workspace_id == CloseDateMoveRow.workspace_id)
            & (DealRow.id == CloseDateMoveRow.deal_id),
        )
        .where(
            CloseDateMoveRow.workspace_id == workspace_id,
            CloseDateMoveRow.voided_at.is_(None),
            DealRow.voided_at.is_(None),
            CloseDateMoveRow.at >= since,
            CloseDateMoveRow.at < until,
            CloseDateMoveRow.to_on > CloseDateMoveRow.from_on,
        )
        .distinct()
        .order_by(DealRow.name)
    )
    return list(rows)


def touches(session: Session, workspace_id: str, since: datetime, until: datetime) -> int:
    """Real touches that stand in [since, until)."""
    return session.execute(
        select(func.count())
        .select_from(TouchRow)
        .join(
            DealRow,
            (DealRow.workspace_id == TouchRow.workspace_id) & (DealRow.id == TouchRow.deal_id),
        )
        .where(
            TouchRow.workspace_id == workspace_id,
            TouchRow.voided_at.is_(None),
            DealRow.voided_at.is_(None),
            TouchRow.kind != TouchKind.NOTE,
            TouchRow.at >= since,
            TouchRow.at < until,
        )
    ).scalar_one()


def open_pipeline(
    session: Session, workspace_id: str
) -> list[tuple[Stage, str | None, str | None, int, Any]]:
    """Open deals by stage, buying stage and currency: how many, and the sum of their amounts."""
    rows = session.execute(
        select(
            DealRow.stage,
            DealRow.buying_stage,
            DealRow.currency,
            func.count(),
            func.sum(DealRow.amount),
        )
        .where(
            DealRow.workspace_id == workspace_id,
            DealRow.outcome.is_(None),
            DealRow.voided_at.is_(None),
        )
        .group_by(DealRow.stage, DealRow.buying_stage, DealRow.currency)
    )
    return [(Stage(row[0]), row[1], row[2], row[3], row[4]) for row in rows]


def _moved(row: Any) -> Moved:
    move, name, amount, currency = row
    return Moved(
        name=name,
        amount=Money(amount, currency) if amount is not None else None,
        from_stage=Stage(move.from_stage) if move.from_stage else None,
        to_stage=Stage(move.to_stage),
        from_buying_stage=move.from_buying_stage,
        to_buying_stage=move.to_buying_stage,
        outcome=Outcome(move.to_outcome) if move.to_outcome else None,
    )
