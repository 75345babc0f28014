"""Choosing a deal: what a menu offers among thousands, and which deal a text speaks of."""

import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from bot.usecases import choosing
from coaching.people import Role
from storage import tables
from storage.names import name_key
from tests.bot.usecases.office import Office, Seller

MANY = 10_000
PATIENCE = 0.3
"""Seconds for a menu's answer; Slack waits three, and a loaded machine is given its time."""


def guessed(seller: Seller, text: str) -> str | None:
    """The deal that a text names, for this member."""
    with seller.office.database.everywhere.read() as session:
        found = choosing.guess(session, seller.asking(), text)
    return found.deal.name if found else None


def offered(seller: Seller, typed: str) -> choosing.Offered:
    """What a menu offers."""
    with seller.office.database.everywhere.read() as session:
        return choosing.offered(session, seller.asking(), typed)


@pytest.fixture
def named(anna: Seller) -> Seller:
    """Somebody with deals of several kinds of names."""
    for name in ("Acme", "Acme Renewal", "Polar Freight", "Casa Ribeiro", "Casa Lisboa", "AI", "%"):
        anna.says(f"add “{name}”")
    anna.says("add “Clínica Beira-Mar”")
    return anna


@pytest.mark.parametrize(
    ("text", "deal"),
    [
        ("Dana of Acme signs", "Acme"),
        ("the ACME renewal is on", "Acme Renewal"),
        ("Acme and Polar Freight", None),
        ("the acmeology of it", None),
        ("Polar wants a price", "Polar Freight"),
        ("polar bears", None),
        ("Polar's lawyer", "Polar Freight"),
        ("Casa wrote", None),
        ("Casa Ribeiro wrote", "Casa Ribeiro"),
        ("clinica beira-mar asks", "Clínica Beira-Mar"),
        ("they said maybe", None),
        ("they use AI", "AI"),
        ("100% sure", None),
        ("", None),
        ("x" * 20_000, None),
    ],
)
def test_a_text_names_one_deal_or_none(named: Seller, text: str, deal: str | None) -> None:
    assert guessed(named, text) == deal


def test_a_colleagues_deal_is_not_guessed(office: Office, named: Seller) -> None:
    assert guessed(office.ben, "Dana of Acme signs") is None


def test_a_misspelt_name_is_offered(named: Seller) -> None:
    assert [one.name for one in offered(named, "polr freigt").mine] == ["Polar Freight"]
    assert [one.name for one in offered(named, "ribero").mine][:1] == ["Casa Ribeiro"]
    assert offered(named, "qqqq").mine == ()


def test_beginnings_come_before_what_holds_it(named: Seller) -> None:
    assert [one.name for one in offered(named, "re").mine] == [
        "Acme Renewal",
        "Polar Freight",
    ]


def test_among_ten_thousand_deals_a_menu_answers_at_once(office: Office, anna: Seller) -> None:
    """Each question a few times, the best counts; ten thousand deals, half of them another's."""
    ada = office.ada.asking().member
    owners = (anna.asking().member.id, office.ben.asking().member.id)
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    names = [f"{word} {n:05d} Holding" for n in range(MANY // 4) for word in ("Alpha", "Beta")]
    rows = [
        {
            "workspace_id": office.workspace_id,
            "owner_id": owner,
            "name": name,
            "name_key": name_key(name),
            "stage": "lead",
            "created_at": moment,
            "entered_stage_at": moment,
            "parked": False,
        }
        for owner in owners
        for name in names
    ]
    with office.database.everywhere.begin() as session:
        session.execute(insert(tables.deals), rows)
    assert ada.role is Role.ADMIN
    for typed in ("", "alph", "holding", "02499", "btea 0124", "nothing like it"):
        assert _best(lambda typed=typed: offered(office.ada, typed)) < PATIENCE
    found = offered(anna, "alpha 01")
    assert (len(found.mine), found.others) == (100, ())
    both = offered(office.ada, "alpha 0123")
    assert len(both.mine) + len(both.others) <= 100
    text = "We spoke to Beta 01234 Holding about the price. " * 80
    assert _best(lambda: guessed(anna, text)) < PATIENCE
    assert guessed(anna, text) == "Beta 01234 Holding"


def _best(question: object) -> float:
    spans = []
    for _ in range(3):
        start = time.perf_counter()
        question()  # type: ignore[operator]
        spans.append(time.perf_counter() - start)
    return min(spans)
