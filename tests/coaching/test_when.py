"""What a seller may type for a date, and the day it means."""

import json
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coaching.when import Grain, When, parse_when

CASES = Path(__file__).parents[1] / "cases"
WEDNESDAY = datetime(2026, 3, 11, 10)
MONDAY = datetime(2026, 3, 9, 8)


def labelled_cases():
    lines = (CASES / "dates.jsonl").read_text().splitlines()
    return [pytest.param(json.loads(line), id=json.loads(line)["text"]) for line in lines]


def phrases():
    lines = (CASES / "when_phrases.txt").read_text().splitlines()
    pairs = [line.rsplit(" = ", 1) for line in lines if line and not line.startswith("#")]
    return [pytest.param(phrase, meaning, id=phrase) for phrase, meaning in pairs]


def shown(when):
    if when is None:
        return "none"
    days = f"{when.start}" if when.start == when.end else f"{when.start}..{when.end}"
    return f"{days} {when.at:%H:%M}" if when.at else days


def start(phrase, base=WEDNESDAY, **habits):
    when = parse_when(phrase, base, **habits)
    return when and when.start


@pytest.mark.parametrize("case", labelled_cases())
def test_a_labelled_phrase_means_its_day_and_clock(case):
    when = parse_when(case["text"], datetime.fromisoformat(case["base"]))
    if case["expected"] is None:
        assert when is None
    else:
        at = time.fromisoformat(case["time"]) if case["time"] else None
        assert (when.start.isoformat(), when.at) == (case["expected"], at)


@pytest.mark.parametrize("case", labelled_cases())
def test_a_period_reaches_to_its_last_working_day_or_is_due_on_it(case):
    if case["period"]:
        first, last = map(date.fromisoformat, case["period"])
        when = parse_when(case["text"], datetime.fromisoformat(case["base"]))
        assert when.end == last
        assert when.start in (first, last)


@pytest.mark.parametrize(("phrase", "meaning"), phrases())
def test_a_phrase_of_the_table_means_what_the_table_says(phrase, meaning):
    assert shown(parse_when(phrase, WEDNESDAY)) == meaning


def test_next_friday_is_next_calendar_weeks_friday_whatever_the_day():
    for days in range(5):
        assert start("next friday", MONDAY + timedelta(days)) == date(2026, 3, 20)


def test_a_weekday_said_on_itself_is_in_seven_days():
    assert start("wed") == date(2026, 3, 18)


def test_thursday_said_on_tuesday_is_that_thursday():
    assert start("thu", datetime(2026, 3, 10)) == date(2026, 3, 12)


def test_the_end_of_a_period_said_on_its_last_day_is_today():
    assert start("eoq", datetime(2026, 6, 30, 17)) == date(2026, 6, 30)
    assert start("eow", datetime(2026, 3, 13, 17)) == date(2026, 3, 13)


def test_this_week_said_on_a_sunday_is_due_that_sunday():
    assert start("this week", datetime(2026, 3, 15, 9)) == date(2026, 3, 15)


def test_a_numbered_week_said_on_its_saturday_is_next_years():
    assert start("week 14", datetime(2026, 4, 4)) == date(2027, 4, 5)


def test_a_named_period_that_is_running_is_due_on_its_last_day():
    assert parse_when("march", WEDNESDAY) == When(date(2026, 3, 31), date(2026, 3, 31), Grain.MONTH)


def test_a_month_said_on_its_first_day_starts_today():
    assert start("april", datetime(2026, 4, 1)) == date(2026, 4, 1)
    assert start("this month", datetime(2026, 4, 1)) == date(2026, 4, 30)


def test_the_weekend_said_on_a_sunday_is_that_sunday():
    assert start("this weekend", datetime(2026, 3, 15)) == date(2026, 3, 15)


def test_day_and_month_follow_the_habit_and_the_other_reading_is_kept():
    european = parse_when("3/4/2026", WEDNESDAY)
    american = parse_when("3/4/2026", WEDNESDAY, day_first=False)
    assert (european.start, european.other) == (date(2026, 4, 3), date(2026, 3, 4))
    assert (american.start, american.other) == (date(2026, 3, 4), date(2026, 4, 3))


def test_an_order_that_only_one_habit_allows_has_no_other_reading():
    for phrase in ("4/13", "13/4", "13.4.", "2026-03-04", "4/4", "20260304"):
        assert parse_when(phrase, WEDNESDAY).other is None


def test_an_iso_date_is_never_swapped():
    assert start("2026-03-04", day_first=False) == date(2026, 3, 4)


