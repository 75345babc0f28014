"""Deals and their history, which is appended and only ever voided."""

from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import (
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, History, Key, Owned, same_workspace, table_of


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
    last_touch_signal: Mapped[str | None] = mapped_column(String(24))
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
        Index(
            "ix_deals_closed",
            "workspace_id",
            "closed_on",
            sqlite_where=text("outcome IS NOT NULL AND voided_at IS NULL"),
            postgresql_where=text("outcome IS NOT NULL AND voided_at IS NULL"),
        ),
    )


class TouchRow(History, Base):
    """Something said to or heard from the buyer, or a note."""

    __tablename__ = "touches"
    kind: Mapped[str] = mapped_column(String(16))
    direction: Mapped[str] = mapped_column(String(3))
    body: Mapped[str | None]
    who: Mapped[str | None]
    signal: Mapped[str | None] = mapped_column(String(24))
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


deals = table_of(DealRow)
touches = table_of(TouchRow)
stage_moves = table_of(StageMoveRow)
close_date_moves = table_of(CloseDateMoveRow)
