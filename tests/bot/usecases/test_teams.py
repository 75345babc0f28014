"""Whose deals a manager sees: every seller's, or those of a team that an admin named."""

from contextlib import suppress

import pytest

from bot.usecases import settling
from coaching.errors import Refusal
from coaching.people import Role
from tests.bot.usecases.office import Office, Seller


def sets(seller: Seller, name: str, typed: str) -> None:
    """`settings NAME …`."""
    with seller.office.database.everywhere.begin() as session:
        settling.set_one(session, seller.asking(), name, typed)


@pytest.fixture
def mara(office: Office) -> Seller:
    """A manager; Anna, Ben and Cara sell, Nora manages too, Ada is an admin: each has one deal."""
    mara = office.hires("U0MARA", "Mara")
    for user, name in (("U0NORA", "Nora"), ("U0CARA", "Cara")):
        office.hires(user, name).says(f"add {name}s")
    for seller, name in ((office.anna, "Annas"), (office.ben, "Bens"), (office.ada, "Adas")):
        seller.says(f"add {name}")
    sets(office.ada, "managers", "@U0MARA @U0NORA")
    return mara


def sees(seller: Seller) -> set[str]:
    """The deals that somebody finds by their names."""
    found = set()
    for name in ("Annas", "Bens", "Caras", "Noras", "Adas"):
        with suppress(Refusal):
            found.add(seller.finds(name)[0])
    return found


def test_a_manager_sees_every_sellers_deals_and_no_admins_or_managers(mara: Seller) -> None:
    assert sees(mara) == {"Annas", "Bens", "Caras"}


def test_a_team_that_was_named_is_all_that_its_manager_sees(office: Office, mara: Seller) -> None:
    sets(office.ada, "team", "@U0MARA, @U0BEN @U0CARA")
    assert sees(mara) == {"Bens", "Caras"}
    assert sees(Seller(office, "U0NORA")) == {"Noras", "Annas", "Bens", "Caras"}
    sets(office.ada, "team", "@U0MARA @U0ANNA")
    assert sees(mara) == {"Annas"}
    sets(office.ada, "team", "@U0MARA all")
    assert sees(mara) == {"Annas", "Bens", "Caras"}


def test_who_is_no_manager_any_more_sees_their_own_alone(office: Office, mara: Seller) -> None:
    mara.says("add Maras")
    sets(office.ada, "managers", "none")
    assert mara.asking().member.role is Role.SELLER
    assert sees(mara) == set()
    assert mara.finds("Maras") == ("Maras", "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Name the manager first"),
        ("@U0MARA", "Name the manager first"),
        ("@U0BEN @U0ANNA", "Ben is no manager yet"),
        ("@U0MARA @U0NOBODY", "people who have used Deal Coach"),
        ("@U0NOBODY all", "people who have used Deal Coach"),
    ],
)
def test_what_is_no_team_is_refused_with_the_way_on(
    office: Office, mara: Seller, typed: str, told: str
) -> None:
    with pytest.raises(Refusal, match=told):
        sets(office.ada, "team", typed)
    assert office.ada.asking().workspace.teams == ()
