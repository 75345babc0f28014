"""Adding a deal, logging a touch, keeping a next step."""

from datetime import date
from decimal import Decimal

import pytest

from bot.usecases.requests import Add, DealWords, Log
from coaching.deals import Direction, Stage, Step, TouchKind
from coaching.errors import Refusal
from coaching.money import Money
from tests.bot.usecases.office import Office, Seller

THURSDAY, FRIDAY = date(2026, 3, 12), date(2026, 3, 13)


def test_a_deal_starts_as_a_lead_of_whoever_adds_it(anna: Seller) -> None:
    deal = anna.says("add Acme 12k close end of march source referral product Pro segment SMB").deal
    assert (deal.stage, deal.buying_stage) == (Stage.LEAD, None)
    assert deal.owner_id == anna.asking().member.id
    assert deal.amount == Money(Decimal(12000), "USD")
    assert deal.decision_on == date(2026, 3, 31)
    assert (deal.source, deal.product, deal.segment) == ("referral", "Pro", "SMB")
    assert deal.created_on == deal.entered_stage_on == date(2026, 3, 10)


def test_a_new_deal_begins_its_history(office: Office, anna: Seller) -> None:
    anna.says("add Acme stage short list close 1 june")
    (move,) = office.history("stage_moves")
    (decision,) = office.history("close_date_moves")
    assert (move.from_stage, move.to_stage, move.to_buying_stage) == (
        None,
        "opportunity",
        "shortlist",
    )
    assert (decision.from_on, decision.to_on) == (None, date(2026, 6, 1))


def test_a_second_open_deal_of_the_same_name_is_refused_with_a_way_to_the_first(
    anna: Seller,
) -> None:
    first = anna.says("add O'Neil").deal
    with pytest.raises(Refusal) as refused:
        anna.says("add o’NEIL 12k")
    assert [s.command for s in refused.value.suggestions] == [f"show #{first.id}"]


def test_a_name_is_free_again_once_the_deal_is_closed_or_a_colleagues(
    office: Office, anna: Seller
) -> None:
    office.ben.says("add Acme")
    anna.says("add Acme")
    anna.says("won acme")
    anna.says("add Acme 12k")


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_has_between_1_and_200_characters(anna: Seller, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        anna.does(Add(name))
    assert refused.value.field == "name"


def test_what_is_too_long_to_keep_is_refused_where_it_stands(anna: Seller) -> None:
    anna.says("add Acme")
    acme, call, out = DealWords("acme"), TouchKind.CALL, Direction.OUT
    for request, field in (
        (Add("Globex", source="x" * 201), "source"),
        (Log(acme, call, out, text="x" * 3001), "text"),
        (Log(acme, call, out, who="x" * 201), "who"),
        (Log(acme, call, out, step=Step(FRIDAY, "x" * 3001)), "step_what"),
    ):
        with pytest.raises(Refusal) as refused:
            anna.does(request)
        assert refused.value.field == field
    assert anna.does(Log(acme, call, out, text="x" * 3000)).touch is not None


def test_a_touch_is_kept_in_full_and_resets_the_clock(office: Office, anna: Seller) -> None:
    anna.says("add Acme")
    office.passes(days=3)
    written = anna.says('log acme mail "asked for\nreferences" in with Dana')
    (touch,) = office.history("touches")
    assert (touch.kind, touch.direction, touch.body, touch.who, touch.at) == (
        "mail",
        "in",
        "asked for\nreferences",
        "Dana",
        office.now,
    )
    assert (written.deal.last_touch_on, written.deal.last_touch_kind) == (FRIDAY, TouchKind.MAIL)
    assert written.deal.last_touch_direction is Direction.IN


def test_a_note_is_kept_and_resets_nothing(office: Office, anna: Seller) -> None:
    anna.says("add Acme")
    written = anna.says('note acme "budget unclear"')
    assert written.deal.last_touch_on is None
    assert [touch.kind for touch in office.history("touches")] == ["note"]


def test_words_behind_the_name_are_what_was_said(anna: Seller) -> None:
    anna.says("add Acme")
    written = anna.says("call acme went well")
    assert (written.deal.name, written.touch and written.touch.text) == ("Acme", "went well")


def test_words_behind_a_name_that_is_not_there_write_nothing(office: Office, anna: Seller) -> None:
    anna.says("add The Gap")
    with pytest.raises(Refusal):
        anna.says("call the lawyer said yes")
    assert office.count("touches") == 0


@pytest.mark.parametrize("days", [2, 3])
def test_a_touch_on_or_after_its_day_completes_the_step(
    office: Office, anna: Seller, days: int
) -> None:
    anna.says("add Acme")
    anna.says('next acme "send SOC 2" thu')
    office.passes(days=days)
    written = anna.says("log acme call")
    assert (written.before.step, written.deal.step) == (Step(THURSDAY, "send SOC 2"), None)


def test_a_touch_before_its_day_leaves_the_step(office: Office, anna: Seller) -> None:
    anna.says("add Acme")
    anna.says('next acme "send SOC 2" thu')
    office.passes(days=1)
    assert anna.says("log acme call").deal.step == Step(THURSDAY, "send SOC 2")


def test_a_note_completes_no_step(office: Office, anna: Seller) -> None:
    anna.says("add Acme")
    anna.says('next acme "send SOC 2" thu')
    office.passes(days=2)
    assert anna.says('note acme "x"').deal.step == Step(THURSDAY, "send SOC 2")


def test_the_step_is_judged_by_the_sellers_own_day(office: Office) -> None:
    office.ben.says("add Acme")
    office.ben.says('next acme "call" thu')
    office.passes(days=1, hours=17)  # Thursday 2:00 in UTC, Wednesday 22:00 in New York
    assert office.ben.says("log acme call").deal.step is not None


def test_a_touch_with_a_new_step_replaces_the_old_one(office: Office, anna: Seller) -> None:
    anna.says("add Acme")
    anna.says('next acme "send SOC 2" thu')
    office.passes(days=2)
    assert anna.says('log acme call "x" then fri "legal"').deal.step == Step(FRIDAY, "legal")


def test_a_next_step_is_set_reworded_and_cleared(anna: Seller) -> None:
    anna.says("add Acme")
    assert anna.says("next acme security review fri").deal.step == Step(FRIDAY, "security review")
    assert anna.says('next acme "legal" fri').deal.step == Step(FRIDAY, "legal")
    assert anna.says("next acme fri").deal.step == Step(FRIDAY)
    assert anna.says("next acme none").deal.step is None
