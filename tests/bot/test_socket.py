"""Socket Mode: the same day over one socket, through a refresh and repeated deliveries."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bot.app import Coach, deployed
from tests.bot.person import Person, words
from tests.bot.shape import slack_faults
from tests.slack import ANNA, SlackServer, SocketDoor


@pytest.fixture
def wired(slack: SlackServer, sqlite_url: str) -> Iterator[Coach]:
    """A bot of its own over Socket Mode; whatever it said is checked at the end."""
    with deployed(slack, sqlite_url, "socket") as coach:
        yield coach
        assert slack_faults(slack, coach.checked) == []


def test_a_whole_day_over_the_socket(wired: Coach) -> None:
    anna = Person(wired, ANNA)
    anna.types("add Acme 12k stage opportunity close 20 march")
    anna.types("add Globex")
    anna.types("add Initech")
    wired.morning("2026-03-03")
    (monday,) = anna.messages()
    form = anna.presses_for_a_form(monday, "Log on Globex")
    assert "with Globex" in anna.sends(form, {"kind": "Mail", "text": "sent the deck"}).text
    parked = anna.presses(monday, "Park Initech")
    anna.presses(parked, "Undo")
    change = anna.presses_for_a_form(anna.types("won globex 5k"), "Change")
    assert "Won Globex for $6,000" in anna.sends(change, {"amount": "6k"}).text
    wired.bot.pulse.once()
    assert "~" in words(monday)
    assert "*Initech*" in words(anna.looks_at_home())
    wired.morning("2026-03-04")
    assert "*Acme*" in words(anna.messages()[-1])


def test_a_delivery_twenty_times_at_once_is_written_once(wired: Coach) -> None:
    Person(wired, ANNA).types("add Acme")
    door = wired.door
    assert isinstance(door, SocketDoor)
    door.patience = 10.0
    delivery = door.build.command('log acme call "hi"', ANNA)
    with ThreadPoolExecutor(20) as pool:
        statuses = {answer[0] for answer in pool.map(door.send, [delivery] * 20)}
    assert statuses == {200}
    assert wired.rows()["touches"] == 1


def test_the_socket_is_opened_anew_when_slack_asks_for_it(wired: Coach) -> None:
    anna, sockets = Person(wired, ANNA), wired.slack.sockets
    assert anna.reads("add Acme").startswith("Added Acme")
    sockets.refresh()
    sockets.wait(opened=2)
    assert anna.reads("add Globex").startswith("Added Globex")
    assert wired.rows()["deals"] == 2


def test_only_the_app_token_opens_the_socket(wired: Coach) -> None:
    opened = wired.slack.calls("apps.connections.open")
    assert [call.token for call in opened] == [wired.slack.app_token]
    assert all(
        call.token == wired.slack.workspace.token
        for call in wired.slack.requests
        if call not in opened
    )
