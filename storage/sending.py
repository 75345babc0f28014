"""Messages under way: claimed under a lease, and changed by the claimer alone."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    BindParameter,
    Integer,
    Text,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)

from storage import tables
from storage.database import Session
from storage.dialects import dialect_of
from storage.given import as_json, given, given_numbers
from storage.outbox import Letter, Status
from storage.tables.schedule import WAITING
from storage.types import Moment


class Claim(NamedTuple):
    """A message that is ours to send until the lease ends; `epoch` proves it.

    One that was `tried_before` may stand in Slack already. `due_at` is when it ought to be told.
    """

    id: int
    letter: Letter
    epoch: int
    attempts: int
    lease_until: datetime
    due_at: datetime
    first_claimed_at: datetime
    tried_before: bool
    channel: str | None
    content: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that stands in Slack, and where."""

    claim: Claim
    channel: str
    ts: str
    at: datetime


outbox, workspaces = tables.outbox, tables.workspaces
_STOPPED = select(workspaces.c.id).where(
    workspaces.c.stopped_at.is_not(None), workspaces.c.left_at.is_(None)
)
_SILENT = select(workspaces.c.id).where(
    or_(workspaces.c.stopped_at.is_not(None), workspaces.c.left_at.is_not(None))
)
_now: BindParameter[datetime] = bindparam("now", type_=Moment())
_CLAIMED = (
    *(outbox.c[name] for name in ("id", "workspace_id", "kind", "subject", "local_date")),
    *(outbox.c[name] for name in ("epoch", "attempts", "due_at", "first_claimed_at")),
    *(outbox.c[name] for name in ("channel", "content")),
)
_CLAIMABLE = (
    select(*_CLAIMED)
    .where(
        WAITING,
        outbox.c.not_before <= _now,
        or_(
            outbox.c.status == Status.PENDING,
            and_(outbox.c.status == Status.SENDING, outbox.c.lease_until <= _now),
        ),
        outbox.c.workspace_id.not_in(_SILENT),
    )
    .order_by(outbox.c.not_before, outbox.c.id)
    .limit(bindparam("most", type_=Integer()))
    .with_for_update(skip_locked=True)
)
_HELD = (
    outbox.c.workspace_id == bindparam("of_workspace"),
    outbox.c.id == bindparam("of_message"),
    outbox.c.epoch == bindparam("of_epoch"),
)
_OURS = select(outbox.c.id).where(*_HELD).with_for_update()
_ALL_OURS = (
    select(outbox.c.workspace_id, outbox.c.id, outbox.c.epoch)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(outbox.c.id)
    .with_for_update()
)


def claim(session: Session, now: datetime, lease: timedelta, limit: int) -> list[Claim]:
    """Takes what may be sent now, the longest waiting first; nothing of a workspace that
    is stopped or has left."""
    rows = session.execute(_CLAIMABLE, {"now": now, "most": limit}).all()
    if rows:
        taken = json.dumps([row[0] for row in rows])
        statement = _take(dialect_of(session) == "sqlite")
        session.execute(statement, {"taken": taken, "until": now + lease, "now": now})
    return [_claimed(row, now, now + lease) for row in rows]


@cache
def _take(on_sqlite: bool) -> Any:
    return (
        update(outbox)
        .where(outbox.c.id.in_(given_numbers("taken", on_sqlite)))
        .values(
            status=Status.SENDING,
            epoch=outbox.c.epoch + 1,
            attempts=outbox.c.attempts + 1,
            lease_until=bindparam("until", type_=Moment()),
            first_claimed_at=func.coalesce(outbox.c.first_claimed_at, _now),
        )
    )


def still_ours(session: Session, claim: Claim) -> bool:
    """Whether the lease is ours yet; who works on what the message tells waits until we commit."""
    return session.execute(_OURS, _held(claim)).first() is not None


def those_ours(session: Session, claims: Collection[Claim]) -> list[Claim]:
    """Those whose lease is ours yet, in one question; see `still_ours`."""
    rows = session.execute(_ALL_OURS, {"ids": [one.id for one in claims]})
    held = {tuple(row) for row in rows}
    return [one for one in claims if (one.letter.workspace_id, one.id, one.epoch) in held]


def freeze(session: Session, claim: Claim, channel: str | None, content: Mapping[str, Any]) -> bool:
    """Keeps what will be said and where, so that a second try says the same."""
    return _settle(session, claim, channel=channel, content=dict(content))


