"""The tables. Every row belongs to a workspace; history is appended and only ever voided."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from storage.types import Amount, Moment, Weekdays

Key = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """Common names for keys and constraints, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - read once by SQLAlchemy
        datetime: Moment,
        date: Date,
        time: Time,
        Decimal: Amount,
        frozenset[int]: Weekdays,
        dict[str, Any]: JSON,
        bool: Boolean,
        int: Integer,
        str: Text,
    }


class Owned:
    """A row with a number of its own that belongs to a workspace."""

    id: Mapped[int] = mapped_column(Key, primary_key=True, sort_order=-2)

    @declared_attr
    def workspace_id(cls) -> Mapped[str]:
        """The Slack enterprise or team that owns the row."""
        return mapped_column(String(32), ForeignKey("workspaces.id"), sort_order=-1)


def table_of(row_class: type[DeclarativeBase]) -> Table:
    """The bare table, which all statements are made of: they cost a fraction of mapped ones."""
    table = row_class.__table__
    assert isinstance(table, Table)
    return table


def same_workspace(column: str, table: str) -> ForeignKeyConstraint:
    """A reference that cannot cross from one workspace into another."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


class WorkspaceRow(Base):
    """A Slack enterprise or team."""

    __tablename__ = "workspaces"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str]
    created_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]


class MemberRow(Owned, Base):
    """A person of a workspace."""

    __tablename__ = "members"
    slack_id: Mapped[str | None] = mapped_column(String(32))
    name: Mapped[str]
    zone: Mapped[str]
    zone_set_by_hand: Mapped[bool] = mapped_column(server_default=text("false"))
    list_at: Mapped[time]
    working_days: Mapped[frozenset[int]]
    role: Mapped[str] = mapped_column(String(16))
    dm_channel: Mapped[str | None] = mapped_column(String(32))
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "slack_id"),
    )


class AuditRow(Owned, Base):
    """Who did what, when. Never changed: undoing is an entry of its own."""

    __tablename__ = "audit"
    member_id: Mapped[int | None] = mapped_column(Key)
    deal_id: Mapped[int | None] = mapped_column(Key)
    verb: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]
    dedupe_key: Mapped[str | None] = mapped_column(String(128))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    changes: Mapped[dict[str, Any] | None]
    undoes: Mapped[int | None] = mapped_column(Key)
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "dedupe_key"),
        UniqueConstraint("workspace_id", "undoes"),
        Index("ix_audit_member", "workspace_id", "member_id", "at"),
        Index("ix_audit_words", "workspace_id", "member_id", "fingerprint", "at"),
        Index("ix_audit_deal", "workspace_id", "deal_id", "at"),
        same_workspace("member_id", "members"),
        same_workspace("deal_id", "deals"),
        same_workspace("undoes", "audit"),
    )


class DealRow(Owned, Base):
    """A deal as it stands now; how it came there is in the history tables."""

    __tablename__ = "deals"
    owner_id: Mapped[int] = mapped_column(Key)
    name: Mapped[str]
    name_key: Mapped[str]
    stage: Mapped[str] = mapped_column(String(16))
    buying_stage: Mapped[str | None] = mapped_column(String(32))
    amount: Mapped[Decimal | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    decision_on: Mapped[date | None]
    step_on: Mapped[date | None]
    step_what: Mapped[str | None]
    step_at: Mapped[time | None]
    outcome: Mapped[str | None] = mapped_column(String(24))
    closed_on: Mapped[date | None]
    reason: Mapped[str | None]
    competitor: Mapped[str | None]
    created_at: Mapped[datetime]
    entered_stage_at: Mapped[datetime]
    last_touch_at: Mapped[datetime | None]
    last_touch_kind: Mapped[str | None] = mapped_column(String(16))
    last_touch_direction: Mapped[str | None] = mapped_column(String(3))
    snoozed_until: Mapped[date | None]
    parked: Mapped[bool] = mapped_column(server_default=text("false"))
    parked_until: Mapped[date | None]
    source: Mapped[str | None]
    product: Mapped[str | None]
    segment: Mapped[str | None]
    voided_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        same_workspace("owner_id", "members"),
        Index("ix_deals_name", "workspace_id", "name_key"),
        Index(
            "ix_deals_open",
            "workspace_id",
            "owner_id",
            sqlite_where=text("outcome IS NULL AND voided_at IS NULL"),
            postgresql_where=text("outcome IS NULL AND voided_at IS NULL"),
        ),
    )


class History(Owned):
    """A row about a deal, written by one action and voided with it."""

    deal_id: Mapped[int] = mapped_column(Key)
    member_id: Mapped[int | None] = mapped_column(Key)
    action_id: Mapped[int] = mapped_column(Key)
    at: Mapped[datetime]
    voided_at: Mapped[datetime | None]

    @classmethod
    def references(cls, table: str) -> tuple[Any, ...]:
        """Keys and indexes that every history table has."""
        return (
            same_workspace("deal_id", "deals"),
            same_workspace("member_id", "members"),
            same_workspace("action_id", "audit"),
            Index(f"ix_{table}_deal", "workspace_id", "deal_id", "at"),
            Index(f"ix_{table}_at", "workspace_id", "at"),
            Index(f"ix_{table}_action", "workspace_id", "action_id"),
        )


class TouchRow(History, Base):
    """Something said to or heard from the buyer, or a note."""

    __tablename__ = "touches"
    kind: Mapped[str] = mapped_column(String(16))
    direction: Mapped[str] = mapped_column(String(3))
    body: Mapped[str | None]
    who: Mapped[str | None]
    __table_args__ = History.references("touches")


class StageMoveRow(History, Base):
    """A change of stage, of buying stage, or of being open at all."""

    __tablename__ = "stage_moves"
    from_stage: Mapped[str | None] = mapped_column(String(16))
    to_stage: Mapped[str] = mapped_column(String(16))
    from_buying_stage: Mapped[str | None] = mapped_column(String(32))
    to_buying_stage: Mapped[str | None] = mapped_column(String(32))
    from_outcome: Mapped[str | None] = mapped_column(String(24))
    to_outcome: Mapped[str | None] = mapped_column(String(24))
    __table_args__ = History.references("stage_moves")


class CloseDateMoveRow(History, Base):
    """A change of the decision date; later than before counts as pushed."""

    __tablename__ = "close_date_moves"
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    __table_args__ = History.references("close_date_moves")


class SettingRow(Base):
    """One thing a workspace has set; what is not set has the default of coaching/policy.py."""

    __tablename__ = "settings"
    workspace_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("workspaces.id"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    set_at: Mapped[datetime]


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


PENDING = text("status IN ('pending', 'sending')")


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
            sqlite_where=PENDING,
            postgresql_where=PENDING,
        ),
    )


workspaces = table_of(WorkspaceRow)
members = table_of(MemberRow)
audit = table_of(AuditRow)
deals = table_of(DealRow)
touches = table_of(TouchRow)
stage_moves = table_of(StageMoveRow)
close_date_moves = table_of(CloseDateMoveRow)
settings = table_of(SettingRow)
due_moments = table_of(DueMomentRow)
outbox = table_of(OutboxRow)
