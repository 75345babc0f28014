"""What is worth a word between two lists, and when it may be said."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.deals import Deal, Direction, Stage, Step, TouchKind
from coaching.nudges import NudgeKind, is_quiet, next_look, nudge_of, nudges
from coaching.policy import Policy
from coaching.workdays import Workdays

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 4, 7, 14, 10, tzinfo=LISBON)
TODAY = NOW.date()
QUIET = (time(18), time(8))
DEAL = Deal(
    1, "Acme", 1, Stage.OPPORTUNITY, date(2026, 3, 1), date(2026, 3, 1),
    decision_on=date(2026, 4, 20), last_touch_on=date(2026, 4, 6),
    last_touch_kind=TouchKind.CALL, last_touch_direction=Direction.OUT,
)  # fmt: skip
THEIRS = replace(DEAL, last_touch_kind=TouchKind.MAIL, last_touch_direction=Direction.IN)


def kind(deal: Deal, now: datetime = NOW) -> NudgeKind | None:
    """What there is to say of it."""
    return nudge_of(deal, now, Policy(), Workdays())


@pytest.mark.parametrize(
    ("deal", "said"),
    [
        (DEAL, None),
        (THEIRS, NudgeKind.REPLY),
        (replace(DEAL, last_touch_signal="price"), NudgeKind.REPLY),
        (replace(THEIRS, last_touch_on=TODAY), None),
        (replace(THEIRS, snoozed_until=date(2026, 4, 9)), None),
        (replace(DEAL, last_touch_on=date(2026, 4, 1)), NudgeKind.OVERDUE),
        (replace(DEAL, last_touch_on=date(2026, 4, 1), decision_on=date(2026, 8, 1)), None),
        (replace(DEAL, step=Step(TODAY, "send it", time(15))), NudgeKind.PROMISE),
        (replace(DEAL, step=Step(TODAY, "send it", time(9))), NudgeKind.PROMISE),
        (replace(DEAL, step=Step(TODAY, "send it", time(16))), None),
        (replace(DEAL, step=Step(TODAY, "send it")), None),
        (replace(DEAL, step=Step(date(2026, 4, 8), "send it", time(14, 30))), None),
    ],
)
def test_what_is_said_of_a_deal(deal: Deal, said: NudgeKind | None) -> None:
    assert kind(deal) is said


def test_the_most_urgent_comes_first_and_what_is_not_wanted_is_not_said() -> None:
    promised = replace(DEAL, id=2, step=Step(TODAY, None, time(14, 30)))
    later = replace(THEIRS, id=3, decision_on=None)
    told = nudges([later, THEIRS, promised, DEAL], NOW, NudgeKind, Policy(), Workdays())
    assert [one.deal.id for one in told] == [2, 1, 3]
    only = nudges([THEIRS, promised], NOW, [NudgeKind.OVERDUE], Policy(), Workdays())
    assert only == ()


@pytest.mark.parametrize(
    ("at", "first", "last", "quiet"),
    [
        (time(18), time(18), time(8), True),
        (time(7, 59), time(18), time(8), True),
        (time(8), time(18), time(8), False),
        (time(12), time(18), time(8), False),
        (time(12), time(12), time(13), True),
        (time(13), time(12), time(13), False),
        (time(11), time(12), time(13), False),
    ],
)
def test_quiet_hours_may_lie_across_midnight(
    at: time, first: time, last: time, quiet: bool
) -> None:
    assert is_quiet(at, first, last) is quiet


@given(
    st.datetimes(datetime(2026, 1, 2), datetime(2027, 6, 1), timezones=st.just(UTC)),
    st.sampled_from(["Europe/Lisbon", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe"]),
    st.times(),
    st.times(),
)
def test_the_next_look_is_ahead_on_a_working_day_and_never_in_quiet_hours(
    now: datetime, zone: str, first: time, last: time
) -> None:
    off = frozenset({date(2026, 4, 3), date(2026, 12, 25)})
    day, at = next_look(now, zone, (first, last), Workdays(off=off))
    local = at.astimezone(ZoneInfo(zone))
    assert at > now
    assert Workdays(off=off).is_working(day)
    assert local.date() == day
    shifted = local.replace(tzinfo=None) - datetime.combine(day, last)
    gap = timedelta(0) <= shifted <= timedelta(hours=1)
    assert gap or not is_quiet(local.time(), first, last) or first == last


def test_what_falls_due_at_night_is_held_for_the_morning() -> None:
    friday_evening = datetime(2026, 4, 10, 19, 0, tzinfo=LISBON)
    day, at = next_look(friday_evening, "Europe/Lisbon", QUIET, Workdays())
    assert (day, at) == (date(2026, 4, 13), datetime(2026, 4, 13, 7, 0, tzinfo=UTC))
    saturday_noon = datetime(2026, 4, 11, 12, 0, tzinfo=LISBON)
    assert next_look(saturday_noon, "Europe/Lisbon", QUIET, Workdays())[0] == date(2026, 4, 13)
