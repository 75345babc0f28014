"""Thousands of lists on mornings of crashes, lost replies, slow accepts, 429 and 5xx."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.rounds import DEADLINE
from tests.bot.delivery.office import PAST_THE_LEASE, Crash, Failpoint, Office
from tests.bot.delivery.test_anything import fresh_urls
from tests.bot.delivery.test_failpoints import DOUBT, MESSAGE, ROUND, TICK
from tests.bot.delivery.test_kills import answered
from tests.slack import LostReply, RateLimited, Reset, ServerError, SlackServer, SlowAccept
from tests.slack.faults import Effect

__all__ = ["fresh_urls"]

SELLERS = 150
MORNINGS = 5
IMPATIENT = timedelta(seconds=0.3)
SLOW = SlowAccept(0.4)
EFFECTS: dict[str, Effect] = {
    "the reply is lost": LostReply(),
    "accepted after we gave up": SLOW,
    "429": RateLimited(60),
    "500": ServerError(500),
    "502, accepted": ServerError(502, accepted=True),
    "a reset": Reset(),
}
METHODS = ("chat.postMessage", "chat.postMessage", "conversations.history")
TROUBLES = st.lists(
    st.tuples(st.sampled_from(METHODS), st.sampled_from(sorted(EFFECTS)), st.integers(1, 40)),
    min_size=1,
    max_size=4,
)
DEATHS = st.lists(
    st.tuples(st.sampled_from((*TICK, *ROUND)), st.integers(1, 2))
    | st.tuples(st.sampled_from((*MESSAGE, *DOUBT)), st.integers(1, 40)),
    min_size=1,
    max_size=3,
)


class Mornings(RuleBasedStateMachine):
    """Each step is a morning on which every seller's list is due."""

    counted: ClassVar[Counter[str]] = Counter()

    def __init__(self, fresh_url: Callable[[], str]) -> None:
        super().__init__()
        self.slack = SlackServer()
        self.slack.start()
        self.place = Office(self.slack, fresh_url(), SELLERS)

    @rule(troubles=TROUBLES, deaths=DEATHS)
    def a_morning(
        self, troubles: list[tuple[str, str, int]], deaths: list[tuple[str, int]]
    ) -> None:
        day = self.place.morning()
        faults = [
            self.slack.faults.add(method, EFFECTS[name], times=times)
            for method, name, times in troubles
        ]
        slow = any(EFFECTS[name] == SLOW for _, name, _ in troubles)
        for name, passing in [*deaths, ("never", 1)]:
            self._beats(name, passing, IMPATIENT if slow else DEADLINE)
        self.slack.faults.clear()
        self.counted["failed calls"] += sum(fault.hits for fault in faults)
        self.place.start()
        self.place.settle()
        due, stands = self.place.keys(day), self.place.delivered()
        assert [stands[key] for key in due] == [1] * SELLERS, self.place.statuses()
        self.counted["messages"] += SELLERS

    @invariant()
    def nothing_is_doubled(self) -> None:
        assert all(times == 1 for times in self.place.delivered().values())

    def teardown(self) -> None:
        self.place.stop()
        self.slack.stop()

    def _beats(self, name: str, passing: int, deadline: timedelta) -> None:
        self.place.start(Failpoint(name, passing))
        try:
            self.place.beat(deadline)
        except Crash:
            self.counted["crashes"] += 1
        self._slack_has_read_everything()
        self.place.clock.moment += PAST_THE_LEASE

    def _slack_has_read_everything(self) -> None:
        """Also what was cut off half-way: it reads in turn, and this comes last."""
        client = self.place.runtime.slack.client(self.slack.workspace.token)
        for _ in range(2):
            client.auth_test()
        answered(self.slack)


def live(fresh_url: Callable[[], str], kind: str, wanted: int) -> None:
    """As many lives as it takes for so many messages."""
    Mornings.counted = Counter()
    while Mornings.counted["messages"] < wanted:
        run_state_machine_as_test(
            lambda: Mornings(fresh_url),  # type: ignore[arg-type]
            settings=settings(
                max_examples=2,
                stateful_step_count=MORNINGS,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate],
            ),
        )
    print(f"\n{kind}: {dict(Mornings.counted)}: nothing lost, nothing doubled")
    assert Mornings.counted["crashes"]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_fifteen_hundred_lists_in_all_sorts_of_trouble_stand_once_each(
    fresh_urls: dict[str, Callable[[], str]], kind: str
) -> None:
    live(fresh_urls[kind], kind, 1_500)


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_thirty_thousand_lists_in_all_sorts_of_trouble_stand_once_each(
    fresh_urls: dict[str, Callable[[], str]], kind: str
) -> None:
    live(fresh_urls[kind], kind, 30_000)
