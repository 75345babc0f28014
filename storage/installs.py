"""Installations, their sealed tokens, and the single-use states of those under way."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update

from storage import tables
from storage.database import Session
from storage.dialects import insert

installations, states, workspaces = tables.installations, tables.install_states, tables.workspaces


@dataclass(frozen=True, slots=True)
class Installed:
    """What a workspace gave us; both tokens are sealed, and None once they were taken away.

    `epoch` counts the changes of the tokens, so that a change is made once; until `renewing_until`
    one replica fetches new ones.
    """

    workspace_id: str
    enterprise: str | None
    team: str | None
    app: str | None
    bot: str
    bot_user: str
    installer: str
    scopes: str
    token: str | None
    refresh_token: str | None
    expires_at: datetime | None
    installed_at: datetime
    epoch: int = 0
    renewing_until: datetime | None = None


NAMES = tuple(field.name for field in fields(Installed))
_SELECT = select(*(installations.c[name] for name in NAMES))
_FIND = _SELECT.where(installations.c.workspace_id == bindparam("workspace"))


def put(session: Session, found: Installed) -> None:
    """Keeps an installation in the place of the one before."""
    row = {name: getattr(found, name) for name in NAMES}
    statement = insert(session, installations).values(row)
    fresh = {name: statement.excluded[name] for name in row if name != "workspace_id"}
    fresh["epoch"] = installations.c.epoch + 1
    session.execute(statement.on_conflict_do_update(index_elements=["workspace_id"], set_=fresh))


def find(session: Session, workspace_id: str) -> Installed | None:
    """The installation of a workspace, with tokens or without."""
    row = session.execute(_FIND, {"workspace": workspace_id}).first()
    return Installed(*row) if row else None


def every(session: Session) -> list[Installed]:
    """All installations that have tokens: for the operator."""
    rows = session.execute(_SELECT.where(installations.c.token.is_not(None)))
    return [Installed(*row) for row in rows]


def claim_renewal(session: Session, found: Installed, now: datetime, until: datetime) -> bool:
    """Whether it is ours to spend the refresh token; nobody else may until then."""
    nobody = or_(installations.c.renewing_until.is_(None), installations.c.renewing_until <= now)
    return _changed(session, found, nobody, renewing_until=until)


def change_tokens(session: Session, found: Installed, fresh: Installed) -> bool:
    """Keeps other tokens; False when they were changed or taken away meanwhile."""
    return _changed(
        session,
        found,
        token=fresh.token,
        refresh_token=fresh.refresh_token,
        expires_at=fresh.expires_at,
        renewing_until=None,
        epoch=found.epoch + 1,
    )


def _changed(session: Session, found: Installed, *also: Any, **values: Any) -> bool:
    same = (
        installations.c.workspace_id == found.workspace_id,
        installations.c.epoch == found.epoch,
    )
    statement = update(installations).where(*same, *also).values(**values)
    return session.execute(statement.returning(installations.c.epoch)).first() is not None


def leave(session: Session, workspace_id: str, now: datetime) -> bool:
    """The workspace took the app out: its tokens go, and nothing of it is due or sent any more."""
    gone = {"token": None, "refresh_token": None, "expires_at": None}
    session.execute(
        update(installations)
        .where(installations.c.workspace_id == workspace_id)
        .values(**gone, epoch=installations.c.epoch + 1)
    )
    left = update(workspaces).where(workspaces.c.id == workspace_id, workspaces.c.left_at.is_(None))
    return session.execute(left.values(left_at=now).returning(workspaces.c.id)).first() is not None


def come_back(session: Session, workspace_id: str) -> bool:
    """What is due and waits in the workspace comes again; False when it had not stopped."""
    away = or_(workspaces.c.left_at.is_not(None), workspaces.c.stopped_at.is_not(None))
    back = update(workspaces).where(workspaces.c.id == workspace_id, away)
    fresh = back.values(left_at=None, stopped_at=None).returning(workspaces.c.id)
    return session.execute(fresh).first() is not None


def put_state(session: Session, digest: str, expires_at: datetime) -> None:
    """Keeps the digest of a state that was given out."""
    session.execute(insert(session, states).values(digest=digest, expires_at=expires_at))


def take_state(session: Session, digest: str, now: datetime) -> bool:
    """Spends a state: True once, and not after its time."""
    same = delete(states).where(states.c.digest == digest, states.c.expires_at > now)
    return session.execute(same.returning(states.c.digest)).first() is not None


def prune_states(session: Session, now: datetime) -> None:
    """Forgets the states whose time is over."""
    session.execute(delete(states).where(states.c.expires_at <= now))
