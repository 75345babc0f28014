"""What a workspace has set, and setting it."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching.people import Workspace
from coaching.policy import Policy, with_overrides
from storage.dialects import upsert
from storage.tables import SettingRow, WorkspaceRow

POLICY_NAMES = frozenset(f.name for f in fields(Policy))
OWN_NAMES = frozenset(f.name for f in fields(Workspace)) - {"id", "name", "policy"}


def workspace(session: Session, workspace_id: str) -> Workspace | None:
    """The workspace with its settings; None when nobody of it was ever here."""
    rows = session.execute(
        select(WorkspaceRow.name, SettingRow.name, SettingRow.value)
        .join_from(
            WorkspaceRow, SettingRow, SettingRow.workspace_id == WorkspaceRow.id, isouter=True
        )
        .where(WorkspaceRow.id == workspace_id)
    ).all()
    if not rows:
        return None
    values = {name: value for _, name, value in rows if name is not None}
    own = {name: _read(name, value) for name, value in values.items() if name in OWN_NAMES}
    overrides = {name: value for name, value in values.items() if name in POLICY_NAMES}
    policy = with_overrides(overrides) if overrides else Policy()
    return Workspace(id=workspace_id, name=rows[0][0], policy=policy, **own)


def store(session: Session, workspace_id: str, name: str, value: Any, now: datetime) -> None:
    """Sets one thing; `name` is a field of Workspace or of Policy, else ValueError."""
    if name not in OWN_NAMES | POLICY_NAMES:
        raise ValueError(f"no setting is called {name}")
    kept = value.isoformat() if isinstance(value, time) else value
    row = {"workspace_id": workspace_id, "name": name, "value": kept, "set_at": now}
    session.execute(upsert(session, SettingRow, row, keys=("workspace_id", "name")))


def _read(name: str, value: Any) -> Any:
    return time.fromisoformat(value) if name == "recap_at" else value


def policies(session: Session, workspace_ids: Iterable[str]) -> dict[str, Policy]:
    """The thresholds of several workspaces, in one query."""
    ids = list(workspace_ids)
    rows = session.execute(
        select(SettingRow.workspace_id, SettingRow.name, SettingRow.value).where(
            SettingRow.workspace_id.in_(ids), SettingRow.name.in_(POLICY_NAMES)
        )
    )
    found: dict[str, dict[str, Any]] = {workspace_id: {} for workspace_id in ids}
    for workspace_id, name, value in rows:
        found[workspace_id][name] = value
    return {workspace_id: with_overrides(values) for workspace_id, values in found.items()}
