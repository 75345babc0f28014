"""What the coach suggested to whom, what came of it, and the words that a workspace gave it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Owned, same_workspace, table_of


class SuggestionRow(Owned, Base):
    """One suggestion: a way out or a play, about a deal or about a member's whole pipeline.

    An answer that an action gave counts while the action stands, and what was answered before
    once it is undone.
    """

    __tablename__ = "suggestions"
    member_id: Mapped[int] = mapped_column(Key)
    deal_id: Mapped[int | None] = mapped_column(Key)
    local_date: Mapped[date]
    at: Mapped[datetime]
    sort: Mapped[str] = mapped_column(String(16))
    about: Mapped[str] = mapped_column(String(48))
    wording: Mapped[str] = mapped_column(String(64))
    asked: Mapped[bool] = mapped_column(Boolean)
    answer: Mapped[str | None] = mapped_column(String(16))
    answered_at: Mapped[datetime | None]
    action_id: Mapped[int | None] = mapped_column(Key)
    answer_before: Mapped[str | None] = mapped_column(String(16))
    __table_args__ = (
        same_workspace("member_id", "members"),
        same_workspace("deal_id", "deals"),
        same_workspace("action_id", "audit"),
        Index("ix_suggestions_member", "workspace_id", "member_id", "local_date"),
        Index("ix_suggestions_deal", "workspace_id", "deal_id"),
        Index("ix_suggestions_action", "workspace_id", "action_id"),
    )


class TextsRow(Base):
    """A file of texts that stands in place of the product's own."""

    __tablename__ = "texts"
    workspace_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("workspaces.id"), primary_key=True
    )
    file: Mapped[str] = mapped_column(String(24), primary_key=True)
    entries: Mapped[list[Any]] = mapped_column(JSON)
    set_at: Mapped[datetime]


suggestions = table_of(SuggestionRow)
texts = table_of(TextsRow)
