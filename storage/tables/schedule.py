"""What is due when, and the messages that wait to be sent."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Owned, table_of


class DueMomentRow(Owned, Base):
    """The next moment at which something recurring is to be done."""

    __tablename__ = "due_moments"
    kind: Mapped[str] = mapped_column(String(24))
    subject: Mapped[str] = mapped_column(String(48))
    next_at: Mapped[datetime] = mapped_column(index=True)
    local_date: Mapped[date]
    zone: Mapped[str]
    local_time: Mapped[time]
    working_days: Mapped[frozenset[int]]
    __table_args__ = (UniqueConstraint("workspace_id", "kind", "subject"),)


WAITING = text("status IN ('pending', 'sending')")
"""Written out, so that either database knows the index to serve a question that says it too."""


class OutboxRow(Owned, Base):
    """A message to be sent exactly once for its kind, subject and local day."""

    __tablename__ = "outbox"
    kind: Mapped[str] = mapped_column(String(24))
    subject: Mapped[str] = mapped_column(String(48))
    local_date: Mapped[date]
    status: Mapped[str] = mapped_column(String(16))
    not_before: Mapped[datetime]
    epoch: Mapped[int]
    attempts: Mapped[int]
    lease_until: Mapped[datetime | None]
    first_claimed_at: Mapped[datetime | None]
    client_msg_id: Mapped[str] = mapped_column(String(36))
    channel: Mapped[str | None] = mapped_column(String(32))
    ts: Mapped[str | None] = mapped_column(String(32))
    content: Mapped[dict[str, Any] | None]
    error: Mapped[str | None]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "subject", "local_date"),
        Index(
            "ix_outbox_waiting",
            "not_before",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
    )


due_moments = table_of(DueMomentRow)
outbox = table_of(OutboxRow)
