"""What counts as moving on and as in time, and the lesson of a week."""

from datetime import date, timedelta

from coaching.deals import Outcome, Shelf, Stage
from coaching.policy import Policy
from coaching.recap import (
    Figures,
    Happened,
    Paced,
    Recap,
    closed_as,
    is_progress,
    kept_on_time,
    lesson_of,
    lessons,
)
from coaching.workdays import Workdays


def test_a_deal_just_added_has_not_moved_on() -> None:
    assert not is_progress(None, Stage.OPPORTUNITY, None, None)


def test_a_later_stage_or_a_later_step_of_the_buyer_is_progress_and_going_back_is_not() -> None:
    assert is_progress(Stage.LEAD, Stage.SUSPECT, None, None)
    assert is_progress(Stage.OPPORTUNITY, Stage.OPPORTUNITY, "need", "shortlist")
    assert not is_progress(Stage.OPPORTUNITY, Stage.PROSPECT, "need", None)
    assert not is_progress(Stage.OPPORTUNITY, Stage.OPPORTUNITY, "shortlist", "need")


def test_what_next_week_is_compared_with_counts_every_loss() -> None:
    gone = (Happened("Acme"),)
    told = Recap(lost_to_competition=gone, lost_to_no_decision=gone, touches=3)
    assert told.figures == Figures(lost=2, touches=3, pushed=0, parked=0, let_go=0)
    assert not told.is_empty
    assert not Recap(parked=gone).is_empty
    assert Recap().is_empty
    assert closed_as(Outcome.LOST) == "lost_to_no_decision"


def test_a_touch_is_in_time_until_its_shelf_closes_moved_to_a_working_day() -> None:
    friday, monday = date(2026, 3, 6), date(2026, 3, 9)
    soon, later = date(2026, 3, 20), date(2026, 7, 1)
    touched = [
        Paced(monday, friday, soon),
        Paced(date(2026, 3, 10), friday, soon),
        Paced(date(2026, 3, 31), date(2026, 3, 1), later),
        Paced(date(2026, 4, 1), date(2026, 3, 1), None),
    ]
    assert kept_on_time(touched, Policy(), Workdays()) == {
        Shelf.TABLE: (1, 2),
        Shelf.FRIDGE: (1, 1),
        Shelf.FREEZER: (1, 1),
    }


def test_no_lesson_comes_twice_before_all_have_come() -> None:
    monday = date(2026, 3, 2)
    weeks = [lesson_of(monday + timedelta(days=7 * n)) for n in range(len(lessons()))]
    assert {one.id for one in weeks} == {one.id for one in lessons()}
    assert lesson_of(monday) == lesson_of(monday + timedelta(days=6))
    assert all(one.source and one.words.endswith((".", "?")) for one in lessons())
