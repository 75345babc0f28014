"""Replies below today's list: read where they are sure, asked about where they are not."""

from datetime import datetime

import pytest

from bot.grammar.replies import line_of
from bot.grammar.requests import Reading
from bot.usecases.daily import ListedRow
from coaching.errors import Refusal

READING = Reading(datetime(2026, 3, 10, 9, 0), "USD")


def row(deal: int, name: str) -> ListedRow:
    return ListedRow(deal, name, 3, "Facts.", "Why.", "Risk.", "Move.")


ACME, GLOBEX = (1, row(11, "Acme")), (3, row(13, "Globex"))


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("tomorrow", "snooze #11 tomorrow"),
        ("snooze until monday", "snooze #11 monday"),
        ("3d", "snooze #11 3d"),
        ("called", "log #11 call"),
        ("Called, she signs on Friday", "log #11 call “she signs on Friday”"),
        ("emailed the contract", "log #11 mail “the contract”"),
        ('met "Dana"', "log #11 meeting “'Dana'”"),
        ("1 called", "log #11 call"),
        ("#1: tomorrow", "snooze #11 tomorrow"),
    ],
)
def test_the_only_open_row_is_meant(typed: str, line: str) -> None:
    assert line_of(typed, [ACME], READING) == line


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("3 called", "log #13 call"),
        ("3. tomorrow", "snooze #13 tomorrow"),
        ("1) mailed them the deck", "log #11 mail “them the deck”"),
    ],
)
def test_a_number_names_the_row(typed: str, line: str) -> None:
    assert line_of(typed, [ACME, GLOBEX], READING) == line


@pytest.mark.parametrize("typed", ["done", "1 done", "ok", "1"])
def test_done_asks_what_it_was_since_only_a_touch_counts(typed: str) -> None:
    with pytest.raises(Refusal, match="What was it, with Acme") as refused:
        line_of(typed, [ACME], READING)
    lines = [one.command for one in refused.value.suggestions]
    assert lines == ["log #11 call", "log #11 mail", "log #11 meeting", "log #11 message"]


def test_words_are_kept_with_the_kind_that_is_chosen() -> None:
    with pytest.raises(Refusal) as refused:
        line_of("she liked the “export”", [ACME], READING)
    lines = [one.command for one in refused.value.suggestions]
    assert lines[0] == "log #11 call “she liked the 'export'”"
    assert lines[-1].startswith("log #11 note")


def test_without_a_number_the_row_is_asked_for() -> None:
    with pytest.raises(Refusal, match="Which row") as refused:
        line_of("tomorrow", [ACME, GLOBEX], READING)
    found = {one.label: one.command for one in refused.value.suggestions}
    assert found == {"1. Acme": "snooze #11 tomorrow", "3. Globex": "snooze #13 tomorrow"}
    with pytest.raises(Refusal, match="no open row 2"):
        line_of("2 done", [ACME, GLOBEX], READING)
