"""Warnings on the card, in lists and on the morning's rows; an admin switches them off."""

from dataclasses import replace

import pytest

from bot.usecases import daily, settling, showing
from bot.usecases.requests import DealWords, Listing
from coaching.errors import Refusal
from coaching.people import Role
from tests.bot.usecases.office import Seller


@pytest.fixture(autouse=True)
def _deals(anna: Seller) -> None:
    anna.says("add Acme stage opportunity close in 10 days")
    anna.says("people acme add Dana CFO decides")
    anna.says("people acme add Raj evaluates")
    anna.says('fact acme problem "slow"')
    anna.says('fact acme impact "9 days"')
    anna.says('fact acme why now "audit"')
    anna.says("log acme meeting")
    anna.says("add Globex")
    anna.office.passes(days=6)


def names(seller: Seller, deal: str = "acme") -> list[str]:
    with seller.office.database.everywhere.read() as session:
        card = showing.card(session, seller.asking(), DealWords(deal))
    return [warned.id for warned in card.warned]


def listed(seller: Seller, what: str) -> list[str]:
    with seller.office.database.everywhere.read() as session:
        page = showing.page(session, seller.asking(), Listing(what))
    return [f"{deal.name}: {page.warned.get(deal.id, '')}" for deal in page.deals]


def test_a_deal_is_warned_of_wherever_it_is_shown(anna: Seller) -> None:
    assert names(anna) == ["silence", "no-step"]
    assert names(anna, "globex") == []
    words = "Stalled: silent, no next step"
    assert listed(anna, "mine") == [f"Acme: {words}", "Globex: "]
    assert listed(anna, "stalled") == [f"Acme: {words}"]
    with anna.office.database.everywhere.read() as session:
        alone = daily.build(session, anna.asking())
        together = daily.build_all(session, [anna.asking()])
    assert replace(together[anna.asking().member.id], coach=None) == alone
    assert {row.name: row.warned for row in alone.rows}["Acme"] == words
    assert daily.from_content(daily.to_content(alone)) == alone


def test_a_closed_or_parked_deal_stalls_no_more(anna: Seller) -> None:
    anna.says("park acme")
    assert listed(anna, "stalled") == []
    anna.says("wake acme")
    anna.says('lost acme no decision "budget"')
    assert names(anna) == []
    assert listed(anna, "closed") == ["Acme: "]


def test_an_admin_switches_a_warning_off_and_on(anna: Seller) -> None:
    with pytest.raises(Refusal, match="set by an admin"):
        turned(anna, "silence off")
    anna.becomes(Role.ADMIN)
    turned(anna, "No step off")
    assert names(anna) == ["silence"]
    turned(anna, "no-step on")
    assert names(anna) == ["silence", "no-step"]
    with pytest.raises(Refusal, match="settings warning one-contact off"):
        turned(anna, "moon off")


def turned(seller: Seller, typed: str) -> None:
    with seller.office.database.everywhere.begin() as session:
        settling.set_one(session, seller.asking(), "warning", typed)
