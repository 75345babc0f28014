"""The time machine: lists and recap at their local hours, seen while the clock is moved."""

from collections import defaultdict
from datetime import datetime
from typing import Any

import pytest

from tests.bot.playground_server.page import ANNA, BEN, DIRECT, MAYA, SALES, Page

EVERYBODY = (ANNA, BEN, MAYA)
STEPS = 28


def posted(page: Page, person: str, place: str | None = None) -> list[str]:
    """When the bot's messages for keeps came there, on the person's own wall."""
    messages = page.being(person).state()["messages"][place or DIRECT[person]]
    kept = [m for m in messages if m["whoIsBot"] and not m["ephemeral"]]
    return [f"{datetime.fromisoformat(m['time']):%a %d %b %H:%M}" for m in kept]


def test_an_hour_is_an_hour(page: Page):
    assert page.does("travel", to="+1h")["state"]["now"]["text"] == "Mon 9 Mar 2026, 10:01"


@pytest.mark.parametrize(
    ("person", "wakes"),
    [
        (ANNA, "Tue 10 Mar 2026, 08:30"),
        (BEN, "Mon 9 Mar 2026, 08:30"),
        (MAYA, "Tue 10 Mar 2026, 08:30"),
    ],
)
def test_the_next_morning_is_when_ones_own_list_comes(page: Page, person: str, wakes: str):
    there = page.being(person)
    before = len(posted(page, person))
    state = there.does("travel", to="morning")["state"]
    assert state["now"]["text"] == wakes
    assert len(posted(page, person)) == before + 1
    assert there.newest(state)["text"].startswith(wakes.partition(",")[0])


def test_the_next_morning_follows_the_hour_one_has_set(page: Page):
    page.says("settings hour 7:15")
    assert page.does("travel", to="morning")["state"]["now"]["text"] == "Tue 10 Mar 2026, 07:15"


def test_after_friday_the_next_morning_is_mondays(page: Page):
    for _ in range(5):
        state = page.does("travel", to="morning")["state"]
    assert state["now"]["text"] == "Mon 16 Mar 2026, 08:30"


@pytest.mark.parametrize("person", EVERYBODY)
def test_next_monday_brings_the_recap_wherever_one_is(page: Page, person: str):
    there = page.being(person)
    for number, day in enumerate(("Mon 16 Mar 2026", "Mon 23 Mar 2026"), 2):
        now = there.does("travel", to="monday")["state"]["now"]["text"]
        assert now.startswith(day)
        assert now[-5:] >= "09:00"
        assert len(posted(page, person, SALES)) == number


def test_a_week_that_is_played_brings_every_list_at_its_local_hour_and_one_recap(page: Page):
    seen: dict[str, set[str]] = defaultdict(set)
    grew = 0
    with page.listening() as heard:
        for _ in range(STEPS):
            page.does("travel", to="+6h")
            before = sum(map(len, seen.values()))
            for person in EVERYBODY:
                seen[person] |= set(posted(page, person))
            grew += sum(map(len, seen.values())) > before
    assert page.state()["now"]["text"] == "Mon 16 Mar 2026, 09:01"
    week = ["Mon 09", "Tue 10", "Wed 11", "Thu 12", "Fri 13", "Mon 16"]
    for person in (ANNA, MAYA):
        assert posted(page, person) == [f"{day} Mar 08:30" for day in week]
    assert posted(page, BEN) == [f"{day} Mar 08:30" for day in week[:-1]]
    assert posted(page, ANNA, SALES) == ["Mon 09 Mar 09:00", "Mon 16 Mar 09:00"]
    assert grew >= 5, "the lists came on the way, not all at the end"
    assert heard.count("event: changed") >= STEPS


def test_while_time_passes_colleagues_go_on_unless_somebody_plays_them(page: Page):
    page.does("travel", to="+168h")
    assert "Hudson Provisions $61,000" in recap(page)


def test_whoever_is_played_does_only_what_they_are_told_to(page: Page):
    page.being(BEN).says("list")
    page.does("travel", to="+168h")
    assert "Hudson Provisions $61,000" not in recap(page)


def recap(page: Page) -> str:
    """The recap of the last seven days."""
    return str(page.says("recap"))


def test_the_clock_never_goes_back(page: Page):
    page.does("travel", to="monday")
    before: Any = page.state()["now"]["iso"]
    page.being(MAYA).does("travel", to="+0h")
    assert page.state()["now"]["iso"] == before
