"""A list that the database finds is the list that the rules tell, deal by deal."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.usecases import showing
from bot.usecases.requests import Listing
from bot.usecases.showing import Page
from coaching.cadence import Due, standing
from coaching.deals import Deal, Shelf
from storage import deals
from tests.bot.usecases.office import TUESDAY, Office, Seller

TODAY = TUESDAY.date()
near = st.integers(-40, 40) | st.integers(-400, 400)
days = near.map(lambda span: TODAY + timedelta(days=span))
moments = st.integers(-420 * 24, 0).map(lambda hours: TUESDAY + timedelta(hours=hours))
rows = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(["lead", "prospect", "opportunity", "opportunity", "opportunity"]),
        "decision_on": st.none() | days,
        "step_on": st.none() | days,
        "last_touch_at": st.none() | moments,
        "entered_stage_at": moments,
        "snoozed_until": st.none() | st.none() | days,
        "parked": st.sampled_from([False, False, True]),
        "parked_until": st.none() | days,
    }
)


def page(seller: Seller, what: str, value: str = "", number: int = 1) -> Page:
    """A page of a list."""
    asking = seller.asking()
    with seller.office.database.everywhere.read() as session:
        return showing.page(session, asking, Listing(what, value, number))


def shown(seller: Seller, what: str, value: str = "") -> set[int]:
    """The numbers of all deals on all pages of a list."""
    first = page(seller, what, value)
    pages = [page(seller, what, value, number) for number in range(1, first.last_page + 1)]
    found = [deal.id for one in pages for deal in one.deals]
    assert len(found) == len(set(found)) == first.total
    return set(found)


def judged(seller: Seller, numbers: list[int]) -> dict[int, tuple[Deal, Any]]:
    """Each deal and where the rules say that it stands."""
    asking = seller.asking()
    with seller.office.database.everywhere.read() as session:
        found = deals.by_ids(session, asking.sight, numbers, asking.member.zone)
    policy = asking.workspace.policy
    return {
        number: (deal, standing(deal, asking.today, policy, asking.workdays))
        for number, deal in found.items()
    }


def known(row: dict[str, Any]) -> dict[str, Any]:
    """A row; where a step may have been met, the day is the same one in both zones."""
    touched = row["last_touch_at"]
    if row["step_on"] and touched:
        touched = touched.replace(hour=9)
    return {**row, "last_touch_at": touched, "created_at": row["entered_stage_at"]}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(rows, min_size=1, max_size=12))
def test_the_database_and_the_rules_agree(office: Office, drawn: list[dict[str, Any]]) -> None:
    seller = office.hires(f"U{office.count('members')}", "Somebody", zone="America/New_York")
    owner = seller.asking().member.id
    with office.database.everywhere.begin() as session:
        numbers = [
            deals.add(session, office.workspace_id, name=f"Deal {n}", owner_id=owner, **known(row))
            for n, row in enumerate(drawn)
        ]
    stands = judged(seller, numbers)
    for shelf in Shelf:
        there = {n for n, (_, stand) in stands.items() if stand.shelf is shelf}
        assert shown(seller, "shelf", shelf.value) == there, shelf
    overdue = {
        n for n, (_, s) in stands.items() if s.hold is None and (s.due is Due.OVERDUE or s.promised)
    }
    assert shown(seller, "overdue") == overdue
    silent = {
        n
        for n, (deal, s) in stands.items()
        if s.hold is None and s.due is Due.OVERDUE and not s.promised
    }
    assert shown(seller, "quiet") == silent
    parked = {n for n, (deal, s) in stands.items() if s.hold is not None and s.hold == "parked"}
    assert shown(seller, "parked") == parked
    ahead = {n for n, (d, _) in stands.items() if d.snoozed_until and d.snoozed_until > TODAY}
    assert shown(seller, "snoozed") == ahead


def test_closed_deals_are_lists_of_their_own_the_newest_first(anna: Seller) -> None:
    for name in ("Ada", "Bea", "Cleo", "Dot", "Eve"):
        anna.says(f"add {name}")
    anna.says("won ada yesterday")
    anna.says("won bea")
    anna.says('lost cleo to Globex "price"')
    anna.says('lost dot no decision "budget"')
    anna.says('letgo eve "no fit"')
    names = {
        what: [deal.name for deal in page(anna, what).deals]
        for what in ("won", "lost", "letgo", "closed", "mine")
    }
    assert names["won"] == ["Bea", "Ada"]
    assert names["lost"] == ["Dot", "Cleo"]
    assert names["letgo"] == ["Eve"]
    assert set(names["closed"]) == {"Ada", "Bea", "Cleo", "Dot", "Eve"}
    assert names["mine"] == []


def test_owners_are_named_where_there_are_several(office: Office) -> None:
    office.anna.says("add Acme")
    office.ada.says("add Globex")
    both = page(office.ada, "all")
    assert sorted(both.owners.values()) == ["Ada", "Anna"]
    assert page(office.anna, "all").owners == {}
    assert page(office.ada, "mine").owners == {}
    theirs = page(office.ada, "owner", "anna")
    assert (theirs.title, theirs.owners) == ("Open deals of Anna", {})


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("clinica", "Clínica Atlântico"),
        ("CLINICA ATLANTICO", "Clínica Atlântico"),
        ("Clínica’s", "Clínica Atlântico"),
        ("polar's", "Polar Systems"),
        ("jones'", "Jones"),
        ("bar", "Bar"),
        ("bär", "Bär"),
    ],
)
def test_accents_and_possessives_make_no_difference(anna: Seller, typed: str, name: str) -> None:
    for known in ("Clínica Atlântico", "Polar Systems", "Jones", "Bär", "Bar"):
        anna.says(f"add {known}")
    assert anna.finds(typed) == (name, "")


def test_a_text_is_found_without_its_accents(anna: Seller) -> None:
    anna.says("add Clínica Atlântico")
    assert page(anna, "text", "atlantico").total == 1
