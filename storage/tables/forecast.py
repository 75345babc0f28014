"""What people called in or out of a forecast. History, too."""

from datetime import date

from sqlalchemy import Boolean, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, History, table_of


class ForecastCallRow(History, Base):
    """A deal called in or out of a period's forecast; the newest call of a period counts."""

    __tablename__ = "forecast_calls"
    inside: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    __table_args__ = (
        *History.references("forecast_calls"),
        Index("ix_forecast_calls_period", "workspace_id", "starts_on"),
    )


forecast_calls = table_of(ForecastCallRow)
