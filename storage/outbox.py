"""Messages on their way out: put once, claimed under a lease, marked by the claimer alone."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, null, or_, select, update

from storage import tables
from storage.database import Session
from storage.dialects import insert

KEYS = ("workspace_id", "kind", "subject", "local_date")
_FIND = select(tables.outbox).where(*(tables.outbox.c[name] == bindparam(name) for name in KEYS))
_FIND_SENT = _FIND.where(tables.outbox.c.status == "sent")
_FIND_TOLD = _FIND.where(tables.outbox.c.status.in_(("pending", "sending", "sent")))
_LOCK_TOLD = _FIND_TOLD.with_for_update()
NAMESPACE = uuid.UUID("6f1d1b60-5d0e-5b0c-9a3a-0c5f5f5d7c11")


class Status(StrEnum):
    """Pending waits; sending is under a lease; the others are final."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Letter:
    """What makes a message unique: its kind, whom it is about, and for which local day."""

    workspace_id: str
    kind: str
    subject: str
    local_date: date

    @property
    def key(self) -> str:
        """An opaque name, safe to stand in a message's metadata where every member can read it."""
        words = "|".join((self.workspace_id, self.kind, self.subject, self.local_date.isoformat()))
        return str(uuid.uuid5(NAMESPACE, words))


@dataclass(frozen=True, slots=True)
class Claim:
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
class Told:
    """A message and what it says; without a `ts` it is still on its way to Slack."""

    id: int
    letter: Letter
    channel: str | None
    ts: str | None
    content: dict[str, Any]


def put(session: Session, letters: Mapping[Letter, datetime]) -> int:
    """Puts messages that are not there yet, each with its due moment; returns how many were new."""
    if not letters:
        return 0
    rows = [
        {
            **_keys(letter),
            "status": Status.PENDING,
            "not_before": due_at,
            "epoch": 0,
            "attempts": 0,
            "client_msg_id": letter.key,
            "due_at": due_at,
        }
        for letter, due_at in letters.items()
    ]
    statement = insert(session, tables.outbox).values(rows).on_conflict_do_nothing()
    return len(session.execute(statement.returning(tables.outbox.c.id)).all())


def rearm(session: Session, letter: Letter, now: datetime) -> None:
    """Asks for an update to be sent once more; for messages that may be sent twice without harm."""
    values = {"status": Status.PENDING, "not_before": now, "attempts": 0, "due_at": now}
    row = {**_keys(letter), **values, "epoch": 0, "client_msg_id": letter.key}
    session.execute(
        insert(session, tables.outbox)
        .values(row)
        .on_conflict_do_update(
            index_elements=list(KEYS),
            set_={**values, "epoch": tables.outbox.c.epoch + 1},
        )
    )


