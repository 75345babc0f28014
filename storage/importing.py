"""Deals of other programs, in sets: what is new is added, what changed there is changed here."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from storage import arrivals, audit, tables
from storage.database import Session
from storage.dialects import in_bulk
from storage.incoming import COLUMNS, GROUPS, Batch, Change, Incoming, Tally
from storage.names import name_key

deals, imported = tables.deals, tables.imported
_KNOWN = (
    select(
        imported.c.key,
        imported.c.said,
        imported.c.id.label("imported_id"),
        deals.c.id.label("deal_id"),
        *(deals.c[name] for name in COLUMNS),
    )
    .join(
        deals,
        (deals.c.workspace_id == imported.c.workspace_id) & (deals.c.id == imported.c.deal_id),
    )
    .where(
        imported.c.workspace_id == bindparam("workspace"),
        imported.c.origin == bindparam("origin"),
        imported.c.key.in_(bindparam("keys", expanding=True)),
    )
)
_NAMESAKES = (
    select(deals.c.name_key)
    .outerjoin(
        imported,
        (imported.c.workspace_id == deals.c.workspace_id) & (imported.c.deal_id == deals.c.id),
    )
    .where(
        deals.c.workspace_id == bindparam("workspace"),
        deals.c.voided_at.is_(None),
        imported.c.id.is_(None),
        deals.c.name_key.in_(bindparam("names", expanding=True)),
    )
)


def store(session: Session, batch: Batch, rows: Sequence[Incoming], *, dry: bool = False) -> Tally:
    """Adds and changes what has to be; `dry` only counts. Keys must differ within the rows."""
    known = _known(session, batch, rows)
    tally = Tally()
    new, changed = [], []
    for row in rows:
        before = known.get(row.key)
        if before is None:
            new.append(row)
        elif batch.owners is not None and before.owner_id not in batch.owners:
            tally.refused.append(row.row)
        elif fresh := _fresh(before, row, batch):
            changed.append(Change(before, row, fresh))
        else:
            tally.same += 1
    tally.added, tally.changed = len(new), len(changed)
    if not dry and (new or changed):
        in_bulk(session)
        action_id = _entry(session, batch, tally)
        arrivals.add(session, batch, new, action_id)
        arrivals.change(session, batch, changed, action_id)
    return tally


def namesakes(session: Session, batch: Batch, names: Iterable[str]) -> set[str]:
    """The keys of those names that a deal has which came from no file and may be changed."""
    asked = {"workspace": batch.workspace_id, "names": list({name_key(name) for name in names})}
    owned = deals.c.owner_id.in_(sorted(batch.owners or ()))
    of = _NAMESAKES if batch.owners is None else _NAMESAKES.where(owned)
    return set(session.execute(of, asked).scalars())


def _known(session: Session, batch: Batch, rows: Sequence[Incoming]) -> dict[str, Any]:
    keys = [row.key for row in rows]
    asked = {"workspace": batch.workspace_id, "origin": batch.origin, "keys": keys}
    return {row.key: row for row in session.execute(_KNOWN, asked)}


def _fresh(before: Any, row: Incoming, batch: Batch) -> dict[str, Any]:
    """The columns in which the file says something new, with those that belong to them."""
    told = {name for name, text in row.said.items() if before.said.get(name) != text}
    for group in GROUPS:
        if told & set(group):
            told |= set(group)
    if "owner" in told:
        told = (told - {"owner"}) | {"owner_id"}
    if "name" in told:
        told.add("name_key")
    if "stage" in told:
        told.add("entered_stage_at")
    fresh = {name: row.values[name] for name in COLUMNS if name in told}
    if fresh.get("outcome") and fresh["closed_on"] is None:
        fresh["closed_on"] = before.closed_on if before.outcome else batch.today
    return fresh


def _entry(session: Session, batch: Batch, tally: Tally) -> int:
    """One entry of the audit for a whole batch; the history rows of its deals refer to it."""
    action_id = audit.append(
        session,
        batch.workspace_id,
        member_id=batch.member_id,
        deal_id=None,
        verb="import",
        at=batch.at,
        changes={"origin": batch.origin, "added": tally.added, "changed": tally.changed},
    )
    assert action_id is not None
    return action_id
