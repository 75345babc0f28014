from datetime import date, timedelta

import pytest

from coaching.wording import both, clause, day, days, listing, one_line, plural, relative

TODAY = date(2026, 3, 3)


def test_a_day_is_written_with_its_weekday_and_three_letters():
    assert day(date(2026, 3, 12)) == "Thu 12 Mar 2026"
    assert day(date(2026, 3, 1)) == "Sun 1 Mar 2026"


def test_every_day_of_a_year_reads_as_english_does():
    for n in range(365):
        d = date(2026, 1, 1) + timedelta(days=n)
        assert day(d) == f"{d:%a} {d.day} {d:%b} {d.year}"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "in 2 days"),
        (12, "in 12 days"),
        (-2, "2 days ago"),
        (-30, "30 days ago"),
    ],
)
def test_a_day_is_told_from_today(ahead, words):
    assert relative(TODAY + timedelta(days=ahead), TODAY) == words


def test_a_day_can_be_told_both_ways():
    assert both(date(2026, 3, 12), TODAY) == "Thu 12 Mar 2026 (in 9 days)"


def test_one_is_singular_and_everything_else_plural():
    assert (days(0), days(1), days(5)) == ("0 days", "1 day", "5 days")
    assert (plural(1, "touch", "touches"), plural(2, "touch", "touches")) == (
        "1 touch",
        "2 touches",
    )


def test_things_are_listed_with_commas_and_a_last_word():
    assert listing([]) == ""
    assert listing(["Acme"]) == "Acme"
    assert listing(["Acme", "Globex"]) == "Acme and Globex"
    assert listing(["Acme", "Globex", "Initech"], "or") == "Acme, Globex or Initech"


def test_what_people_typed_fits_into_a_sentence():
    assert one_line(" Acme\n  Inc. ") == "Acme Inc."
    assert clause("send SOC 2;\n then call. ") == "send SOC 2; then call"
    assert clause(" . ") == ""
