"""What users of such products complain about, as far as it is a matter of timing or of noise."""

from collections.abc import Callable
from datetime import date, datetime

from tests.bot.person import words
from tests.journeys.world import ANNA, BEN, World, at, local, rows

Begin = Callable[[datetime], World]
LISBON = "Europe/Lisbon"
NEW_YORK = "America/New_York"


def days(life: World, user: str, zone: str) -> list[date]:
    """The local days on which somebody's lists came."""
    return [local(message, zone)[0] for message in life.lists(user)]


def april(*numbers: int) -> list[date]:
    """Days of April 2026."""
    return [date(2026, 4, number) for number in numbers]


def test_pings_on_holidays(world: Begin) -> None:
    """Good Friday is off in Lisbon, and a working day in New York."""
    life = world(at("2026-04-01", "10:00"))
    for user in (ANNA, BEN):
        life.person(user).types("add Acme")
    life.until(at("2026-04-06", "20:00"))
    assert days(life, ANNA, LISBON) == april(2, 6)
    assert days(life, BEN, NEW_YORK) == april(2, 3, 6)


def test_pings_on_leave(world: Begin) -> None:
    """Away from Thursday, back on Wednesday; meanwhile the cover has the rows, and says whose."""
    life = world(at("2026-04-07", "10:00"))
    anna, ben = life.person(ANNA), life.person(BEN)
    ben.types("help")
    anna.types("add Acme")
    assert "Ben covers" in anna.reads("settings away 9 apr - 14 apr cover Ben").replace(
        "ben", "Ben"
    )
    life.until(at("2026-04-15", "20:00"))
    assert days(life, ANNA, LISBON) == april(8, 15)
    shown = {
        day: words(message)
        for day, message in zip(days(life, BEN, NEW_YORK), life.lists(BEN), strict=True)
    }
    assert "Acme" not in shown[date(2026, 4, 8)]
    assert all("*Acme*  for" in shown[date(2026, 4, day)] for day in (9, 10, 13, 14))
    assert "*Acme*" not in shown.get(date(2026, 4, 15), "")


def test_pings_while_all_is_closed(world: Begin) -> None:
    """An admin closes the workspace; nobody has to do anything else."""
    life = world(at("2026-12-22", "10:00"))
    life.slack.user(ANNA).is_admin = True
    for user in (ANNA, BEN):
        life.person(user).types("add Acme")
    life.person(ANNA).types("settings closed 24 dec - 1 jan")
    life.until(at("2027-01-05", "20:00"))
    for user, zone in ((ANNA, LISBON), (BEN, NEW_YORK)):
        assert days(life, user, zone) == [date(2026, 12, 23), date(2027, 1, 4), date(2027, 1, 5)]


def test_no_date_to_wait_for(world: Begin) -> None:
    """An agreed day keeps a deal off the list until then, and brings it back on it."""
    life = world(at("2026-04-07", "10:00"))
    anna = life.person(ANNA)
    anna.types("add Acme stage opportunity close 20 april")
    anna.types("add Lead")
    anna.types("next acme 15 apr “security review”")
    life.until(at("2026-04-15", "20:00"))
    named = {
        day: list(rows(message))
        for day, message in zip(days(life, ANNA, LISBON), life.lists(ANNA), strict=True)
    }
    assert all("Acme" not in names for day, names in named.items() if day < date(2026, 4, 15))
    assert named[date(2026, 4, 15)][0] == "Acme"


def test_wrong_time_zone(world: Begin) -> None:
    """Who flies from Lisbon to Tokyo gets the next list by Tokyo's clock, and one a day."""
    life = world(at("2026-04-07", "10:00"))
    life.person(ANNA).types("add Acme")
    life.until(at("2026-04-08", "11:00"))
    life.slack.user(ANNA).tz = "Asia/Tokyo"
    life.until(at("2026-04-10", "23:00"))
    came = life.lists(ANNA)
    assert [local(message, LISBON)[0] for message in came[:1]] == april(8)
    assert [local(message, "Asia/Tokyo")[0] for message in came[1:]] == april(9, 10)
    assert all(local(message, "Asia/Tokyo")[1].hour == 8 for message in came[1:])


def test_wrong_time_zone_after_it_was_set_by_hand(world: Begin) -> None:
    """A zone that somebody chose stays, whatever Slack says."""
    life = world(at("2026-04-07", "10:00"))
    anna = life.person(ANNA)
    anna.types("add Acme")
    anna.types("settings zone Europe/Lisbon")
    life.slack.user(ANNA).tz = "Asia/Tokyo"
    life.until(at("2026-04-10", "20:00"))
    assert days(life, ANNA, LISBON) == april(8, 9, 10)
    assert all(local(message, LISBON)[1].hour == 8 for message in life.lists(ANNA))


def test_who_has_left_is_written_to_no_more(world: Begin) -> None:
    life = world(at("2026-04-07", "10:00"))
    life.person(ANNA).types("add Acme")
    life.until(at("2026-04-08", "11:00"))
    life.slack.user(ANNA).deleted = True
    life.until(at("2026-04-13", "20:00"))
    assert days(life, ANNA, LISBON) == april(8)