def mark_sent(session: Session, sent: Collection[Sent]) -> set[int]:
    """Says where messages stand, in one statement; returns the numbers of those still ours."""
    if not sent:
        return set()
    marks = [
        {
            "workspace": one.claim.letter.workspace_id,
            "message": one.claim.id,
            "epoch": one.claim.epoch,
            "channel": one.channel,
            "ts": one.ts,
        }
        for one in sent
    ]
    dialect = dialect_of(session)
    values = {"marks": as_json(marks, dialect == "sqlite"), "at": max(one.at for one in sent)}
    return {row.id for row in session.execute(_marked(dialect), values)}


@cache
def _marked(dialect: str) -> Any:
    kinds = {"workspace": Text(), "message": Integer(), "epoch": Integer()}
    marks = given("marks", {**kinds, "channel": Text(), "ts": Text()}, dialect == "sqlite")
    held = (
        outbox.c.workspace_id == marks.c.workspace,
        outbox.c.id == marks.c.message,
        outbox.c.epoch == marks.c.epoch,
    )
    values = {
        "status": Status.SENT,
        "channel": marks.c.channel,
        "ts": marks.c.ts,
        "sent_at": bindparam("at", type_=Moment()),
        "error": None,
    }
    return update(outbox).where(*held).values(values).returning(outbox.c.id)


def put_back(
    session: Session, claim: Claim, not_before: datetime, error: str, *, counts: bool
) -> bool:
    """Slack surely did not take it: try again from then on; `counts` makes it one of the tries.

    What no earlier try has left in doubt is built anew then, and not looked for before it is sent.
    """
    afresh = {} if claim.tried_before else {"first_claimed_at": None, "content": None}
    return _settle(
        session,
        claim,
        status=Status.PENDING,
        not_before=not_before,
        error=error,
        lease_until=None,
        attempts=claim.attempts if counts else claim.attempts - 1,
        **afresh,
    )


def set_aside(session: Session, claim: Claim, status: Status, error: str) -> bool:
    """Ends it unsent: skipped because there is nothing to say, or failed for good."""
    return _settle(session, claim, status=status, error=error)


def hold(session: Session, workspace_id: str, until: datetime) -> None:
    """Lets everything that waits in a workspace wait until then."""
    session.execute(
        update(outbox)
        .where(
            outbox.c.workspace_id == workspace_id,
            outbox.c.status == Status.PENDING,
            outbox.c.not_before < until,
        )
        .values(not_before=until)
    )


def stop(session: Session, workspace_id: str, now: datetime) -> bool:
    """Nothing of that workspace is sent until `resume`; False when it had been stopped already."""
    one, running = workspaces.c.id == workspace_id, workspaces.c.stopped_at.is_(None)
    values = {"stopped_at": now}
    first = update(workspaces).where(one, running).values(values).returning(workspaces.c.id)
    if session.execute(first).first() is not None:
        return True
    session.execute(update(workspaces).where(one).values(values))
    return False


def resume(session: Session, workspace_id: str) -> None:
    """What waits in a stopped workspace may be sent again."""
    session.execute(
        update(workspaces).where(workspaces.c.id == workspace_id).values(stopped_at=None)
    )


def stopped(session: Session) -> dict[str, datetime]:
    """The workspaces that let nothing of ours in, and when that was seen last."""
    rows = session.execute(_STOPPED.add_columns(workspaces.c.stopped_at))
    return {row.id: row.stopped_at for row in rows}


def _claimed(row: Any, now: datetime, until: datetime) -> Claim:
    """In the order of _CLAIMED: this is done for each of many."""
    number, workspace, kind, subject, day, epoch, attempts, due_at, first, channel, content = row
    return Claim(
        number,
        Letter(workspace, kind, subject, day),
        epoch + 1,
        attempts + 1,
        until,
        due_at,
        first or now,
        first is not None,
        channel,
        content,
    )


def _settle(session: Session, claim: Claim, **values: Any) -> bool:
    """True of the row until somebody else claims it or asks for it once more."""
    changed = session.execute(_settled(frozenset(values)), {**_held(claim), **values}).first()
    return changed is not None


@cache
def _settled(names: frozenset[str]) -> Any:
    types = {name: outbox.c[name].type for name in names} | {"content": JSON(none_as_null=True)}
    values = {name: bindparam(name, type_=types[name]) for name in names}
    return update(outbox).where(*_HELD).values(values).returning(outbox.c.id)


def _held(claim: Claim) -> dict[str, Any]:
    return {
        "of_workspace": claim.letter.workspace_id,
        "of_message": claim.id,
        "of_epoch": claim.epoch,
    }