def test_a_dotted_day_with_a_closing_dot_is_day_first_for_americans_too():
    assert start("3.4.", day_first=False) == date(2026, 4, 3)


def test_a_weekday_settles_the_order_of_day_and_month():
    assert start("fri 3/4", day_first=False) == date(2026, 4, 3)


def test_the_past_is_read_for_logs():
    assert start("yesterday") == date(2026, 3, 10)
    assert start("last friday") == date(2026, 3, 6)
    assert start("last march") == date(2025, 3, 11).replace(day=1)
    assert start("last january") == date(2026, 1, 1)
    assert start("q2 2017") == date(2017, 4, 1)
    assert start("easter 2027") == date(2027, 3, 28)


def test_a_zone_that_may_not_be_the_persons_leaves_the_clock_open():
    when = parse_when("fri 3pm CET", WEDNESDAY)
    assert (when.start, when.at, when.grain) == (date(2026, 3, 13), None, Grain.DAY)
    assert parse_when("3pm CET", WEDNESDAY) is None


def test_an_exact_time_is_a_minute_and_about_that_time_an_hour():
    assert parse_when("tomorrow 9:00", WEDNESDAY).grain is Grain.MINUTE
    assert parse_when("tomorrow 9ish", WEDNESDAY).grain is Grain.HOUR
    assert parse_when("tomorrow morning", WEDNESDAY).grain is Grain.HOUR


def test_working_days_are_the_persons_own():
    sunday_to_thursday = frozenset((6, 0, 1, 2, 3))
    assert start("2 business days", working_days=sunday_to_thursday) == date(2026, 3, 15)
    assert start("2 business days", working_days=frozenset()) == date(2026, 3, 13)
    assert start("before monday", working_days=frozenset((0, 3))) == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("phrase", "meaning"),
    [
        ("morgen", "2026-03-12"),
        ("Übermorgen", "2026-03-13"),
        ("nächste Woche", "2026-03-16..2026-03-20"),
        ("übernächste Woche", "2026-03-23..2026-03-27"),
        ("Ende März", "2026-03-31"),
        ("bis Ende des Monats", "2026-03-31"),
        ("Quartalsende", "2026-03-31"),
        ("Mitte Mai", "2026-05-15"),
        ("Do 14 Uhr", "2026-03-12 14:00"),
        ("Freitag morgen", "2026-03-13 09:00"),
        ("halb 3 morgen", "2026-03-12 14:30"),
        ("halb 1 morgen", "2026-03-12 12:30"),
        ("viertel nach 3 morgen", "2026-03-12 15:15"),
        ("am 15.", "2026-03-15"),
        ("15. März um 14 Uhr", "2026-03-15 14:00"),
        ("vor 3 Tagen", "2026-03-08"),
        ("in zwei Wochen", "2026-03-25"),
        ("nach Ostern", "2026-04-07"),
        ("letzter Freitag im März", "2026-03-27"),
        ("Montagmorgen", "2026-03-16 09:00"),
        ("Dienstagnachmittag", "2026-03-17 15:00"),
        ("halb drei morgen", "2026-03-12 14:30"),
        ("erste Aprilwoche", "2026-04-01..2026-04-07"),
        ("zum Monatsende", "2026-03-31"),
        ("heute in 14 Tagen", "2026-03-25"),
        ("Freitag in einer Woche", "2026-03-20"),
        ("noch diese Woche", "2026-03-13"),
        ("in einem halben Jahr", "2026-09-11"),
        ("übermorgen 14 Uhr", "2026-03-13 14:00"),
        ("10 Plätze", "none"),
    ],
)
def test_german_is_read_only_for_those_who_speak_it(phrase, meaning):
    assert shown(parse_when(phrase, WEDNESDAY, languages=("en", "de"))) == meaning
    assert parse_when(phrase, WEDNESDAY, languages=("en",)) is None


@pytest.mark.parametrize(
    ("language", "phrase", "meaning"),
    [
        ("fr", "demain", "2026-03-12"),
        ("fr", "15 avril 2027", "2027-04-15"),
        ("es", "en 2 semanas", "2026-03-25"),
        ("nl", "maandag", "2026-03-16"),
        ("fr", "demain 14h", "none"),
        ("fr", "10 places", "none"),
        ("fr", "1200", "none"),
        ("fr", "max 5", "none"),
        ("fr", "acme appel", "none"),
        ("xx", "demain", "none"),
    ],
)
def test_other_languages_are_read_where_the_whole_phrase_is_a_date(language, phrase, meaning):
    assert shown(parse_when(phrase, WEDNESDAY, languages=("en", language))) == meaning


