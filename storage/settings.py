"""What a workspace has set, and setting it."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime, time
from typing import Any

from sqlalchemy import bindparam, select

from coaching.people import Workspace
from coaching.policy import Policy, with_overrides
from storage import tables
from storage.database import Session
from storage.dialects import upsert

POLICY_NAMES = frozenset(f.name for f in fields(Policy))
OWN_NAMES = frozenset(f.name for f in fields(Workspace)) - {"id", "name", "policy"}

_OF_WORKSPACE = (
    select(tables.workspaces.c.name, tables.settings.c.name, tables.settings.c.value)
    .select_from(
        tables.workspaces.outerjoin(
            tables.settings, tables.settings.c.workspace_id == tables.workspaces.c.id
        )
    )
    .where(tables.workspaces.c.id == bindparam("workspace"))
)

_OF_SEVERAL = (
    select(
        tables.workspaces.c.id,
        tables.workspaces.c.name,
        tables.settings.c.name,
        tables.settings.c.value,
    )
    .select_from(
        tables.workspaces.outerjoin(
            tables.settings, tables.settings.c.workspace_id == tables.workspaces.c.id
        )
    )
    .where(tables.workspaces.c.id.in_(bindparam("workspaces", expanding=True)))
)
_SET_AT = select(tables.settings.c.set_at).where(
    tables.settings.c.workspace_id == bindparam("workspace"),
    tables.settings.c.name == bindparam("name"),
)


def workspace(session: Session, workspace_id: str) -> Workspace | None:
    """The workspace with its settings; None when nobody of it was ever here."""
    rows = session.execute(_OF_WORKSPACE, {"workspace": workspace_id}).all()
    if not rows:
        return None
    return assembled(workspace_id, rows[0][0], {row[1]: row[2] for row in rows if row[1]})


def assembled(workspace_id: str, name: str, values: Mapping[str, Any]) -> Workspace:
    """The workspace from its settings as they are kept."""
    own = {key: _read(key, value) for key, value in values.items() if key in OWN_NAMES}
    overrides = {key: value for key, value in values.items() if key in POLICY_NAMES}
    policy = with_overrides(overrides) if overrides else Policy()
    return Workspace(id=workspace_id, name=name, policy=policy, **own)


def store(session: Session, workspace_id: str, name: str, value: Any, now: datetime) -> None:
    """Sets one thing; `name` is a field of Workspace or of Policy, else ValueError."""
    if name not in OWN_NAMES | POLICY_NAMES:
        raise ValueError(f"no setting is called {name}")
    kept = value.isoformat() if isinstance(value, time) else value
    row = {"workspace_id": workspace_id, "name": name, "value": kept, "set_at": now}
    session.execute(upsert(session, tables.settings, row, keys=("workspace_id", "name")))


def set_at(session: Session, workspace_id: str, name: str) -> datetime | None:
    """When that was set last; None while it has its default."""
    return session.execute(_SET_AT, {"workspace": workspace_id, "name": name}).scalar()


def _read(name: str, value: Any) -> Any:
    if name == "rates":
        return tuple(tuple(one) for one in value)
    if name == "teams":
        return tuple((manager, tuple(people)) for manager, people in value)
    return time.fromisoformat(value) if name == "recap_at" else value


def workspaces(session: Session, workspace_ids: Iterable[str]) -> dict[str, Workspace]:
    """Several workspaces with their settings, in one query."""
    rows = session.execute(_OF_SEVERAL, {"workspaces": sorted(workspace_ids)})
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for workspace_id, name, setting, value in rows:
        values = found.setdefault(workspace_id, (name, {}))[1]
        if setting:
            values[setting] = value
    return {one: assembled(one, name, values) for one, (name, values) in found.items()}


def policies(session: Session, workspace_ids: Iterable[str]) -> dict[str, Policy]:
    """The thresholds of several workspaces, in one query."""
    ids = list(workspace_ids)
    rows = session.execute(
        select(
            tables.settings.c.workspace_id, tables.settings.c.name, tables.settings.c.value
        ).where(tables.settings.c.workspace_id.in_(ids), tables.settings.c.name.in_(POLICY_NAMES))
    )
    found: dict[str, dict[str, Any]] = {workspace_id: {} for workspace_id in ids}
    for workspace_id, name, value in rows:
        found[workspace_id][name] = value
    return {workspace_id: with_overrides(values) for workspace_id, values in found.items()}
