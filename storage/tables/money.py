"""What was spent on finding buyers, what is to be reached, what products cost: no deal's own."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Owned, same_workspace, table_of


class SpendRow(Owned, Base):
    """Money spent in a month on a source; a member's newest row for both counts."""

    __tablename__ = "spend"
    member_id: Mapped[int] = mapped_column(Key)
    action_id: Mapped[int] = mapped_column(Key)
    at: Mapped[datetime]
    source: Mapped[str]
    source_key: Mapped[str]
    month: Mapped[date]
    amount: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(String(3))
    voided_at: Mapped[datetime | None]
    __table_args__ = (
        same_workspace("member_id", "members"),
        same_workspace("action_id", "audit"),
        Index("ix_spend_month", "workspace_id", "month"),
        Index("ix_spend_action", "workspace_id", "action_id"),
    )


class TargetRow(Owned, Base):
    """What is to be won in a quarter, by one member or (without one) by all of the workspace."""

    __tablename__ = "targets"
    owner_id: Mapped[int | None] = mapped_column(Key)
    member_id: Mapped[int] = mapped_column(Key)
    action_id: Mapped[int] = mapped_column(Key)
    at: Mapped[datetime]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    amount: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(String(3))
    voided_at: Mapped[datetime | None]
    __table_args__ = (
        same_workspace("owner_id", "members"),
        same_workspace("member_id", "members"),
        same_workspace("action_id", "audit"),
        Index("ix_targets_period", "workspace_id", "starts_on"),
        Index("ix_targets_action", "workspace_id", "action_id"),
    )


class ProductRow(Owned, Base):
    """A product's list price and gross margin (a share from 0 to 1); its newest row counts."""

    __tablename__ = "products"
    action_id: Mapped[int] = mapped_column(Key)
    at: Mapped[datetime]
    name: Mapped[str]
    name_key: Mapped[str]
    price: Mapped[Decimal | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    margin: Mapped[Decimal | None]
    voided_at: Mapped[datetime | None]
    __table_args__ = (
        same_workspace("action_id", "audit"),
        Index("ix_products_workspace", "workspace_id"),
        Index("ix_products_action", "workspace_id", "action_id"),
    )


spend = table_of(SpendRow)
products = table_of(ProductRow)
targets = table_of(TargetRow)
