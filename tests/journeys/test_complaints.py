"""What users of such products complain about, as far as it is a matter of timing or of noise."""

from collections.abc import Callable
from datetime import date, datetime, time
from itertools import pairwise

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


def test_daylight_saving(world: Begin) -> None:
    """New York changes its clocks on 8 March, Lisbon on the 29th: half past eight stays so."""
    life = world(at("2026-03-05", "18:00"))
    for user in (ANNA, BEN):
        life.person(user).types("add Acme")
    life.until(at("2026-03-31", "20:00"))
    for user, zone in ((ANNA, LISBON), (BEN, NEW_YORK)):
        assert {local(message, zone)[1] for message in life.lists(user)} == {time(8, 30)}
        assert len(days(life, user, zone)) == len(set(days(life, user, zone))) == 18


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


def nudges(life: World, user: str) -> list[str]:
    """What came between two lists."""
    return [words(message) for message in life.lists(user) if "Less like this" in words(message)]


def test_a_nudge_comes_for_whom_asked_for_it_alone(world: Begin) -> None:
    """Off by default: everything is said in the list."""
    life = world(at("2026-04-07", "10:00"))
    anna, ben = life.person(ANNA), life.person(BEN)
    for person, hour in ((anna, "15:00"), (ben, "11:30")):
        person.types("add Acme stage opportunity close 20 april")
        person.types(f"next acme today {hour} “send SOC 2”")
    anna.types("settings nudges on")
    life.until(at("2026-04-07", "22:00"))
    (told,) = nudges(life, ANNA)
    assert "*Acme*: You promised it for 15:00 today: send SOC 2." in told
    assert nudges(life, BEN) == []


def test_a_nudge_that_ignores_the_call_just_logged(world: Begin) -> None:
    """A touch logged in the same minute silences it, also when it waits in the outbox."""
    life = world(at("2026-04-07", "10:00"))
    anna = life.person(ANNA)
    anna.types("settings nudges on")
    anna.types("add Acme stage opportunity close 20 april")
    anna.types("next acme today 15:00")
    life.until(at("2026-04-07", "12:40"))
    anna.types("log acme call")
    life.until(at("2026-04-07", "23:00"))
    assert nudges(life, ANNA) == []


def test_messages_that_are_muted_within_a_week(world: Begin) -> None:
    """Twelve buyers wait, nothing is worked: at most two nudges a day, and no deal twice soon."""
    life = world(at("2026-04-06", "10:00"))
    anna = life.person(ANNA)
    anna.types("settings nudges on")
    for number in range(12):
        anna.types(f"add Deal{number} stage opportunity close 20 april")
        anna.types(f"log deal{number} mail in “please call”")
    life.until(at("2026-04-13", "09:00"))
    came: dict[date, int] = {}
    told: dict[str, list[date]] = {}
    for message in life.lists(ANNA):
        if "Less like this" in words(message):
            day, minute = local(message, LISBON)
            assert 8 <= minute.hour < 18
            came[day] = came.get(day, 0) + 1
            told.setdefault(words(message).split("*")[1], []).append(day)
    assert set(came.values()) == {2}
    assert set(came) <= {*april(7, 8, 9, 10, 13)}
    gaps = [later - one for on in told.values() for one, later in pairwise(on)]
    assert all(gap.days >= 3 for gap in gaps)


def test_less_like_this_is_obeyed(world: Begin) -> None:
    life = world(at("2026-04-07", "10:00"))
    anna = life.person(ANNA)
    anna.types("settings nudges on")
    for number in range(3):
        anna.types(f"add Deal{number} stage opportunity close 20 april")
        anna.types(f"log deal{number} mail in “please call”")
    life.until(at("2026-04-08", "12:00"))
    message = next(one for one in life.lists(ANNA) if "Less like this" in words(one))
    assert (
        "No more messages about answers that are owed"
        in anna.presses(message, "Less like this").text
    )
    before = len(nudges(life, ANNA))
    life.until(at("2026-04-09", "20:00"))
    assert len(nudges(life, ANNA)) == before


def test_duplicates(world: Begin) -> None:
    """A clock that is set back by a day sends no second list and no second nudge."""
    life = world(at("2026-04-07", "10:00"))
    anna = life.person(ANNA)
    anna.types("settings nudges on")
    anna.types("add Acme stage opportunity close 20 april")
    anna.types("log acme mail in “please call”")
    life.until(at("2026-04-09", "20:00"))
    life.clock.moment = at("2026-04-08", "07:00")
    life.until(at("2026-04-09", "20:00"))
    assert set(life.slack.messages_by_key().values()) == {1}


def test_no_snooze(world: Begin) -> None:
    """One press, and the deal comes back on that day and not before."""
    life = world(at("2026-04-07", "10:00"))
    anna = life.person(ANNA)
    anna.types("add Acme")
    anna.types("add Globex")
    life.until(at("2026-04-08", "12:00"))
    first = next(iter(rows(life.lists(ANNA)[-1])))
    anna.types(f"snooze {first} 2d")
    life.until(at("2026-04-09", "12:00"))
    assert first not in rows(life.lists(ANNA)[-1])
    life.until(at("2026-04-10", "12:00"))
    assert first in rows(life.lists(ANNA)[-1])


def test_data_entry(world: Begin) -> None:
    """A word below the list is enough; what is not sure is asked with buttons."""
    life = world(at("2026-04-07", "10:00"))
    anna = life.person(ANNA)
    anna.types("add Acme")
    life.until(at("2026-04-08", "12:00"))
    anna.door.says("called, she signs on friday", user=ANNA)
    life.slack.wait_for(lambda: len(life.lists(ANNA)) > 1)
    assert "Logged a call with *Acme*" in words(life.lists(ANNA)[-1])
    assert life.coach.values("touches", "kind") == ["call"]


def test_calls_on_a_bad_day(world: Begin) -> None:
    """Low today: the desk is left, calls come back on the next working day; nobody else sees it."""
    life = world(at("2026-04-07", "10:00"))
    anna = life.person(ANNA)
    anna.types("add Lead")
    anna.types("add Acme stage opportunity close 20 april")
    life.until(at("2026-04-09", "05:00"))
    assert "No calls today" in anna.reads("mojo low")
    life.until(at("2026-04-10", "12:00"))
    today, tomorrow = (rows(message) for message in life.lists(ANNA)[-2:])
    assert list(today) == ["Lead"]
    assert "Acme" in tomorrow
    assert "whole list again" in anna.reads("mojo ok")


def test_a_bad_day_without_desk_work_is_not_called_empty(world: Begin) -> None:
    """Nothing is asked for, and what waits is counted: it is not “nothing is due”."""
    life = world(at("2026-04-07", "10:00"))
    anna = life.person(ANNA)
    anna.types("add Acme stage opportunity close 20 april")
    life.until(at("2026-04-09", "05:00"))
    anna.types("mojo low")
    assert "1 deal can wait" in anna.reads("today")
    assert "1 deal can wait" in words(anna.looks_at_home())
