"""How a moment, an amount and a set of weekdays are kept in a column."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, SmallInteger
from sqlalchemy.types import TypeDecorator

AMOUNT_SCALE = 10_000
"""Amounts are whole ten-thousandths, so that both databases add them exactly."""


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment, on SQLite kept as naive UTC text."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses a naive moment: nobody could say later when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware UTC again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """The same for SQLite's text, in one step: there are many moments in many rows."""
        return _aware if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _aware(kept: str | None, parse: Any = datetime.fromisoformat) -> datetime | None:
    return None if kept is None else parse(kept + "+00:00")


class Amount(TypeDecorator[Decimal]):
    """A decimal with up to four places, kept as a whole number."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Raises ValueError for more than four decimal places."""
        if value is None:
            return None
        scaled = value * AMOUNT_SCALE
        if scaled != int(scaled):
            raise ValueError("an amount has at most four decimal places")
        return int(scaled)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The decimal again, without trailing zeros below a cent."""
        if value is None:
            return None
        return Decimal(int(value)) / AMOUNT_SCALE


class Weekdays(TypeDecorator[frozenset[int]]):
    """A set of weekdays, Monday 0 to Sunday 6, kept as seven bits."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: frozenset[int] | None, dialect: Dialect) -> int | None:
        """One bit a day."""
        return None if value is None else sum(1 << day for day in value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> frozenset[int] | None:
        """The set again."""
        if value is None:
            return None
        return frozenset(day for day in range(7) if value >> day & 1)