def claim(session: Session, now: datetime, lease: timedelta, limit: int) -> list[Claim]:
    """Takes what may be sent now, the longest waiting first."""
    rows = session.execute(
        select(tables.outbox)
        .where(
            or_(
                and_(tables.outbox.c.status == Status.PENDING, tables.outbox.c.not_before <= now),
                and_(tables.outbox.c.status == Status.SENDING, tables.outbox.c.lease_until <= now),
            )
        )
        .order_by(tables.outbox.c.not_before, tables.outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if rows:
        session.execute(
            update(tables.outbox)
            .where(tables.outbox.c.id.in_([row.id for row in rows]))
            .values(
                status=Status.SENDING,
                epoch=tables.outbox.c.epoch + 1,
                attempts=tables.outbox.c.attempts + 1,
                lease_until=now + lease,
                first_claimed_at=func.coalesce(tables.outbox.c.first_claimed_at, now),
            )
        )
    return [
        Claim(
            id=row.id,
            letter=_letter(row),
            epoch=row.epoch + 1,
            attempts=row.attempts + 1,
            lease_until=now + lease,
            due_at=row.due_at,
            first_claimed_at=row.first_claimed_at or now,
            tried_before=row.first_claimed_at is not None,
            channel=row.channel,
            content=row.content,
        )
        for row in rows
    ]


def still_ours(session: Session, claim: Claim) -> bool:
    """Whether the lease is ours yet; who works on what the message tells waits until we commit."""
    ours = select(tables.outbox.c.id).where(*_held_by(claim)).with_for_update()
    return session.execute(ours).first() is not None


def freeze(session: Session, claim: Claim, channel: str | None, content: Mapping[str, Any]) -> bool:
    """Keeps what will be said and where, so that a second try says the same."""
    return _settle(session, claim, channel=channel, content=dict(content))


def mark_sent(session: Session, claim: Claim, channel: str, ts: str, now: datetime) -> bool:
    """Says where it stands in Slack; False when the lease was lost to another sender."""
    return _settle(
        session, claim, status=Status.SENT, channel=channel, ts=ts, sent_at=now, error=None
    )


def put_back(
    session: Session, claim: Claim, not_before: datetime, error: str, *, counts: bool
) -> bool:
    """Slack surely did not take it: try again from then on; `counts` makes it one of the tries.

    What no earlier try has left in doubt is built anew then, and not looked for before it is sent.
    """
    afresh = {} if claim.tried_before else {"first_claimed_at": None, "content": null()}
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


def hold(session: Session, workspace_id: str, until: datetime) -> None:
    """Lets everything that waits in a workspace wait until then."""
    session.execute(
        update(tables.outbox)
        .where(
            tables.outbox.c.workspace_id == workspace_id,
            tables.outbox.c.status == Status.PENDING,
            tables.outbox.c.not_before < until,
        )
        .values(not_before=until)
    )


def set_aside(session: Session, claim: Claim, status: Status, error: str) -> bool:
    """Ends it unsent: skipped because there is nothing to say, or failed for good."""
    return _settle(session, claim, status=status, error=error)


def exists(session: Session, letter: Letter) -> bool:
    """Whether there is a message for that kind, subject and day, sent or not."""
    return session.execute(_FIND, _keys(letter)).first() is not None


def find_sent(session: Session, letter: Letter) -> Told | None:
    """The message for that kind, subject and day, if it stands in Slack."""
    row = session.execute(_FIND_SENT, _keys(letter)).first()
    return _told(row) if row else None


def find_told(session: Session, letter: Letter, *, to_change: bool = False) -> Told | None:
    """The same also while it is on its way; locked where it is to be changed."""
    row = session.execute(_LOCK_TOLD if to_change else _FIND_TOLD, _keys(letter)).first()
    return _told(row) if row and row.content is not None else None


def sent_since(session: Session, letter: Letter, first: date) -> list[Told]:
    """Earlier messages of that kind and subject, for days from `first` on, newest first."""
    rows = session.execute(
        select(tables.outbox)
        .where(
            tables.outbox.c.workspace_id == letter.workspace_id,
            tables.outbox.c.kind == letter.kind,
            tables.outbox.c.subject == letter.subject,
            tables.outbox.c.local_date >= first,
            tables.outbox.c.local_date < letter.local_date,
            tables.outbox.c.status == Status.SENT,
        )
        .order_by(tables.outbox.c.local_date.desc())
    )
    return [_told(row) for row in rows]


def change_content(
    session: Session, workspace_id: str, outbox_id: int, content: Mapping[str, Any]
) -> None:
    """Changes what a message says, before it is updated in Slack."""
    session.execute(
        update(tables.outbox)
        .where(tables.outbox.c.workspace_id == workspace_id, tables.outbox.c.id == outbox_id)
        .values(content=dict(content))
    )


def counts(session: Session) -> dict[Status, int]:
    """How many messages there are of each status, over all workspaces: for the operator."""
    rows = session.execute(
        select(tables.outbox.c.status, func.count()).group_by(tables.outbox.c.status)
    )
    return {Status(row[0]): row[1] for row in rows}


def _settle(session: Session, claim: Claim, **values: Any) -> bool:
    changed = session.execute(
        update(tables.outbox).where(*_held_by(claim)).values(**values).returning(tables.outbox.c.id)
    ).first()
    return changed is not None


def _held_by(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    """True of the row until somebody else claims it or asks for it once more."""
    return (
        tables.outbox.c.workspace_id == claim.letter.workspace_id,
        tables.outbox.c.id == claim.id,
        tables.outbox.c.epoch == claim.epoch,
    )


def _keys(letter: Letter) -> dict[str, Any]:
    return {name: getattr(letter, name) for name in KEYS}


def _letter(row: Any) -> Letter:
    return Letter(row.workspace_id, row.kind, row.subject, row.local_date)


def _told(row: Any) -> Told:
    return Told(row.id, _letter(row), row.channel, row.ts, row.content or {})
