"""Workspaces, their members, what they set, and who did what."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Owned, same_workspace, table_of


class WorkspaceRow(Base):
    """A Slack enterprise or team: `stopped` lets nothing in for now, `left` took the app out."""

    __tablename__ = "workspaces"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str]
    created_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "ix_workspaces_left",
            "left_at",
            sqlite_where=text("left_at IS NOT NULL"),
            postgresql_where=text("left_at IS NOT NULL"),
        ),
    )


class MemberRow(Owned, Base):
    """A person of a workspace."""

    __tablename__ = "members"
    slack_id: Mapped[str | None] = mapped_column(String(32))
    name: Mapped[str]
    email: Mapped[str | None]
    zone: Mapped[str]
    zone_set_by_hand: Mapped[bool] = mapped_column(server_default=text("false"))
    list_at: Mapped[time]
    working_days: Mapped[frozenset[int]]
    role: Mapped[str] = mapped_column(String(16))
    dm_channel: Mapped[str | None] = mapped_column(String(32))
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[datetime]
    country: Mapped[str | None] = mapped_column(String(2))
    region: Mapped[str | None] = mapped_column(String(48))
    lists_on: Mapped[bool] = mapped_column(server_default=text("true"))
    list_rows: Mapped[int | None]
    nudges: Mapped[str] = mapped_column(String(48), server_default=text("''"))
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    low_on: Mapped[date | None]
    read_at: Mapped[datetime | None] = mapped_column(index=True)
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
        Index("ix_audit_member", "workspace_id", "member_id", "at"),
        Index("ix_audit_words", "workspace_id", "member_id", "fingerprint", "at"),
        Index(
            "uq_audit_undoes",
            "workspace_id",
            "undoes",
            unique=True,
            sqlite_where=text("undoes IS NOT NULL"),
            postgresql_where=text("undoes IS NOT NULL"),
        ),
        Index("ix_audit_deal", "workspace_id", "deal_id", "at"),
        same_workspace("member_id", "members"),
        same_workspace("deal_id", "deals"),
        same_workspace("undoes", "audit"),
    )


class SettingRow(Base):
    """One thing a workspace has set; what is not set has the default of coaching/policy.py."""

    __tablename__ = "settings"
    workspace_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("workspaces.id"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    set_at: Mapped[datetime]


workspaces = table_of(WorkspaceRow)
members = table_of(MemberRow)
audit = table_of(AuditRow)
settings = table_of(SettingRow)
