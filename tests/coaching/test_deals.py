"""What a deal says of itself."""

from dataclasses import replace
from datetime import date

import pytest

from coaching.deals import Deal, ForecastCategory, Outcome, Stage, TouchKind

DEAL = Deal(1, "Acme", 1, Stage.OPPORTUNITY, date(2026, 3, 2), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("buying_stage", "category"),
    [
        (None, ForecastCategory.PIPELINE),
        ("need", ForecastCategory.PIPELINE),
        ("shortlist", ForecastCategory.BEST_CASE),
        ("redlining", ForecastCategory.COMMIT),
    ],
)
def test_an_open_opportunity_is_forecast_by_where_the_buyer_is(
    buying_stage: str | None, category: ForecastCategory
) -> None:
    assert replace(DEAL, buying_stage=buying_stage).category is category


def test_what_is_closed_or_no_opportunity_yet_is_in_no_forecast() -> None:
    assert replace(DEAL, outcome=Outcome.WON).category is None
    assert replace(DEAL, stage=Stage.PROSPECT).category is None


def test_letting_go_is_no_loss() -> None:
    losses = {outcome for outcome in Outcome if outcome.is_loss}
    assert losses == {Outcome.LOST, Outcome.LOST_TO_COMPETITION, Outcome.LOST_TO_NO_DECISION}


def test_a_note_is_no_contact_with_the_buyer() -> None:
    assert [kind for kind in TouchKind if not kind.is_touch] == [TouchKind.NOTE]
