"""Buying signals are few, and surely the buyer's own."""

import pytest

from coaching.signals import signal_in, signals, words_of


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Dana asked for a quote for 40 seats", "price"),
        ("she wants our pricing", "price"),
        ("how much does it cost a year?", "price"),
        ("They asked for the contract", "contract"),
        ("wants two reference customers", "references"),
        ("asked about the implementation", "implementation"),
        ("how long would the rollout take?", "implementation"),
        ("next time he brings his CFO", "colleagues"),
        ("Dana signs on Friday", "date"),
        ("they want to go live in june", "date"),
        ("let's solve it together", "together"),
    ],
)
def test_what_buyers_do_before_they_decide_is_heard(text: str, signal: str) -> None:
    assert signal_in(text) == signal


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "They want to see it",
        "sent them our price list",
        "I explained the contract",
        "price is not the problem",
        "liked the export",
        "asked whether we met in May",
        "we will bring our CFO",
        "their volumes are falling",
    ],
)
def test_what_proves_nothing_is_passed_over(text: str | None) -> None:
    assert signal_in(text) is None


def test_every_signal_has_words_and_a_source() -> None:
    for signal in signals().values():
        assert signal.text.startswith("they ")
        assert signal.source
        assert words_of(signal.id) == signal.text
    assert words_of(None) == words_of("something of an older version") == ""
