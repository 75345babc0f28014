"""Days on which somebody, or the whole workspace, does not work."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Owned, same_workspace, table_of


class AbsenceRow(Owned, Base):
    """A span of days off, first and last included; without a member the workspace is closed."""

    __tablename__ = "absences"
    member_id: Mapped[int | None] = mapped_column(Key)
    kind: Mapped[str] = mapped_column(String(8))
    first_on: Mapped[date]
    last_on: Mapped[date]
    cover_id: Mapped[int | None] = mapped_column(Key)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        same_workspace("member_id", "members"),
        same_workspace("cover_id", "members"),
        Index("ix_absences_member", "workspace_id", "member_id"),
        Index("ix_absences_cover", "workspace_id", "cover_id"),
    )


absences = table_of(AbsenceRow)
