"""A row's values as text and back, without loss: how a table stands in a CSV file."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Integer, Time

from storage.types import Amount, Moment, Weekdays

GUARDED = re.compile(r"'*(?:[=+\-@\t\r]|$)")
"""Texts that a spreadsheet would run as a formula, empty ones, and those that look guarded."""
SECRET = ("token", "secret", "password")
"""Columns whose name holds one of these never leave the database."""


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula; an empty one differs from none at all."""
    return "'" + text if GUARDED.match(text) else text


def bare(text: str) -> str:
    """The text that was guarded; exactly one apostrophe comes off."""
    return text[1:] if text.startswith("'") and GUARDED.match(text) else text


def is_secret(column: Column[Any]) -> bool:
    """Whether a column is kept back from every export."""
    marked = column.info.get("secret") or column.table.info.get("secret")
    return bool(marked) or any(word in column.name for word in SECRET)


def writer(column: Column[Any]) -> Callable[[Any], str]:
    """How a value of the column is written; None is an empty cell."""
    write = _codec(column)[0]
    return lambda value: "" if value is None else write(value)


def reader(column: Column[Any]) -> Callable[[str], Any]:
    """How a cell of the column is read; raises ValueError for what the writer never wrote."""
    read = _codec(column)[1]
    return lambda cell: None if cell == "" else read(cell)


def as_plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _codec(column: Column[Any]) -> tuple[Callable[[Any], str], Callable[[str], Any]]:
    for kind, codec in CODECS:
        if isinstance(column.type, kind):
            return codec
    return guarded, bare


def _moment(cell: str) -> datetime:
    return datetime.fromisoformat(cell).astimezone(UTC)


def _json(value: Any) -> str:
    return guarded(json.dumps(value, ensure_ascii=False))


def _weekdays(days: frozenset[int]) -> str:
    return " ".join(map(str, sorted(days))) or "none"


def _days(cell: str) -> frozenset[int]:
    return frozenset() if cell == "none" else frozenset(map(int, cell.split()))


def _truth(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError(f"{cell} is neither true nor false")
    return cell == "true"


CODECS: tuple[tuple[type[Any], tuple[Callable[[Any], str], Callable[[str], Any]]], ...] = (
    (Moment, (datetime.isoformat, _moment)),
    (Amount, (lambda value: f"{value:f}", Decimal)),
    (Weekdays, (_weekdays, _days)),
    (JSON, (_json, lambda cell: json.loads(bare(cell)))),
    (Boolean, (lambda value: "true" if value else "false", _truth)),
    (Date, (date.isoformat, date.fromisoformat)),
    (Time, (time.isoformat, time.fromisoformat)),
    (BigInteger, (str, int)),
    (Integer, (str, int)),
)
"""By the column's type; whatever else there is counts as text."""
