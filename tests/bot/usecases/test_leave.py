"""Days off: leave and its cover, a pause, public holidays, days the workspace is closed."""

from datetime import UTC, date, datetime

import pytest

from bot.usecases import daily, regions, settling
from bot.usecases.regions import Place
from bot.usecases.settling import Settled
from bot.views import settings as views
from coaching.errors import Refusal
from coaching.people import Role
from storage import feasts
from tests.bot.usecases.office import Office, Seller

TODAY = date(2026, 3, 10)


def sets(seller: Seller, name: str, typed: str = "") -> Settled:
    """`settings NAME …`."""
    with seller.office.database.everywhere.begin() as session:
        return settling.set_one(session, seller.asking(), name, typed)


def todays(seller: Seller) -> dict[str, str]:
    """The names on the list now, each with whose it is."""
    with seller.office.database.everywhere.read() as session:
        listed = daily.build(session, seller.asking())
    return {row.name: row.whose for row in listed.rows}


@pytest.mark.parametrize(
    ("typed", "back"),
    [
        ("11 mar - 17 mar", date(2026, 3, 18)),
        ("tomorrow", date(2026, 3, 12)),
        ("next week", date(2026, 3, 11)),
        ("11-13 mar", date(2026, 3, 16)),
        ("10 mar to 1 apr", date(2026, 4, 2)),
    ],
)
def test_no_list_is_planned_for_a_day_of_leave(anna: Seller, typed: str, back: date) -> None:
    found = sets(anna, "away", typed).next_list
    assert found is not None
    assert found.date() == back


def test_leave_moves_what_is_due_to_the_first_day_back(anna: Seller) -> None:
    anna.says("add Acme stage opportunity close 12 mar")
    anna.says("log Acme call")
    sets(anna, "away", "11 mar - 17 mar")
    assert anna.says("log Acme mail").standing.due_on == date(2026, 3, 18)
    assert not anna.asking().workdays.is_working(date(2026, 3, 17))


def test_leave_said_again_takes_the_place_of_what_it_overlaps(anna: Seller) -> None:
    sets(anna, "away", "11 mar - 20 mar")
    told = sets(anna, "away", "12 mar - 13 mar")
    assert [(one.first, one.last) for one in told.leave] == [
        (date(2026, 3, 11), date(2026, 3, 11)),
        (date(2026, 3, 12), date(2026, 3, 13)),
    ]


def test_back_early_the_list_comes_the_same_day_if_its_hour_is_still_ahead(anna: Seller) -> None:
    sets(anna, "away", "11 mar - 20 mar")
    anna.office.now = datetime(2026, 3, 12, 7, 0, tzinfo=UTC)
    assert sets(anna, "resume").next_list == datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
    assert anna.asking().calendar.off & {date(2026, 3, 11), date(2026, 3, 12)} == {
        date(2026, 3, 11)
    }
    with pytest.raises(Refusal, match="neither away nor paused"):
        sets(anna, "resume")


def test_leave_that_has_not_begun_is_called_off(anna: Seller) -> None:
    sets(anna, "away", "3 aug - 20 aug")
    assert sets(anna, "away", "none").leave == ()


def test_a_pause_ends_on_the_day_that_is_named(anna: Seller) -> None:
    assert sets(anna, "pause", "until monday").next_list == datetime(2026, 3, 16, 8, 30, tzinfo=UTC)
    assert sets(anna, "pause", "until 20 mar").leave[-1].last == date(2026, 3, 19)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("away", "never"),
        ("away", "1 jan 2026 - 2 feb 2026"),
        ("away", "11 mar 2026 - 20 mar 2029"),
        ("pause", "today"),
        ("pause", "whenever"),
        ("holidays", "Atlantis"),
    ],
)
def test_what_is_no_day_off_is_refused_beside_its_field(
    anna: Seller, name: str, typed: str
) -> None:
    with pytest.raises(Refusal) as refused:
        sets(anna, name, typed)
    assert refused.value.field == name
    assert anna.office.count("absences") == 0


def test_what_is_due_while_somebody_is_away_is_the_covers_to_do_and_to_see(office: Office) -> None:
    office.anna.says("add Acme")
    office.ben.says("add Globex")
    with pytest.raises(Refusal):
        office.ben.says("log Acme call")
    sets(office.anna, "away", "10 mar - 12 mar cover Ben")
    assert todays(office.ben) == {"Acme": "Anna", "Globex": ""}
    assert office.ben.says("log Acme call").deal.owner_id == office.anna.asking().member.id
    office.passes(days=3)
    assert todays(office.ben) == {"Globex": ""}
    with pytest.raises(Refusal):
        office.ben.says("log Acme call")


