"""What counts as moving on."""

from coaching.deals import Stage
from coaching.recap import is_progress


def test_a_deal_just_added_has_not_moved_on() -> None:
    assert not is_progress(None, Stage.OPPORTUNITY, None, None)


def test_a_later_stage_or_a_later_step_of_the_buyer_is_progress_and_going_back_is_not() -> None:
    assert is_progress(Stage.LEAD, Stage.SUSPECT, None, None)
    assert is_progress(Stage.OPPORTUNITY, Stage.OPPORTUNITY, "need", "shortlist")
    assert not is_progress(Stage.OPPORTUNITY, Stage.PROSPECT, "need", None)
    assert not is_progress(Stage.OPPORTUNITY, Stage.OPPORTUNITY, "shortlist", "need")
