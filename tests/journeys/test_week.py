"""A deal's week, told three times at once: in Lisbon, New York and Kathmandu."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.bot.person import words
from tests.journeys.world import ANNA, BEN, GENERAL, TICK, World, at, local, rows
from tests.slack import Message

KIT = "U00000KIT"
WEEKS = {
    "the week before New York springs forward": "2026-03-02",
    "the week before Lisbon springs forward": "2026-03-23",
    "the week before Lisbon falls back": "2026-10-19",
    "the week before New York falls back": "2026-10-26",
}


@dataclass(frozen=True)
class Seller:
    """Somebody who works a deal of their own, somewhere."""

    user: str
    zone: str
    deal: str

    def moment(self, monday: date, days: int, clock: str) -> datetime:
        """A moment of the story, by this seller's clock."""
        return at((monday + timedelta(days=days)).isoformat(), clock, self.zone)


SELLERS = (
    Seller(ANNA, "Europe/Lisbon", "Acme"),
    Seller(BEN, "America/New_York", "Globex"),
    Seller(KIT, "Asia/Kathmandu", "Initech"),
)


@pytest.mark.parametrize("first_day", WEEKS.values(), ids=WEEKS.keys())
def test_a_logged_call_ticks_todays_list_and_the_recap_tells_the_move(
    world: Callable[[datetime], World], first_day: str
) -> None:
    """Monday to Monday: added, due, ticked, gone, told; each at their own half past eight."""
    monday = date.fromisoformat(first_day)
    life = world(at(first_day, "00:00"))
    life.slack.workspace.add_user(KIT, "kit", tz="Asia/Kathmandu")
    life.slack.user(ANNA).is_admin = True
    life.person(ANNA).types("help")  # whoever comes first gives the workspace its zone
    for moment, happens in sorted(
        (scene for seller in SELLERS for scene in scenes(life, seller, monday)),
        key=lambda scene: scene[0],
    ):
        life.until(moment)
        happens()
    life.until(at(str(monday + timedelta(days=7)), "18:00"))

    for seller in SELLERS:
        assert_one_list_each_working_day(life, seller, monday)
    assert_the_recap_tells_the_moves(life, monday)
    assert set(life.slack.messages_by_key().values()) == {1}
    assert set(life.statuses()) == {"sent"}


def scenes(
    life: World, seller: Seller, monday: date
) -> list[tuple[datetime, Callable[[], object]]]:
    """What one seller does that week, and sees."""
    person = life.person(seller.user)

    def begins() -> None:
        if seller.user == ANNA:
            assert "Next recap" in person.reads("settings channel #general")
        person.types("settings holidays none")
        person.types(f"add {seller.deal} stage opportunity close in three weeks")
        person.types(f'log {seller.deal} call "They want to see it"')
        person.types(f"add Lead of {seller.deal}")

    def moves_on() -> None:
        assert f"{seller.deal}" in rows(today(life, seller))
        person.types(f"move {seller.deal} short list")

    def logs_on_thursday() -> None:
        message = today(life, seller)
        before = rows(message)
        assert set(before) == {seller.deal, f"Lead of {seller.deal}"}
        assert "last call 3 days ago" in words(message)
        assert "on the table a deal is touched every 2 to 3 days" in words(message)
        person.types(f'log {seller.deal} call "Price agreed"')
        life.tick()
        assert rows(message) == before
        assert f"~{before.index(seller.deal) + 1}. {seller.deal}~" in words(message)
        assert len(message.edits) == 1
        assert message.edits[0]["ts"] == message.ts

    def looks_on_friday() -> None:
        assert rows(today(life, seller)) == [f"Lead of {seller.deal}"]

    return [
        (seller.moment(monday, 0, "10:00"), begins),
        (seller.moment(monday, 2, "15:00"), moves_on),
        (seller.moment(monday, 3, "11:00"), logs_on_thursday),
        (seller.moment(monday, 4, "12:00"), looks_on_friday),
    ]


def today(life: World, seller: Seller) -> Message:
    """The newest list, which is today's."""
    message = life.lists(seller.user)[-1]
    assert local(message, seller.zone)[0] == life.now.astimezone(ZoneInfo(seller.zone)).date()
    return message


def assert_one_list_each_working_day(life: World, seller: Seller, monday: date) -> None:
    """The first on Tuesday, none at the weekend, each within a tick of half past eight."""
    due = [monday + timedelta(days=days) for days in (1, 2, 3, 4, 7)]
    lists = [local(message, seller.zone) for message in life.lists(seller.user)]
    assert [day for day, _ in lists] == due
    earliest = time(8, 30)
    latest = (datetime.combine(monday, earliest) + TICK).time()
    assert all(earliest <= minute < latest for _, minute in lists), lists


def assert_the_recap_tells_the_moves(life: World, monday: date) -> None:
    """Once, on Monday at nine of the workspace's own clock."""
    (recap,) = life.slack.messages(channel=GENERAL)
    assert local(recap, "Europe/Lisbon") == (monday + timedelta(days=7), time(9, 0))
    (moved,) = [line for line in words(recap).splitlines() if line.startswith("*Moved on:*")]
    assert moved.startswith("*Moved on:* 3 (")
    for seller in SELLERS:
        assert f"{seller.deal} to short list" in moved
