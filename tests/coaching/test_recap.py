"""What counts as moving on and as in time, and the lesson of a week."""

from datetime import date

from coaching.deals import Outcome, Shelf, Stage
from coaching.policy import Policy
from coaching.recap import (
    LESSON_WEEKS,
    Figures,
    Happened,
    Paced,
    Recap,
    closed_as,
    is_progress,
    kept_on_time,
    lesson_for,
    ties,
)
from coaching.replacing import faults
from coaching.texts import LESSONS, standard
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


def test_a_lesson_is_tied_to_what_happened_in_the_week() -> None:
    lost = Recap(lost_to_no_decision=(Happened("Acme"),))
    assert ties(lost)[0] == "no-decision"
    assert ties(Recap()) == ("quiet",)
    assert ties(Recap(touches=10, on_table=9))[0] == "lopsided"
    assert "late" in ties(Recap(kept={Shelf.TABLE: (1, 2)}))
    lesson = lesson_for(lost, [])
    assert lesson is not None
    assert lesson["trigger"] == "no-decision"


def test_no_lesson_comes_twice_within_twenty_weeks_whatever_happens() -> None:
    assert faults(LESSONS, standard(LESSONS)) == []
    told: list[str] = []
    for _ in range(60):
        lesson = lesson_for(Recap(won=(Happened("Acme"),)), told[-LESSON_WEEKS:])
        assert lesson is not None
        assert lesson["id"] not in told[-LESSON_WEEKS:]
        told.append(lesson["id"])
    everything = [one["id"] for one in standard(LESSONS)]
    assert lesson_for(Recap(), everything) is None
    mine = {"id": "ours", "trigger": "won", "text": "Ring the bell.", "source": "us"}
    assert lesson_for(Recap(), [], [mine]) == mine
