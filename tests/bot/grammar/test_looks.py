"""Lines that look or set, and lines that nobody understands."""

import pytest

from bot.grammar.requests import Help, Recap, Setting, Show, Today, Undo
from bot.usecases.requests import DealWords, Listing
from tests.bot.grammar.reading import form, reads, refusal


@pytest.mark.parametrize("line", ["", "  ", "today", "Today", "today!"])
def test_nothing_and_today_show_the_list(line: str) -> None:
    assert reads(line) == Today()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("list", Listing()),
        ("ls mine", Listing()),
        ("list all", Listing("all")),
        ("list overdue", Listing("overdue")),
        ("list FRIDGE", Listing("shelf", "fridge")),
        ("list opportunity", Listing("stage", "opportunity")),
        ("list short list", Listing("buying_stage", "shortlist")),
        ("list <@U0BEN|ben>", Listing("owner", "U0BEN")),
        ("list @ben", Listing("owner", "ben")),
        ("list blue bottle", Listing("text", "blue bottle")),
    ],
)
def test_a_list_is_narrowed_by_what_follows(line: str, expected: Listing) -> None:
    assert reads(line) == expected


def test_showing_takes_a_name_a_number_or_a_form() -> None:
    assert reads("show blue bottle") == Show(DealWords("blue bottle"))
    assert reads("show #12") == Show(DealWords("#12"))
    assert form("show") == ("show", {})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("help", Help()),
        ("?", Help()),
        ("help Log", Help("log")),
        ("recap", Recap()),
        ("recap preview", Recap()),
        ("recap post", Recap(post=True)),
        ("settings", Setting()),
        ("settings hour", Setting()),
        ("settings hour 8:30", Setting("hour", "8:30")),
        ("setting zone Europe/Lisbon", Setting("zone", "Europe/Lisbon")),
        ("settings channel <#C0SALES|sales>", Setting("channel", "#C0SALES")),
        ("undo", Undo()),
    ],
)
def test_the_other_commands_are_read(line: str, expected: object) -> None:
    assert reads(line) == expected


def test_undo_takes_back_the_last_change_and_so_nothing_may_follow_it() -> None:
    assert [s.command for s in refusal("undo acme").suggestions] == ["undo"]


@pytest.mark.parametrize("line", ["recap now", "settings colour blue"])
def test_what_a_command_does_not_know_is_refused_with_what_it_knows(line: str) -> None:
    assert "`recap post`" in refusal(line).sentence or "`settings hour …`" in refusal(line).sentence


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("lsot acme", "lost acme"),
        ("lgo acme call “x y”", "log acme call “x y”"),
        ("hlep", "help"),
        ("snoze acme 3d", "snooze acme 3d"),
        ("letgo! acme “x”", None),
        ("shwo “Blue Bottle”", "show “Blue Bottle”"),
    ],
)
def test_a_slip_of_the_finger_is_offered_again_in_full(line: str, meant: str | None) -> None:
    if meant is None:
        reads(line)
    else:
        assert refusal(line).suggestions[0].command == meant


@pytest.mark.parametrize("line", ["acme", "hello", "deal", "blue bottle"])
def test_what_is_no_command_may_be_a_deal(line: str) -> None:
    refused = refusal(line)
    assert [s.command for s in refused.suggestions] == [f"show {line}", "help"]
