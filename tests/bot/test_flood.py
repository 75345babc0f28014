"""More than a person can mean to ask is refused before it costs anything, and harms nobody else."""

import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.turnstile import MOST_KNOWN, Turnstile
from bot.web import INSTALLS_A_MINUTE
from storage.database import open_database
from tests.bot.app import Coach, Front, deployed
from tests.bot.installs.walk import get, oauth
from tests.bot.person import Person, filled, words
from tests.slack import ANNA, BEN, SlackServer

TOO_FAST = "That is more than I take from one person at a time, so nothing was done with it."
A_MINUTE = 120


@pytest.fixture
def busy(slack: SlackServer, sqlite_url: str, front: Front) -> Iterator[Coach]:
    """A bot with the limit that it has by default."""
    with deployed(slack, sqlite_url, front.serve, requests_a_minute=A_MINUTE) as coach:
        yield coach


def exhaust(person: Person) -> list[str]:
    """Says the same until it is refused; the answers."""
    told = []
    while not told or not told[-1].startswith(TOO_FAST):
        told.append(person.reads("list"))
    return told


def test_a_flood_from_one_member_is_refused_and_holds_nobody_up(busy: Coach) -> None:
    anna, ben = Person(busy, ANNA), Person(busy, BEN)
    ben.types("add Globex")
    answers: Counter[bool] = Counter()

    def flood() -> None:
        for _ in range(40):
            answers[anna.reads("numbers all time").startswith(TOO_FAST)] += 1

    threads = [threading.Thread(target=flood) for _ in range(6)]
    for thread in threads:
        thread.start()
    waited = []
    while any(thread.is_alive() for thread in threads) and len(waited) < 20:
        began = time.perf_counter()
        assert ben.reads("show globex").startswith("Globex.")
        waited.append(time.perf_counter() - began)
    for thread in threads:
        thread.join()
    assert answers[True] > 180
    assert answers[False] >= A_MINUTE // 4
    assert max(waited) < 3.0
    page = busy.bot.runtime.meters.page().decode()
    assert 'deal_coach_request_seconds_count{command="numbers",outcome="too fast"}' in page


def test_whoever_waits_as_told_goes_on(busy: Coach) -> None:
    anna = Person(busy, ANNA)
    assert exhaust(anna)[-1] == f"{TOO_FAST} Please go on in 1 second."
    time.sleep(1)
    assert anna.reads("add Acme").startswith("Added Acme")


def test_a_flood_through_forms_and_menus_loses_nothing_that_was_typed(busy: Coach) -> None:
    anna = Person(busy, ANNA)
    anna.types("add Acme")
    form = anna.opens("log acme")
    exhaust(anna)
    refused = anna.submits(form, {"kind": "Call", "text": "a long story"})
    assert next(iter(refused.errors.values())).startswith(TOO_FAST)
    assert busy.door.options(form, "deal_options", "ac", user=ANNA).body == {"options": []}
    assert "You said: /deal log acme call a long story" in words(
        anna.types('log acme call "a long story"')
    ).replace('"', "")
    assert busy.rows()["touches"] == 0
    time.sleep(1)
    assert filled(form)["deal"] == "Acme"
    assert "a long story" in anna.sends(form, {"kind": "Call", "text": "a long story"}).text


def test_each_asker_has_a_bucket_that_fills_evenly() -> None:
    now = [0.0]
    turnstile = Turnstile(60, lambda: now[0])
    assert [turnstile.wait("anna") for _ in range(15)] == [0] * 15
    assert turnstile.wait("anna") == 1
    assert turnstile.wait("ben") == 0
    now[0] += 0.5
    assert turnstile.wait("anna") == 0.5
    now[0] += 0.5
    assert turnstile.wait("anna") == 0
    now[0] += 3600
    assert [turnstile.wait("anna") for _ in range(16)] == [0] * 15 + [1]


def test_whoever_was_quiet_longest_is_forgotten_first() -> None:
    turnstile = Turnstile(4, lambda: 0.0)
    assert turnstile.wait("anna") == 0
    for number in range(MOST_KNOWN):
        turnstile.wait(f"somebody {number}")
    assert len(turnstile._left) == MOST_KNOWN
    assert turnstile.wait("anna") == 0


def test_installations_are_begun_at_a_measured_pace(
    slack: SlackServer, sqlite_url: str, front: Front
) -> None:
    with deployed(slack, sqlite_url, front.serve, **oauth(slack)) as host:
        found = [get(host, "/slack/install").status for _ in range(INSTALLS_A_MINUTE // 4 + 40)]
        assert set(found) == {302, 429}
        assert host.rows()["install_states"] == Counter(found)[302]


def test_a_server_that_vanished_is_noticed_in_half_a_minute(postgresql_url: str) -> None:
    database = open_database(postgresql_url)
    with database.everywhere.glance() as session:
        told = session.connection.driver_connection.info.get_parameters()
    database.close()
    assert told["tcp_user_timeout"] == "30000"
    assert int(told["keepalives_idle"]) + 3 * int(told["keepalives_interval"]) <= 60


@pytest.mark.parametrize("typed", ["-1", "many", "1.5"])
def test_a_limit_that_is_no_number_ends_in_one_line(
    monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    from bot.settings import SettingsError, read_settings

    monkeypatch.setenv("REQUESTS_A_MINUTE", typed)
    with pytest.raises(SettingsError, match="REQUESTS_A_MINUTE must be a whole number; 0 sets no"):
        read_settings()
