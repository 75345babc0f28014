"""A day that is none is never quietly read as the month beside it."""

import pytest

from bot.grammar import parse
from coaching.errors import Refusal
from tests.bot.grammar.reading import READING


@pytest.mark.parametrize(
    "line",
    [
        "next acme 31 feb",
        "next acme call back 31 june",
        "won acme 20k 31 june",
        "date acme 31 september",
        "snooze acme 31 june",
    ],
)
def test_a_day_that_is_none_is_named_and_refused(line: str) -> None:
    with pytest.raises(Refusal, match="as a date"):
        parse(line, READING)
