"""What a form shows when it opens, and that sending it unchanged changes nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.grammar.forms import request_of
from bot.handlers.writing import USECASES
from bot.usecases import choosing, filling, undoing
from bot.usecases.choosing import Offered
from bot.usecases.requests import Add
from bot.usecases.writing import Written
from coaching.errors import Refusal
from coaching.money import Money, parse_money
from tests.bot.usecases.office import Office, Seller


def opened(seller: Seller, change: Written) -> tuple[str, dict[str, str], str]:
    """The form behind Change."""
    with seller.office.database.everywhere.read() as session:
        found = filling.from_action(session, seller.asking(), change.action_id)
    return found.verb, found.filled, found.deal_name


def words(seller: Seller, rest_into: str = "", **typed: str) -> tuple[dict[str, str], str]:
    """The form behind a line that lacks something, once no word of it is left over."""
    with seller.office.database.everywhere.read() as session:
        found = filling.from_words(session, seller.asking(), typed, rest_into)
    assert found.left == ""
    return found.filled, found.deal_name


def resent(seller: Seller, change: Written, **changed: str) -> Written:
    """The form behind Change sent back, in one transaction as the bot does it."""
    verb, filled, _ = opened(seller, change)
    asking = seller.asking()
    request: Any = request_of(verb, {**filled, **changed}, seller.reading(asking))
    with seller.office.database.everywhere.begin() as session:
        undoing.undo(session, asking.silent(), change.action_id)
        return USECASES[type(request)](session, asking, request)


@pytest.fixture
def acme(office: Office, anna: Seller) -> Written:
    """A deal with something in every field."""
    line = "add Acme EUR 12.5k close 30 june stage short list source fair product Pro segment SMB"
    return anna.says(line)


def test_a_typed_name_becomes_the_deal_that_it_means(anna: Seller, acme: Written) -> None:
    filled, name = words(anna, deal="acm", outcome="won", reason="")
    assert (filled, name) == ({"deal": str(acme.deal.id), "outcome": "won"}, "Acme")


def test_words_behind_the_name_go_where_the_form_wants_them(anna: Seller, acme: Written) -> None:
    number = str(acme.deal.id)
    assert words(anna, "reason", deal="acme too small")[0] == {
        "deal": number,
        "reason": "too small",
    }
    assert words(anna, "reason", deal="acme too small", reason="typed")[0]["reason"] == (
        "too small typed"
    )
    with anna.office.database.everywhere.read() as session:
        without_a_field = filling.from_words(session, anna.asking(), {"deal": "acme too small"})
    assert without_a_field == filling.FromWords({"deal": number}, "Acme", "too small")


def test_a_form_without_a_deal_is_filled_with_the_rest(anna: Seller) -> None:
    assert words(anna, amount="12k", source="") == ({"amount": "12k"}, "")


def test_a_name_that_means_nothing_opens_no_form(anna: Seller, acme: Written) -> None:
    with pytest.raises(Refusal):
        words(anna, deal="xyzzy")


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ('log acme call "x" in with Dana then fri "legal"', "log"),
        ('note acme "x"', "log"),
        ('next acme "legal" fri', "next"),
        ("move acme prospect", "move"),
        ("move acme business case", "move"),
        ("move acme evaluating", "move"),
        ("date acme 30 september", "date"),
        ("won acme 14,250.50", "won"),
        ("won acme", "won"),
        ('lost acme to Globex "price"', "lost"),
        ('lost acme no decision "budget"', "lost"),
        ('letgo acme "no"', "letgo"),
        ("park acme until may", "park"),
        ("park acme", "park"),
        ("snooze acme 3d", "snooze"),
    ],
)
def test_a_changes_form_sent_unchanged_stores_the_same(
    office: Office, anna: Seller, acme: Written, line: str, form: str
) -> None:
    change = anna.says(line)
    stored = office.row(acme.deal.id)
    verb, filled, name = opened(anna, change)
    assert (verb, name, filled["deal"]) == (form, "Acme", str(acme.deal.id))
    resent(anna, change)
    assert office.row(acme.deal.id) == stored


def test_an_added_deal_can_be_changed_whole(office: Office, anna: Seller, acme: Written) -> None:
    before = office.row(acme.deal.id)
    again = office.row(resent(anna, acme).deal)
    assert {**again, "id": 0} == {**before, "id": 0, "voided_at": None}
    assert office.row(acme.deal.id)["voided_at"] is not None


def test_a_change_replaces_what_was_said(office: Office, anna: Seller, acme: Written) -> None:
    change = anna.says('log acme call "sings on friday" then thu')
    resent(anna, change, text="signs on Friday", step_on="2026-03-13")
    assert [touch.body for touch in office.history("touches")] == ["signs on Friday"]
    step = anna.deal(acme.deal.id).step
    assert step is not None
    assert step.on == date(2026, 3, 13)


def test_a_change_that_is_refused_takes_nothing_back(
    office: Office, anna: Seller, acme: Written
) -> None:
    change = anna.says('letgo acme "no"')
    stored = office.row(acme.deal.id)
    with pytest.raises(Refusal):
        resent(anna, change, reason="  ")
    assert office.row(acme.deal.id) == stored


def test_a_note_on_a_deal_with_a_promise_long_due_can_still_be_changed(
    office: Office, anna: Seller, acme: Written
) -> None:
    anna.says('next acme "legal" fri')
    office.passes(days=9)
    change = anna.says('note acme "x"')
    assert "step_on" not in opened(anna, change)[1]
    resent(anna, change, text="y")
    assert anna.deal(acme.deal.id).step is not None


def test_what_was_undone_or_is_not_ones_own_cannot_be_changed(
    office: Office, anna: Seller, acme: Written
) -> None:
    change = anna.says("log acme call")
    for other in (office.ben, office.ada):
        with pytest.raises(Refusal):
            opened(other, change)
    anna.undoes(change)
    with pytest.raises(Refusal, match="taken back already"):
        opened(anna, change)


@pytest.mark.parametrize("typed", ["12000", "12000.5", "0.25", "1234567.89", "2026", "7"])
@pytest.mark.parametrize("currency", ["USD", "EUR", "CAD", "SEK", "INR", "CHF"])
def test_an_amount_is_filled_in_so_that_it_is_read_as_it_was(
    anna: Seller, typed: str, currency: str
) -> None:
    amount = Money(Decimal(typed), currency)
    filled = opened(anna, anna.does(Add(f"In {currency} {typed}", amount=amount)))[1]["amount"]
    assert {parse_money(filled, default) for default in ("USD", "EUR", "CAD")} == {amount}


def test_a_menu_offers_what_begins_so_and_then_what_holds_it(anna: Seller, acme: Written) -> None:
    for name in ("Big Acme", "Globex"):
        anna.says(f"add {name}")
    anna.says("add Acme Old")
    anna.says("won acme old")

    def offered(typed: str) -> list[str]:
        with anna.office.database.everywhere.read() as session:
            return [one.name for one in choosing.offered(session, anna.asking(), typed).mine]

    assert offered("ACM") == ["Acme", "Big Acme"]
    assert sorted(offered(" ")) == ["Acme", "Big Acme", "Globex"]
    assert offered("xyzzy") == []


def test_a_menu_offers_nothing_of_a_colleagues(office: Office, acme: Written) -> None:
    with office.database.everywhere.read() as session:
        assert choosing.offered(session, office.ben.asking(), "acme") == Offered()
        assert len(choosing.offered(session, office.ada.asking(), "acme").others) == 1
