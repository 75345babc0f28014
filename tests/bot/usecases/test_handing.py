"""A deal in other hands, a closed one open again, and money of the workspace."""

from datetime import date
from decimal import Decimal

import pytest

from bot.usecases import capture, filling, spending, undoing
from bot.usecases.requests import Add, Aim, Colleague, Cost
from bot.usecases.spending import Counted
from coaching.deals import Outcome, Stage
from coaching.errors import Refusal
from coaching.money import Money
from tests.bot.usecases.office import Office, Seller

MARCH = date(2026, 3, 1)


def test_a_deal_handed_over_is_the_colleagues_and_undo_brings_it_back(anna: Seller) -> None:
    ben = anna.office.ben
    number = anna.says("add Acme").deal.id
    handed = anna.says("hand acme <@U0BEN|b>")
    assert ben.finds("acme") == ("Acme", "")
    with pytest.raises(Refusal, match="You have no deal called"):
        anna.finds("acme")
    anna.undoes(handed)
    assert anna.deal(number).owner_id == handed.before.owner_id
    with pytest.raises(Refusal):
        ben.finds("acme")


def test_a_colleague_may_be_named_and_so_may_one_whom_slack_does_not_know(anna: Seller) -> None:
    office = anna.office
    office.placeholder("Zoë Kaya")
    anna.says("add Acme")
    anna.says("add Globex")
    assert anna.says("hand acme to ben").deal.owner_id == office.ben.asking().member.id
    assert getattr(anna.says("hand globex to zoe kaya").noted, "name", "") == "Zoë Kaya"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("hand acme @nobody", "I know nobody of yours called “nobody”."),
        ("hand acme <@U0NEW|new>", "I know nobody of yours called “new”."),
        ("hand acme me", "Acme is yours already."),
        ("hand globex @ben", "You have no deal called “globex”"),
    ],
)
def test_a_deal_goes_only_to_somebody_who_is_here(anna: Seller, line: str, told: str) -> None:
    anna.says("add Acme")
    anna.office.ben.says("add Globex")
    with pytest.raises(Refusal, match=told):
        anna.says(line)


def test_two_of_one_name_are_asked_about(anna: Seller) -> None:
    anna.office.hires("U0BEN2", "Ben")
    anna.says("add Acme")
    with pytest.raises(Refusal, match="Several of yours are called “ben”") as refused:
        anna.says("hand acme to ben")
    first = refused.value.suggestions[0]
    assert getattr(anna.says(first.command).noted, "slack_id", "") == "U0BEN"


def test_a_deal_may_be_added_for_a_colleague(anna: Seller) -> None:
    added = anna.says("add Zed 5k owner @ben")
    assert added.deal.name == "Zed"
    assert added.deal.amount == Money(Decimal(5000), "USD")
    assert anna.office.ben.finds("zed") == ("Zed", "")
    assert anna.says("add Own owner me").deal.owner_id == anna.asking().member.id


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        ("won acme 5k", Outcome.WON),
        ('lost acme to Globex "price"', Outcome.LOST_TO_COMPETITION),
        ('letgo acme "no fit"', Outcome.LET_GO),
    ],
)
def test_a_reopened_deal_stands_where_it_was_closed(
    anna: Seller, end: str, outcome: Outcome
) -> None:
    number = anna.says("add Acme stage short list").deal.id
    before = anna.deal(number)
    anna.says(end)
    closed = anna.office.row(number)
    opened = anna.says("reopen acme")
    assert opened.before.outcome is outcome
    after = anna.deal(number)
    assert (after.stage, after.buying_stage) == (Stage.OPPORTUNITY, "shortlist")
    assert after.entered_stage_on == before.entered_stage_on
    assert (after.outcome, after.closed_on, after.reason, after.competitor) == (None,) * 4
    last = anna.office.history("stage_moves")[-1]
    assert (last.from_outcome, last.to_outcome) == (outcome, None)
    anna.undoes(opened)
    assert anna.office.row(number) == closed


def test_only_a_closed_deal_can_be_reopened_and_its_beginning_is_enough(anna: Seller) -> None:
    anna.says("add Acme Corp")
    anna.says('letgo acme "no fit"')
    with pytest.raises(Refusal, match="`reopen Acme Corp` opens it again"):
        anna.says("move acme corp prospect")
    assert anna.says("reopen acme").deal.is_open
    with pytest.raises(Refusal, match="Acme Corp is open already"):
        anna.says("reopen acme corp")
    anna.says('letgo acme "no fit"')
    anna.says("add Acme Labs")
    anna.says('letgo acme labs "no fit"')
    with pytest.raises(Refusal, match="Several deals go by “acme”"):
        anna.says("reopen acme")


