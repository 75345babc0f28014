"""Which deal came from which row of another program."""

from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Owned, same_workspace, table_of


class ImportedRow(Owned, Base):
    """A deal's key in the program it came from, and what that program last said of it."""

    __tablename__ = "imported"
    deal_id: Mapped[int] = mapped_column(Key)
    origin: Mapped[str] = mapped_column(String(64))
    key: Mapped[str]
    said: Mapped[dict[str, Any]]
    __table_args__ = (
        same_workspace("deal_id", "deals"),
        UniqueConstraint("workspace_id", "origin", "key"),
        Index("ix_imported_deal", "workspace_id", "deal_id"),
    )


imported = table_of(ImportedRow)
