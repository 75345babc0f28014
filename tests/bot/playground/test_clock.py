from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.clock import DemoClock, TooFar, jump, told
from tests.bot.playground.conftest import Told

LISBON = "Europe/Lisbon"
SATURDAY = datetime(2026, 3, 28, 12, tzinfo=UTC)
"""Noon in Lisbon, before the clocks go forward in the night."""


def shown(words: str, now: datetime = SATURDAY, zone: str = LISBON) -> str:
    moment = jump(words, now, zone)
    assert moment is not None
    return told(moment, zone)


@pytest.mark.parametrize(
    ("words", "shows"),
    [
        ("+30m", "Sat 28 Mar 12:30"),
        ("+2h", "Sat 28 Mar 14:00"),
        ("+1d", "Sun 29 Mar 12:00"),
        ("+24h", "Sun 29 Mar 13:00"),
        ("+1w", "Sat 4 Apr 12:00"),
        ("+2 days", "Mon 30 Mar 12:00"),
        ("monday 9:00", "Mon 30 Mar 09:00"),
        ("mon", "Mon 30 Mar 09:00"),
        ("fri 8.30", "Fri 3 Apr 08:30"),
        ("sat 17:00", "Sat 28 Mar 17:00"),
        ("saturday 11:00", "Sat 4 Apr 11:00"),
        ("tomorrow", "Sun 29 Mar 09:00"),
        ("tomorrow 1:30", "Sun 29 Mar 02:30"),
        ("17:30", "Sat 28 Mar 17:30"),
        ("8:30", "Sun 29 Mar 08:30"),
    ],
)
def test_the_clock_goes_where_the_words_say_on_the_wall_of_whoever_says_them(words, shows):
    assert shown(words) == shows


@pytest.mark.parametrize(
    "words", ["list", "log casa call", "25:00", "mon 9:75", "+", "+d", "monda"]
)
def test_other_words_do_not_move_the_clock(words):
    assert jump(words, SATURDAY, LISBON) is None


def test_more_than_a_quarter_at_once_is_too_far():
    with pytest.raises(TooFar):
        jump("+14w", SATURDAY, LISBON)


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    words=st.sampled_from(
        ["+1m", "+1h", "+1d", "+9w", "mon", "sun 0:30", "1:30", "tomorrow 23:59"]
    ),
    zone=st.sampled_from([LISBON, "America/New_York", "Asia/Kathmandu"]),
)
def test_every_jump_leads_forward(now, words, zone):
    moment = jump(words, now, zone)
    assert moment is not None
    assert moment > now


def test_the_clock_is_never_moved_back():
    clock = DemoClock(SATURDAY)
    clock.move_to(datetime(2026, 3, 1, tzinfo=UTC))
    assert clock() == SATURDAY


def test_lists_and_recap_keep_their_local_hour_over_the_change_of_the_clocks(told: Told):
    said = told("+19d", "monday 9:00", "as maya", "as ben", "+5h")
    monday = said.partition("> monday 9:00")[2]
    assert "Deal Coach  Mon 30 Mar 08:30, direct message" in monday
    assert "Deal Coach  Mon 30 Mar 09:00, #sales" in monday
    assert "Deal Coach  Mon 30 Mar 08:30, direct message" in monday.partition("> as maya")[2]
    assert "Deal Coach  Mon 30 Mar 08:30, direct message" in monday.partition("> +5h")[2]


def test_a_long_jump_shows_the_newest_list_whole_and_the_others_in_a_line(told: Told):
    said = told("tuesday 8:30", "monday 9:00")
    jumped = said.partition("> monday 9:00")[2]
    assert jumped.count("direct message") == 1
    days = [line.split(":")[0].strip() for line in jumped.splitlines() if "  Today, " in line]
    assert days == ["Today, Wed 11 Mar 2026", "Today, Thu 12 Mar 2026", "Today, Fri 13 Mar 2026"]


def test_a_jump_on_which_nothing_comes_says_so(told: Told):
    assert "Nothing came. It is Mon 9 Mar 08:10 now." in told("+10m")
    assert "more than a quarter ahead" in told("+400d")
