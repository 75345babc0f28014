"""Messages on their way out: put once, claimed under a lease, marked by the claimer alone."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, func, literal, select, true, update

from storage import tables
from storage.database import Session
from storage.dialects import dialect_of, insert, insert_on
from storage.given import as_json, given
from storage.tables.schedule import WAITING

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


class Letter(NamedTuple):
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
        {**_keys(letter), "client_msg_id": letter.key, "due_at": due_at}
        for letter, due_at in letters.items()
    ]
    dialect = dialect_of(session)
    packed = as_json(rows, dialect == "sqlite")
    return len(session.execute(_put(dialect), {"letters": packed}).all())


@cache
def _put(dialect: str) -> Any:
    given_names = (*KEYS, "client_msg_id", "due_at")
    columns = {name: tables.outbox.c[name].type for name in given_names}
    letters = given("letters", columns, dialect == "sqlite")
    fresh = {
        "status": literal(Status.PENDING, String()),
        "not_before": letters.c.due_at,
        "epoch": literal(0),
        "attempts": literal(0),
    }
    rows = select(*letters.c, *fresh.values()).where(true())
    statement = insert_on(dialect, tables.outbox).from_select([*given_names, *fresh], rows)
    return statement.on_conflict_do_nothing().returning(tables.outbox.c.id)


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


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many messages wait or are under way, and since when the oldest of them is due."""

    waiting: int
    oldest: datetime | None


_LEFT = select(tables.workspaces.c.id).where(tables.workspaces.c.left_at.is_not(None))
_BACKLOG = select(func.count(), func.min(tables.outbox.c.not_before)).where(
    WAITING, tables.outbox.c.workspace_id.not_in(_LEFT)
)


def backlog(session: Session) -> Backlog:
    """What is still to be sent, over all workspaces that have not left: for the operator."""
    return Backlog(*session.execute(_BACKLOG).one())


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that was set aside after its tries, and why."""

    letter: Letter
    reason: str


def set_aside(session: Session, most: int) -> list[Aside]:
    """Messages that failed for good, newest first: for the operator."""
    rows = session.execute(
        select(tables.outbox)
        .where(tables.outbox.c.status == Status.FAILED)
        .order_by(tables.outbox.c.due_at.desc())
        .limit(most)
    )
    return [Aside(letter_of(row), row.error or "") for row in rows]


def _keys(letter: Letter) -> dict[str, Any]:
    return {name: getattr(letter, name) for name in KEYS}


def letter_of(row: Any) -> Letter:
    """What a row of the outbox is about."""
    return Letter(row.workspace_id, row.kind, row.subject, row.local_date)


def _told(row: Any) -> Told:
    return Told(row.id, letter_of(row), row.channel, row.ts, row.content or {})
