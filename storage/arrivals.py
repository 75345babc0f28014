"""Writing what a file brought: new deals with their history, and changes of those that are here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update

from coaching.deals import Direction, TouchKind
from storage import tables
from storage.audit import IMPORTED
from storage.database import Session
from storage.dialects import numbers_for
from storage.incoming import STANDING, Batch, Change, Incoming
from storage.plain import as_plain

deals, imported = tables.deals, tables.imported
_ADD_DEALS = insert(deals)
_CHANGE_DEALS = update(deals).where(
    deals.c.workspace_id == bindparam("in_workspace"), deals.c.id == bindparam("of_deal")
)
_CHANGE_SAID = update(imported).where(
    imported.c.workspace_id == bindparam("in_workspace"), imported.c.id == bindparam("of")
)
TRACED = frozenset(
    {"amount", "currency", "owner_id", "source", "product", "segment", "competitor", "reason"}
    | {"closed_on", "decision_on", "stage", "buying_stage", "outcome"}
)
"""Columns of which the audit keeps what an import changed."""
STANDS = ("stage", "buying_stage", "outcome")
"""What a stage move tells of a deal."""


def add(session: Session, batch: Batch, rows: Sequence[Incoming], action_id: int) -> None:
    """New deals, each with its key in the file and the history that the file tells."""
    if not rows:
        return
    mine = {"workspace_id": batch.workspace_id, "parked": False}
    placed = list(zip(numbers_for(session, deals, len(rows)), rows, strict=True))
    session.execute(_ADD_DEALS, [{"id": number, **mine, **row.values} for number, row in placed])
    _put(session, imported, (_source(batch, deal_id, row) for deal_id, row in placed))
    entries = [(_history(batch, deal_id, action_id), row) for deal_id, row in placed]
    _put(
        session, tables.stage_moves, (move for entry, row in entries for move in _moves(entry, row))
    )
    dated = (one for one in entries if one[1].values["decision_on"])
    _put(session, tables.close_date_moves, (_date_move(e, row.values, None) for e, row in dated))
    noted = (one for one in entries if one[1].note)
    _put(session, tables.touches, (_note(entry, row) for entry, row in noted))


def change(session: Session, batch: Batch, changes: Sequence[Change], action_id: int) -> None:
    """Deals that are here, where the file says something new, and what the file says now."""
    if not changes:
        return
    scope = {"in_workspace": batch.workspace_id}
    session.execute(
        _CHANGE_DEALS, [{**scope, "of_deal": one.before.deal_id, **one.after} for one in changes]
    )
    _put(session, tables.audit, (_trace(batch, one) for one in changes))
    session.execute(
        _CHANGE_SAID,
        [
            {**scope, "of": one.before.imported_id, "said": {**one.before.said, **one.row.said}}
            for one in changes
        ],
    )
    entries = [(_history(batch, one.before.deal_id, action_id), one) for one in changes]
    moved = (one for one in entries if _has_moved(one[1]))
    _put(session, tables.stage_moves, (_changed_stage(*one, batch) for one in moved))
    dated = (one for one in entries if one[1].before.decision_on != one[1].after["decision_on"])
    _put(session, tables.close_date_moves, (_changed_date(*one, batch) for one in dated))


def _put(session: Session, table: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    if listed := list(rows):
        session.execute(insert(table), listed)


def _source(batch: Batch, deal_id: int, row: Incoming) -> dict[str, Any]:
    return {
        "workspace_id": batch.workspace_id,
        "deal_id": deal_id,
        "origin": batch.origin,
        "key": row.key,
        "said": dict(row.said),
    }


def _history(batch: Batch, deal_id: int, action_id: int) -> dict[str, Any]:
    return {
        "workspace_id": batch.workspace_id,
        "deal_id": deal_id,
        "member_id": batch.member_id,
        "action_id": action_id,
        "at": batch.at,
    }


def _moves(entry: Mapping[str, Any], row: Incoming) -> list[dict[str, Any]]:
    """How the deal came in and, if it is over, how it ended, each at its own moment."""
    start = {**row.values, "stage": row.opened_in, "outcome": None}
    nowhere = dict.fromkeys(STANDS)
    moves = [_step(entry, row.opened_at, nowhere, start)] if row.opened_at else []
    return moves + ([_step(entry, row.closed_at, start, row.values)] if row.closed_at else [])


def _has_moved(one: Change) -> bool:
    after = one.after
    return any(getattr(one.before, name) != after[name] for name in STANDS)


def _trace(batch: Batch, one: Change) -> dict[str, Any]:
    """What the file changed on a deal, so that it can still be told as it stood before."""
    changes = {
        name: [as_plain(getattr(one.before, name)), as_plain(value)]
        for name, value in one.fresh.items()
        if name in TRACED and value != getattr(one.before, name)
    }
    return {
        "workspace_id": batch.workspace_id, "member_id": batch.member_id,
        "deal_id": one.before.deal_id, "verb": IMPORTED, "at": batch.at, "changes": changes,
    }  # fmt: skip


def _changed_stage(entry: Mapping[str, Any], one: Change, batch: Batch) -> dict[str, Any]:
    was = {name: getattr(one.before, name) for name in STANDING}
    return _step(entry, one.row.closed_at or batch.at, was, one.after)


def _changed_date(entry: Mapping[str, Any], one: Change, batch: Batch) -> dict[str, Any]:
    return {**_date_move(entry, one.after, one.before.decision_on), "at": batch.at}


def _step(
    entry: Mapping[str, Any], at: datetime, was: Mapping[str, Any], now: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        **entry,
        "at": at,
        **{f"from_{name}": was[name] for name in STANDS},
        **{f"to_{name}": now[name] for name in STANDS},
    }


def _date_move(entry: Mapping[str, Any], values: Mapping[str, Any], was: Any) -> dict[str, Any]:
    at = {"at": values["created_at"]}
    return {**entry, **at, "from_on": was, "to_on": values["decision_on"]}


def _note(entry: Mapping[str, Any], row: Incoming) -> dict[str, Any]:
    at = {"at": row.values["created_at"]}
    return {
        **entry, **at, "kind": TouchKind.NOTE, "direction": Direction.OUT,
        "body": row.note, "who": None,
    }  # fmt: skip
