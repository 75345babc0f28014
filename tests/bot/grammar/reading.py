"""How a line is read in these tests: on Tuesday 10 March 2026, in euros, day first."""

from datetime import date, datetime
from typing import Any

import pytest

from bot import grammar
from bot.grammar.requests import Form, Reading, Request
from coaching.errors import Refusal

NOW = datetime(2026, 3, 10, 9, 0)
READING = Reading(NOW, "EUR", day_first=True)


def reads(line: str) -> Request:
    """What the line asks for."""
    return grammar.parse(line, READING)


def form(line: str) -> tuple[str, dict[str, str]]:
    """The form that the line opens, and what is filled in."""
    asked = reads(line)
    assert isinstance(asked, Form), asked
    return asked.verb, {name: str(value) for name, value in asked.filled.items() if value}


def refusal(line: str) -> Refusal:
    """The no that the line is answered with."""
    with pytest.raises(Refusal) as refused:
        reads(line)
    return refused.value


def in_march(day: int) -> date:
    """A day of March 2026."""
    return date(2026, 3, day)


def fields(thing: Any, *names: str) -> tuple[Any, ...]:
    """Some fields of a request."""
    return tuple(getattr(thing, name) for name in names)