def counts(seller: Seller, request: Cost | Aim) -> Counted:
    with seller.office.database.everywhere.begin() as session:
        if isinstance(request, Cost):
            return spending.cost(session, seller.asking(), request)
        return spending.aim(session, seller.asking(), request)


def spent(seller: Seller) -> list[tuple[str, str]]:
    with seller.office.database.everywhere.read() as session:
        books = spending.costs(session, seller.asking())
    return [(one.source, f"{one.amount.amount:f}") for one in books.spent]


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def test_a_months_cost_said_again_replaces_and_undo_brings_the_first_back(office: Office) -> None:
    anna = office.anna
    assert counts(anna, Cost("Google", euros(2000), MARCH)).before is None
    again = counts(anna, Cost("google", euros(3000), MARCH))
    assert again.before == euros(2000)
    counts(anna, Cost("fair", euros(500), MARCH))
    assert spent(anna) == [("fair", "500"), ("google", "3000")]
    anna.undoes(again.action_id)
    assert spent(anna) == [("fair", "500"), ("Google", "2000")]
    assert anna.undoes().verb == "cost"
    assert spent(anna) == [("Google", "2000")]


def test_sellers_see_what_they_entered_and_admins_see_all(office: Office) -> None:
    counts(office.anna, Cost("google", euros(2000), MARCH))
    counts(office.ben, Cost("google", euros(700), MARCH))
    assert spent(office.ben) == [("google", "700")]
    assert sorted(spent(office.ada)) == [("google", "2000"), ("google", "700")]


def test_an_admins_target_is_everybodys_and_a_sellers_their_own(office: Office) -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    counts(office.ada, Aim(euros(900), *year))
    counts(office.anna, Aim(euros(300), *year))
    changed = counts(office.ada, Aim(euros(1000), *year))
    assert changed.before == euros(900)

    def seen(seller: Seller) -> list[tuple[bool, Money]]:
        with office.database.everywhere.read() as session:
            books = spending.targets(session, seller.asking())
        return [(one.owner_id is None, one.amount) for one in books.targets]

    assert seen(office.anna) == [(True, euros(1000)), (False, euros(300))]
    assert seen(office.ben) == [(True, euros(1000))]
    office.ada.undoes()
    assert seen(office.ben) == [(True, euros(900))]


def test_a_deal_handed_over_can_be_taken_back_while_it_is_theirs(
    office: Office, anna: Seller
) -> None:
    anna.says("add Acme")
    handed = anna.says("hand acme @ben")
    office.ben.says('log acme call "hi"')
    assert anna.undoes(handed).name == "Acme"
    again = anna.says("hand acme @ben")
    office.ben.says("hand acme @ada")
    with pytest.raises(Refusal, match="no such deal any more"):
        anna.undoes(again)
    assert office.ada.finds("acme") == ("Acme", "")


def test_what_was_done_to_a_deal_that_went_elsewhere_is_not_undone(
    office: Office, anna: Seller
) -> None:
    added = anna.says("add Acme")
    logged = anna.says('log acme call "hi"')
    office.ada.says("hand acme @ben")
    for change in (logged, added, None):
        with pytest.raises(Refusal, match="no such deal any more"):
            anna.undoes(change)
    assert [one.body for one in office.history("touches")] == ["hi"]


def test_a_deal_added_for_a_colleague_is_taken_back_until_they_worked_on_it(
    office: Office, anna: Seller
) -> None:
    first, second = anna.says("add Zed owner @ben"), anna.says("add Yon owner @ben")
    office.ben.says('log yon call "hi"')
    assert anna.undoes(first).name == "Zed"
    with pytest.raises(Refusal, match="no such deal any more"):
        anna.undoes(second)


def test_a_change_leaves_a_deal_with_the_owner_whom_slack_does_not_know(
    office: Office, anna: Seller
) -> None:
    office.placeholder("Dustin")
    added = anna.says("add Zed 5k owner Dustin")
    with office.database.everywhere.read() as session:
        form = filling.from_action(session, anna.asking(), added.action_id)
    assert (form.placeholder, "owner" in form.filled) == ("Dustin", False)
    changed = undoing.instead_of(added.action_id, capture.add)
    with office.database.everywhere.begin() as session:
        now = changed(session, anna.asking(), Add("Zed", source="fair"))
    assert now.deal.owner_id == added.deal.owner_id
    with office.database.everywhere.begin() as session:
        me = Add("Zed", owner=Colleague("", "U0ANNA"))
        mine = undoing.instead_of(now.action_id, capture.add)(session, anna.asking(), me)
    assert mine.deal.owner_id == anna.asking().member.id
