"""Messages on their way out: put once, claimed under a lease, marked by the claimer alone."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from storage.dialects import insert
from storage.tables import OutboxRow

KEYS = ("workspace_id", "kind", "subject", "local_date")
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

    One that was `tried_before` may stand in Slack already.
    """

    id: int
    letter: Letter
    epoch: int
    attempts: int
    lease_until: datetime
    created_at: datetime
    first_claimed_at: datetime
    tried_before: bool
    channel: str | None
    content: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that stands in Slack."""

    id: int
    letter: Letter
    channel: str
    ts: str
    content: dict[str, Any]
    sent_at: datetime


def put(session: Session, letters: Sequence[Letter], now: datetime) -> int:
    """Puts messages that are not there yet; returns how many were new."""
    if not letters:
        return 0
    rows = [
        {
            **_keys(letter),
            "status": Status.PENDING,
            "not_before": now,
            "epoch": 0,
            "attempts": 0,
            "client_msg_id": letter.key,
            "created_at": now,
        }
        for letter in letters
    ]
    statement = insert(session, OutboxRow).values(rows).on_conflict_do_nothing()
    return len(session.execute(statement.returning(OutboxRow.id)).all())


def rearm(session: Session, letter: Letter, channel: str, now: datetime) -> None:
    """Asks for an update to be sent once more; for messages that may be sent twice without harm."""
    values = {"status": Status.PENDING, "not_before": now, "attempts": 0, "channel": channel}
    row = {**_keys(letter), **values, "epoch": 0, "client_msg_id": letter.key, "created_at": now}
    session.execute(
        insert(session, OutboxRow)
        .values(row)
        .on_conflict_do_update(
            index_elements=list(KEYS),
            set_={**values, "epoch": OutboxRow.epoch + 1, "created_at": now},
        )
    )


def claim(session: Session, now: datetime, lease: timedelta, limit: int) -> list[Claim]:
    """Takes what may be sent now, the longest waiting first."""
    rows = session.execute(
        select(OutboxRow.__table__)
        .where(
            or_(
                and_(OutboxRow.status == Status.PENDING, OutboxRow.not_before <= now),
                and_(OutboxRow.status == Status.SENDING, OutboxRow.lease_until <= now),
            )
        )
        .order_by(OutboxRow.not_before, OutboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if rows:
        session.execute(
            update(OutboxRow)
            .where(OutboxRow.id.in_([row.id for row in rows]))
            .values(
                status=Status.SENDING,
                epoch=OutboxRow.epoch + 1,
                attempts=OutboxRow.attempts + 1,
                lease_until=now + lease,
                first_claimed_at=func.coalesce(OutboxRow.first_claimed_at, now),
            )
        )
    return [
        Claim(
            id=row.id,
            letter=_letter(row),
            epoch=row.epoch + 1,
            attempts=row.attempts + 1,
            lease_until=now + lease,
            created_at=row.created_at,
            first_claimed_at=row.first_claimed_at or now,
            tried_before=row.first_claimed_at is not None,
            channel=row.channel,
            content=row.content,
        )
        for row in rows
    ]


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
    """Slack surely did not take it: try again from then on; `counts` makes it one of the tries."""
    return _settle(
        session,
        claim,
        status=Status.PENDING,
        not_before=not_before,
        error=error,
        lease_until=None,
        attempts=claim.attempts if counts else claim.attempts - 1,
    )


def set_aside(session: Session, claim: Claim, status: Status, error: str) -> bool:
    """Ends it unsent: skipped because there is nothing to say, or failed for good."""
    return _settle(session, claim, status=status, error=error)


def exists(session: Session, letter: Letter) -> bool:
    """Whether there is a message for that kind, subject and day, sent or not."""
    return (
        session.execute(
            select(OutboxRow.id).where(
                OutboxRow.workspace_id == letter.workspace_id,
                OutboxRow.kind == letter.kind,
                OutboxRow.subject == letter.subject,
                OutboxRow.local_date == letter.local_date,
            )
        ).first()
        is not None
    )


def find_sent(session: Session, letter: Letter) -> Sent | None:
    """The message for that kind, subject and day, if it stands in Slack."""
    return _sent(
        session.execute(
            select(OutboxRow.__table__).where(
                OutboxRow.workspace_id == letter.workspace_id,
                OutboxRow.kind == letter.kind,
                OutboxRow.subject == letter.subject,
                OutboxRow.local_date == letter.local_date,
                OutboxRow.status == Status.SENT,
            )
        ).first()
    )


def sent_since(session: Session, letter: Letter, first: date) -> list[Sent]:
    """Earlier messages of that kind and subject, for days from `first` on, newest first."""
    rows = session.execute(
        select(OutboxRow.__table__)
        .where(
            OutboxRow.workspace_id == letter.workspace_id,
            OutboxRow.kind == letter.kind,
            OutboxRow.subject == letter.subject,
            OutboxRow.local_date >= first,
            OutboxRow.local_date < letter.local_date,
            OutboxRow.status == Status.SENT,
        )
        .order_by(OutboxRow.local_date.desc())
    )
    return [sent for row in rows if (sent := _sent(row))]


def change_content(
    session: Session, workspace_id: str, outbox_id: int, content: Mapping[str, Any]
) -> None:
    """Changes what a sent message says, before it is updated in Slack."""
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.workspace_id == workspace_id, OutboxRow.id == outbox_id)
        .values(content=dict(content))
    )


def counts(session: Session) -> dict[Status, int]:
    """How many messages there are of each status, over all workspaces: for the operator."""
    rows = session.execute(select(OutboxRow.status, func.count()).group_by(OutboxRow.status))
    return {Status(status): number for status, number in rows}


def _settle(session: Session, claim: Claim, **values: Any) -> bool:
    changed = session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.workspace_id == claim.letter.workspace_id,
            OutboxRow.id == claim.id,
            OutboxRow.epoch == claim.epoch,
        )
        .values(**values)
        .returning(OutboxRow.id)
    ).first()
    return changed is not None


def _keys(letter: Letter) -> dict[str, Any]:
    return {name: getattr(letter, name) for name in KEYS}


def _letter(row: Any) -> Letter:
    return Letter(row.workspace_id, row.kind, row.subject, row.local_date)


def _sent(row: Any) -> Sent | None:
    if row is None:
        return None
    return Sent(row.id, _letter(row), row.channel, row.ts, row.content or {}, row.sent_at)