def test_a_cover_is_somebody_else_who_is_there(office: Office) -> None:
    with pytest.raises(Refusal, match="Somebody else"):
        sets(office.anna, "away", "3 aug - 20 aug cover me")
    with pytest.raises(Refusal, match="nobody of yours"):
        sets(office.anna, "away", "3 aug - 20 aug cover Zoe")
    sets(office.ben, "away", "19 aug - 30 aug")
    with pytest.raises(Refusal, match="Ben is away themselves, Wed 19 Aug 2026"):
        sets(office.anna, "away", "3 aug - 20 aug cover @U0BEN")
    told = sets(office.anna, "away", "3 aug - 18 aug cover @U0BEN")
    assert [one.cover for one in told.leave] == ["Ben"]


def test_days_on_which_all_is_closed_are_an_admins_and_everybodys(office: Office) -> None:
    told = sets(office.ada, "closed", "24 dec - 1 jan")
    assert told.leave[0].last == date(2027, 1, 1)
    for seller in (office.anna, office.ben, office.ada):
        assert not seller.asking().workdays.is_working(date(2026, 12, 28))
    with pytest.raises(Refusal, match="set by an admin"):
        sets(office.anna, "closed", "none")
    sets(office.ada, "closed", "none")
    assert office.anna.asking().workdays.is_working(date(2026, 12, 28))


def test_a_day_closed_later_moves_the_next_list_that_is_told(office: Office) -> None:
    sets(office.ada, "closed", "11 mar - 12 mar")
    with office.database.everywhere.read() as session:
        told = settling.look(session, office.anna.asking())
    assert told.next_list == datetime(2026, 3, 13, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Portugal", Place("PT")),
        ("pt", Place("PT")),
        ("DE-BY", Place("DE", "BY")),
        ("germany, bayern", Place("DE", "BY")),
        ("Bayern", Place("DE", "BY")),
        ("usa", Place("US")),
        ("UK", Place("GB")),
    ],
)
def test_a_country_is_named_as_people_do(anna: Seller, typed: str, place: Place) -> None:
    assert sets(anna, "holidays", typed).place == place
    assert regions.find(place.code) == place


def test_holidays_are_guessed_from_the_zone_and_follow_it_until_they_are_chosen(
    office: Office,
) -> None:
    assert sets(office.ben, "hour", "9:00").place_name == "United States"
    assert sets(office.ben, "zone", "Europe/Paris").place_name == "France"
    sets(office.ben, "holidays", "DE-BY")
    assert sets(office.ben, "zone", "Asia/Tokyo").place_name == "Germany, Bayern"
    assert sets(office.ben, "holidays", "none").place is None


def test_a_holiday_is_a_day_off_with_a_name(anna: Seller) -> None:
    told = sets(anna, "holidays", "portugal")
    assert told.next_holiday == (date(2026, 4, 3), "Good Friday")
    assert not anna.asking().workdays.is_working(date(2026, 4, 3))
    assert sets(anna, "holidays", "none").next_holiday is None
    assert anna.asking().workdays.is_working(date(2026, 4, 3))


def test_every_country_that_is_offered_has_its_days() -> None:
    assert len(feasts.countries()) > 150
    assert feasts.days("XX", None, 2026, 2026) == frozenset()
    assert feasts.days("DE", "XX", 2026, 2026) == frozenset()
    assert feasts.name_of(None, None, TODAY) == ""


def test_whoever_only_covers_sees_no_more_than_that(office: Office) -> None:
    office.anna.says("add Acme")
    office.ada.says("add Hooli")
    sets(office.anna, "away", "10 mar - 12 mar cover Ben")
    office.ben.becomes(Role.MANAGER)
    with pytest.raises(Refusal):
        office.ben.says("log Hooli call")


def test_a_cover_who_is_away_hands_on_what_they_were_given(office: Office) -> None:
    """For the days on which both are away; then it is the first cover's again."""
    office.anna.says("add Acme")
    sets(office.anna, "away", "10 mar - 12 mar cover Ben")
    sets(office.ben, "away", "11 mar cover Ada")
    assert (todays(office.ben), todays(office.ada)) == ({"Acme": "Anna"}, {})
    office.passes(days=1)
    assert todays(office.ada) == {"Acme": "Anna"}
    office.passes(days=1)
    assert (todays(office.ben), todays(office.ada)) == ({"Acme": "Anna"}, {})


def test_two_who_cover_each_other_are_not_given_their_own_deals_twice(office: Office) -> None:
    office.anna.says("add Acme")
    sets(office.anna, "away", "12 mar - 13 mar cover Ben")
    sets(office.ben, "away", "10 mar - 11 mar cover Anna")
    sets(office.ben, "away", "10 mar - 12 mar")
    office.passes(days=2)
    assert todays(office.ben) == {"Acme": "Anna"}


def test_a_cover_without_a_cover_is_told_that_it_waits(office: Office) -> None:
    sets(office.anna, "away", "10 mar - 12 mar cover Ben")
    told = views.off_words(sets(office.ben, "away", "11 mar"))
    assert "You stand in for Anna, Tue 10 Mar 2026 to Thu 12 Mar 2026." in told
    assert "name a cover of your own" in told
    assert "a cover of your own" not in views.off_words(
        sets(office.ben, "away", "11 mar cover Ada")
    )
