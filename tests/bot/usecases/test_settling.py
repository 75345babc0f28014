"""Settings: one's own hour, zone and days; the workspace's, for admins."""

from datetime import UTC, datetime, time
from typing import Any

import pytest

from bot.usecases import settling
from bot.usecases.settling import Settled
from coaching.errors import Refusal
from coaching.people import Role
from tests.bot.usecases.office import Office, Seller


def sets(seller: Seller, name: str, typed: str) -> Settled:
    """`settings NAME …`."""
    with seller.office.database.everywhere.begin() as session:
        return settling.set_one(session, seller.asking(), name, typed)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("8:30", time(8, 30)),
        ("8.30", time(8, 30)),
        ("0830", time(8, 30)),
        ("8", time(8, 0)),
        ("7am", time(7, 0)),
        ("1:15 pm", time(13, 15)),
        (" 23:59 ", time(23, 59)),
        ("0:00", time(0, 0)),
    ],
)
def test_an_hour_is_read_as_people_write_it(anna: Seller, typed: str, hour: time) -> None:
    sets(anna, "hour", typed)
    assert anna.asking().member.list_at == hour


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("Monday to Thursday", {0, 1, 2, 3}),
        ("sun – thu", {6, 0, 1, 2, 3}),
        ("mon, wed and fri", {0, 2, 4}),
        ("tues thurs", {1, 3}),
        ("mon mon", {0}),
    ],
)
def test_working_days_are_read_as_people_write_them(
    anna: Seller, typed: str, days: set[int]
) -> None:
    sets(anna, "days", typed)
    assert anna.asking().member.working_days == days


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("hour", "25:00"),
        ("hour", ""),
        ("hour", "late"),
        ("days", ""),
        ("days", "month"),
        ("days", "mon-"),
        ("days", "mon-wed-fri"),
        ("days", "every day"),
        ("days", "m"),
        ("zone", "Lisbon"),
        ("zone", ""),
        ("channel", "#sales"),
        ("currency", "EURO"),
        ("currency", "XXQ"),
        ("dates", "year first"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(
    office: Office, name: str, typed: str
) -> None:
    before = office.ada.asking()
    with pytest.raises(Refusal) as refused:
        sets(office.ada, name, typed)
    after = office.ada.asking()
    assert refused.value.field == name
    assert (after.member, after.workspace) == (before.member, before.workspace)


WORKSPACE = [
    ("channel", "#C0SALES", "recap_channel", "C0SALES"),
    ("currency", "eur", "currency", "EUR"),
    ("dates", "Month first", "day_first", False),
]


@pytest.mark.parametrize(("name", "typed", "field", "value"), WORKSPACE)
def test_an_admin_sets_what_concerns_the_workspace(
    office: Office, name: str, typed: str, field: str, value: Any
) -> None:
    sets(office.ada, name, typed)
    assert getattr(office.anna.asking().workspace, field) == value


@pytest.mark.parametrize("role", [Role.SELLER, Role.MANAGER])
@pytest.mark.parametrize(("name", "typed", "field", "value"), WORKSPACE)
def test_nobody_else_does(
    office: Office, role: Role, name: str, typed: str, field: str, value: Any
) -> None:
    office.anna.becomes(role)
    with pytest.raises(Refusal, match="set by an admin"):
        sets(office.anna, name, typed)
    assert getattr(office.anna.asking().workspace, field) != value


def test_anybody_may_send_the_form_with_the_workspaces_part_as_it_was(anna: Seller) -> None:
    as_it_is = {"hour": "9:00", "currency": "USD", "dates": "day first", "channel": ""}
    with anna.office.database.everywhere.begin() as session:
        settling.set_many(session, anna.asking(), as_it_is)
    assert anna.asking().member.list_at == time(9, 0)


def test_a_form_is_stored_whole_or_not_at_all(office: Office) -> None:
    ada = office.ada
    with pytest.raises(Refusal), office.database.everywhere.begin() as session:
        settling.set_many(session, ada.asking(), {"hour": "9:00", "currency": "nonsense"})
    assert ada.asking().member.list_at == time(8, 30)


def test_the_next_list_follows_the_hour_the_zone_and_the_days(office: Office) -> None:
    anna = office.anna
    tomorrow = datetime(2026, 3, 11, 9, 15, tzinfo=UTC)
    assert sets(anna, "hour", "9:15").next_list == tomorrow
    assert sets(anna, "zone", "Asia/Kathmandu").next_list == datetime(
        2026, 3, 11, 3, 30, tzinfo=UTC
    )
    assert sets(anna, "days", "mon").next_list == datetime(2026, 3, 16, 3, 30, tzinfo=UTC)


def test_the_recap_comes_once_a_channel_is_chosen_and_ends_with_it(office: Office) -> None:
    monday = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
    assert sets(office.ada, "channel", "C0SALES").next_recap == monday
    assert sets(office.ada, "channel", "none").next_recap is None
    assert office.ada.asking().workspace.recap_channel is None


def test_a_setting_of_one_member_is_not_anothers(office: Office) -> None:
    sets(office.anna, "hour", "7:00")
    assert office.ben.asking().member.list_at == time(8, 30)


def test_joining_again_changes_nothing(office: Office) -> None:
    sets(office.anna, "hour", "7:00")
    office.hires("U0ANNA", "Somebody Else", zone="Asia/Tokyo", is_admin=True)
    member = office.anna.asking().member
    assert (member.name, member.zone, member.role) == ("Anna", "Europe/Lisbon", Role.SELLER)
    assert member.list_at == time(7, 0)


def test_an_unknown_zone_becomes_utc(office: Office) -> None:
    assert office.hires("U0X", "X", zone="Mars/Base").asking().member.zone == "UTC"
