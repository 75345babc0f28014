"""Crashes, lost replies, sleep, wrong clocks, moving members: no list is lost or doubled."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.usecases.asking import Asking
from bot.usecases.settling import set_one
from storage import members
from storage import settings as workspaces
from tests.bot.delivery.office import PAST_THE_LEASE, ROUNDS, Failpoint, Office
from tests.bot.delivery.test_failpoints import DOUBT, MESSAGE, ROUND, TICK
from tests.postgres import PostgresServer
from tests.slack import TEAM, LostReply, RateLimited, Reset, ServerError, SlackServer

SELLERS = 2
ZONES = ("Europe/Lisbon", "Asia/Kathmandu", "America/Los_Angeles", "Pacific/Auckland")
HOURS = ("6:00", "8:30", "22:30")
LOST, HALF_LOST = LostReply(), ServerError(502, accepted=True)
TROUBLES = (LOST, HALF_LOST, ServerError(500), RateLimited(60), Reset())
METHODS = ("chat.postMessage", "chat.postMessage", "conversations.history", "conversations.open")
SURELY_IN_TIME = timedelta(hours=3)
SELLER = st.integers(0, SELLERS - 1)


class Plan:
    """What a seller has asked for, and since when; the test's own reckoning of the schedule."""

    def __init__(self, now: datetime) -> None:
        self.zone, self.hour = "UTC", time(8, 30)
        self.since = now.date()

    def due(self, day: date) -> datetime:
        return datetime.combine(day, self.hour, ZoneInfo(self.zone)).astimezone(UTC)

    def today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.zone)).date()


class Days(RuleBasedStateMachine):
    """Two sellers with something to do every day, and whatever may happen to them."""

    checked = 0

    def __init__(self, fresh_url: Callable[[], str]) -> None:
        super().__init__()
        self.slack = SlackServer()
        self.slack.start()
        self.place = Office(self.slack, fresh_url(), SELLERS)
        self.latest = self.place.clock.moment
        self.plans = [Plan(self.latest) for _ in range(SELLERS)]

    @property
    def now(self) -> datetime:
        return self.place.clock.moment

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        """With a beat every hour."""
        for _ in range(hours):
            self.place.clock.advance(hours=1)
            self.place.dies()

    @rule(hours=st.integers(1, 80))
    def everything_sleeps(self, hours: int) -> None:
        self.place.clock.advance(hours=hours)

    @rule(hours=st.integers(1, 24))
    def the_clock_is_set_back(self, hours: int) -> None:
        self.latest = max(self.latest, self.now)
        self.place.clock.advance(hours=-hours)

    @rule(name=st.sampled_from((*TICK, *ROUND, *MESSAGE, *DOUBT)), passing=st.integers(1, 3))
    def the_next_process_will_die(self, name: str, passing: int) -> None:
        self.place.start(Failpoint(name, passing))

    @rule(
        method=st.sampled_from(METHODS), trouble=st.sampled_from(TROUBLES), times=st.integers(1, 3)
    )
    def slack_will_fail(self, method: str, trouble: LostReply, times: int) -> None:
        self.slack.faults.add(method, trouble, times=times)

    @rule()
    def a_minute_later(self) -> None:
        self.place.clock.advance(minutes=1)
        self.place.dies()

    @rule(seller=SELLER, zone=st.sampled_from(ZONES))
    def somebody_flies(self, seller: int, zone: str) -> None:
        self._sets(seller, "zone", zone)
        self.plans[seller].zone = zone
        self.plans[seller].since = self.plans[seller].today(self.now)

    @rule(seller=SELLER, hour=st.sampled_from(HOURS))
    def somebody_sleeps_longer(self, seller: int, hour: str) -> None:
        self._sets(seller, "hour", hour)
        self.plans[seller].hour = time.fromisoformat(hour.zfill(5))
        self.plans[seller].since = self.plans[seller].today(self.now)

    @rule(seller=SELLER, late=st.integers(0, 150), beats=st.integers(1, 3))
    def a_list_falls_due(self, seller: int, late: int, beats: int) -> None:
        """Perhaps after a sleep; in whatever trouble; then all is well again."""
        plan = self.plans[seller]
        day = plan.today(max(self.now, self.latest)) + timedelta(days=1)
        day += timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
        self.place.clock.moment = plan.due(day) + timedelta(minutes=late)
        for _ in range(beats):
            self.place.dies()
            self.place.clock.moment += PAST_THE_LEASE
        self.all_is_well_for_half_an_hour()

    @rule()
    def all_is_well_for_half_an_hour(self) -> None:
        """Then whatever was due in the last hours stands in Slack."""
        self.slack.faults.clear()
        self.place.start()
        due = [self._due_lately(seller) for seller in range(SELLERS)]
        for _ in range(ROUNDS):
            self.place.beat()
            if not self.place.waiting():
                break
            self.place.clock.moment += PAST_THE_LEASE
        delivered = self.place.delivered()
        for seller, day in enumerate(due):
            if day is not None:
                assert delivered[self._key(seller, day)] == 1, f"seller {seller} lost {day}"
                Days.checked += 1

    @invariant()
    def nothing_is_doubled(self) -> None:
        assert all(times == 1 for times in self.place.delivered().values())

    def teardown(self) -> None:
        try:
            self.all_is_well_for_half_an_hour()
            self.nothing_is_doubled()
        finally:
            self.place.stop()
            self.slack.stop()

    def _due_lately(self, seller: int) -> date | None:
        """The day whose list must come now, at the latest: it is due, and not late."""
        plan = self.plans[seller]
        day = plan.today(self.now)
        age = self.now - plan.due(day)
        expected = (
            timedelta(0) <= age <= SURELY_IN_TIME
            and day.weekday() < 5
            and day > plan.since
            and plan.due(day) > self.latest
            and plan.today(self.now + PAST_THE_LEASE * ROUNDS) == day
        )
        return day if expected else None

    def _key(self, seller: int, day: date) -> str:
        return self.place.keys(day)[seller]

    def _sets(self, seller: int, name: str, value: str) -> None:
        with self.place.runtime.database.everywhere.begin() as session:
            member = members.by_slack_id(session, TEAM, self.place.users[TEAM][seller])
            workspace = workspaces.workspace(session, TEAM)
            assert member
            assert workspace
            set_one(session, Asking(member, workspace, self.now), name, value)


def live(fresh_url: Callable[[], str], examples: int, steps: int) -> None:
    """So many lives of so many steps."""
    Days.checked = 0
    run_state_machine_as_test(
        lambda: Days(fresh_url),  # type: ignore[arg-type]
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # a shorter life is not worth minutes of shrinking
        ),
    )

    print(f"\n{examples} lives of {steps} steps, {Days.checked} lists asked for in time: all there")


@pytest.fixture
def fresh_urls(tmp_path: Path, postgres: PostgresServer) -> dict[str, Callable[[], str]]:
    """How to come by an empty database, by kind."""
    numbers = itertools.count()
    return {
        "sqlite": lambda: f"sqlite:///{tmp_path / f'{next(numbers)}.db'}",
        "postgresql": postgres.fresh_database,
    }


@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 6), ("postgresql", 4)])
def test_whatever_happens_no_list_is_lost_or_doubled(
    fresh_urls: dict[str, Callable[[], str]], kind: str, examples: int
) -> None:
    live(fresh_urls[kind], examples, steps=20)


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_in_two_hundred_lives_no_list_is_lost_or_doubled(
    fresh_urls: dict[str, Callable[[], str]], kind: str
) -> None:
    live(fresh_urls[kind], 200, steps=40)
    assert Days.checked > 100
