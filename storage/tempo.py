"""Of workspaces: how long won deals took, and how many people sell there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from coaching.deals import Outcome, Stage
from coaching.heard import Paced
from storage import tables
from storage.database import Session

deals, moves, members = tables.deals, tables.stage_moves, tables.members
MOST_MOVES = 4000
"""Moves of won deals that are read, the newest first (ours)."""
_WON = (
    select(moves.c.workspace_id, moves.c.deal_id, moves.c.at, moves.c.to_stage, moves.c.to_outcome)
    .join(
        deals,
        and_(deals.c.workspace_id == moves.c.workspace_id, deals.c.id == moves.c.deal_id),
    )
    .where(
        moves.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
        moves.c.voided_at.is_(None),
        deals.c.outcome == Outcome.WON,
        deals.c.voided_at.is_(None),
    )
    .order_by(moves.c.at.desc(), moves.c.id.desc())
    .limit(MOST_MOVES)
)
_PEOPLE = (
    select(members.c.workspace_id, func.count())
    .where(
        members.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
        members.c.active,
        members.c.slack_id.is_not(None),
    )
    .group_by(members.c.workspace_id)
)


def people(session: Session, workspaces: Iterable[str]) -> dict[str, int]:
    """By workspace: how many people are there."""
    rows = session.execute(_PEOPLE, {"workspaces": sorted(set(workspaces))})
    return {row[0]: row[1] for row in rows}


def paced(session: Session, workspaces: Iterable[str]) -> dict[str, Paced]:
    """By workspace: medians of won deals, in days, by stage."""
    of_deals: dict[tuple[str, int], list[Any]] = {}
    for row in session.execute(_WON, {"workspaces": sorted(set(workspaces))}):
        of_deals.setdefault((row.workspace_id, row.deal_id), []).insert(0, row)
    spans: dict[str, dict[Stage, list[tuple[int, int]]]] = {}
    for (workspace, _), told in of_deals.items():
        for stage, span in _spans(told).items():
            spans.setdefault(workspace, {}).setdefault(stage, []).append(span)
    return {
        workspace: Paced(
            {stage: int(median(here for here, _ in found)) for stage, found in stages.items()},
            {stage: int(median(whole for _, whole in found)) for stage, found in stages.items()},
            {stage: len(found) for stage, found in stages.items()},
        )
        for workspace, stages in spans.items()
    }


def _spans(told: list[Any]) -> Mapping[Stage, tuple[int, int]]:
    """By stage: the days in it, and from entering it to the order."""
    entered: list[tuple[Stage, datetime]] = []
    for row in told:
        if row.to_outcome is None and (not entered or entered[-1][0] != row.to_stage):
            entered.append((Stage(row.to_stage), row.at))
    end = told[-1].at
    leaves = [at for _, at in entered[1:]] + [end]
    return {
        stage: ((left - at).days, (end - at).days)
        for (stage, at), left in zip(entered, leaves, strict=True)
    }
