"""Who let us into which workspace, with the tokens sealed, and who has asked to."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, table_of


class InstallationRow(Base):
    """What Slack gave us for a workspace, or for a whole organisation: the newest, and no other."""

    __tablename__ = "installations"
    workspace_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("workspaces.id"), primary_key=True
    )
    enterprise: Mapped[str | None] = mapped_column(String(32))
    team: Mapped[str | None] = mapped_column(String(32))
    app: Mapped[str | None] = mapped_column(String(32))
    bot: Mapped[str] = mapped_column(String(32))
    bot_user: Mapped[str] = mapped_column(String(32))
    installer: Mapped[str] = mapped_column(String(32))
    scopes: Mapped[str]
    token: Mapped[str | None]
    refresh_token: Mapped[str | None]
    expires_at: Mapped[datetime | None]
    renewing_until: Mapped[datetime | None]
    epoch: Mapped[int]
    installed_at: Mapped[datetime]
    __table_args__ = {"info": {"secret": True}}  # noqa: RUF012 - read once by SQLAlchemy


class InstallStateRow(Base):
    """A walk to Slack and back that somebody has begun; only a digest of its state is kept."""

    __tablename__ = "install_states"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    __table_args__ = {"info": {"secret": True}}  # noqa: RUF012 - read once by SQLAlchemy


installations = table_of(InstallationRow)
install_states = table_of(InstallStateRow)
