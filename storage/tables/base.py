"""What all tables share: names of keys, and a workspace that owns every row."""

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
