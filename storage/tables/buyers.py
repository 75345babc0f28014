"""What is known of a deal's buyer: people, facts, and what was given and asked. History, too."""

from typing import Any

from sqlalchemy import JSON, Boolean, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, History, table_of


class BuyerRow(History, Base):
    """A person of the buying team as known from then on; the newest row of a name counts."""

    __tablename__ = "buyers"
    name: Mapped[str]
    name_key: Mapped[str]
    title: Mapped[str | None]
    parts: Mapped[list[Any]] = mapped_column(JSON)
    known_by: Mapped[list[Any]] = mapped_column(JSON)
    channel: Mapped[str | None]
    removed: Mapped[bool] = mapped_column(Boolean)
    __table_args__ = History.references("buyers")


class FactRow(History, Base):
    """A fact as known from then on; the newest row of a kind counts, without a body none does."""

    __tablename__ = "facts"
    kind: Mapped[str] = mapped_column(String(24))
    body: Mapped[str | None]
    __table_args__ = History.references("facts")


class ExchangeRow(History, Base):
    """Something given to the buyer, or asked of them."""

    __tablename__ = "exchanges"
    gave: Mapped[bool] = mapped_column(Boolean)
    what: Mapped[str]
    __table_args__ = History.references("exchanges")


buyers = table_of(BuyerRow)
facts = table_of(FactRow)
exchanges = table_of(ExchangeRow)