def test_english_never_loads_the_parser_of_other_languages():
    line = (
        "import sys; from datetime import datetime; from coaching.when import parse_when;"
        "parse_when('acme call', datetime(2026, 3, 11)); assert 'dateparser' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", line], check=False).returncode == 0


DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
BASES = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31))
RELATIVE_PHRASES = """
today; tomorrow; yesterday; day after tomorrow; fri; next friday; this friday; last monday
tuesday week; next week; early next week; end of next week; this week; week after next; in 3 days
2w; +2w; a week ago; a week from friday; in 6-8 weeks; fortnight; 2 business days; next weekend
before monday; mon-wed; thu 2pm; later this week; friday after next; tomorrow 9ish; after friday
"""
PHRASES_TO_COME = """
fri; april; 15 april; the 5th; the 31st; feb 29; end of march; eom; eoq; eoy; eow; q3; end of h1
week 14; early may; mid june; late august; first week of april; last friday of the month; 3d
first monday of may; next month; next quarter; next year; easter; christmas; this friday; 3/4
in 2 months; 15.4.; second half of april; start of the month; mid next week; end of the week
"""
LOOSE_WORDS = """
in on by before after next last this the of a 2 3 10 15th week weeks month friday mon march q2 end
mid early late first half past to - / and or 3pm 9 14:00 tomorrow now 2026 5/4 at 15.4. easter from
1st year h1 business days day eod morning ago few couple 24:00 30
"""


def listed(table):
    return [phrase.strip() for phrase in table.strip().replace("\n", ";").split(";")]


RELATIVE = st.sampled_from(listed(RELATIVE_PHRASES))
TO_COME = st.sampled_from(listed(PHRASES_TO_COME))
WORDS = st.lists(st.sampled_from(LOOSE_WORDS.split()), min_size=1, max_size=6).map(" ".join)
SPELLINGS = ["%d %B %Y", "%B %d, %Y", "%a %d %b %Y", "%d.%m.%Y", "%b-%d-%Y", "%A, %d/%m/%Y"]
LATER = st.integers(0, 400).map(lambda days: timedelta(days=days))


@given(DAYS, BASES)
def test_every_iso_date_means_itself(day, base):
    assert start(day.isoformat(), base) == start(f"{day:%Y%m%d}", base, day_first=False) == day


@given(
    DAYS, BASES, st.sampled_from(["%d %B %Y", "%B %d, %Y", "%a %d %b %Y", "%d.%m.%Y", "%b-%d-%Y"])
)
def test_every_spelled_date_means_itself(day, base, spelling):
    assert start(day.strftime(spelling), base) == day


@given(RELATIVE, BASES, st.integers(-50, 50))
def test_relative_phrases_move_with_the_week_they_are_said_in(phrase, base, weeks):
    moved = parse_when(phrase, base + timedelta(weeks=weeks))
    here = parse_when(phrase, base)
    by = timedelta(weeks=weeks)
    assert (moved.start, moved.end, moved.at) == (here.start + by, here.end + by, here.at)


@given(TO_COME, BASES, LATER)
def test_said_later_a_phrase_never_means_an_earlier_day(phrase, base, later):
    assert start(phrase, base) <= start(phrase, base + later)


@given(TO_COME, BASES)
def test_a_plan_never_lies_in_the_past(phrase, base):
    assert start(phrase, base) >= base.date()


@given(st.one_of(RELATIVE, TO_COME), BASES, st.integers(1, 3))
def test_capitals_spaces_and_closing_marks_change_nothing(phrase, base, spaces):
    loud = f"{' ' * spaces}{phrase.upper().replace(' ', ' ' * spaces)}!"
    assume(not phrase.endswith("."))
    assert parse_when(loud, base) == parse_when(phrase, base)


@given(WORDS, BASES)
def test_whatever_is_understood_ends_no_earlier_than_it_starts(phrase, base):
    when = parse_when(phrase, base)
    assert when is None or when.start <= when.end


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=90), st.from_regex(r"[\w ./:+,'-]{1,30}")), BASES)
def test_no_text_breaks_the_reading_of_dates(text, base):
    parse_when(text, base, languages=("en", "de"))


def test_a_line_too_long_for_a_date_is_none():
    assert parse_when("tomorrow " * 20, WEDNESDAY) is None
