"""Companies that share a deployment have deals of the same names, and never a word in common: not
by the questions alone, nor by the database's walls alone."""

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.bot.apart.town import INSIDE, MARK, PEOPLE, Company, Left, Town, town
from tests.bot.apart.unscoped import unscoped
from tests.bot.sight.rows import Row, every_row
from tests.postgres import PostgresServer

SET = (
    "hour 7:13", "zone Asia/Kathmandu", "days mon-thu", "away 5 may - 6 may", "pause until friday",
    "resume", "list off", "rows 7", "nudges on", "quiet 18:00 8:00", "profile food makers",
    "channel <#C000SALES|sales>", "recap friday", "currency EUR", "dates month first",
    "keep 2 years", "closed 24 dec", "rule prospect_days 9", "warning silence off", "rate EUR 1.08",
    "forget me",
)  # fmt: skip
ROWS = [*every_row(), *(Row("line", "settings", f"settings {one}") for one in SET)]
EACH = {(row.door, row.registry): row for row in ROWS}
"""One row of every command, button, form, menu, shortcut and event."""
HOME = EACH["event", "app_home_opened"]
SPANS = st.sampled_from([1, 1, 1, 1, 6, 6, 24, 24 * 7])
SOAK = pytest.param(10_000, marks=pytest.mark.soak)
BROKEN = "something went wrong"


class Days(RuleBasedStateMachine):
    """Two companies, and whatever their people do."""

    done: ClassVar[int] = 0
    left: ClassVar[set[tuple[str, str]]] = set()

    def __init__(self, place: Town) -> None:
        super().__init__()
        self.town, self.steps = place, 0
        place.begins()
        self.companies = [place.found(letter) for letter in "ab"]
        for company in self.companies:
            place.look(company)

    @rule(
        here=st.integers(0, 1), name=st.sampled_from(PEOPLE), row=st.sampled_from(ROWS),
        foreign=st.booleans(), nth=st.integers(0, 30),
    )  # fmt: skip
    def somebody_asks(self, here: int, name: str, row: Row, foreign: bool, nth: int) -> None:
        """With a number of their own company's, or of the other one's."""
        company, other = self.companies[here], self.companies[1 - here]
        numbers = self.town.carried(other if foreign else company, nth)
        looks = self.steps % 20 == 0
        before = self.town.rows(other) if looks else None
        self.sees(self.town.asks(company, name, row, numbers), company, f"{name} {row}")
        if looks:
            assert self.town.rows(other) == before, f"{row} changed what is not theirs"
            for one in self.companies:
                self.town.look(one)
        Days.left.discard((row.door, row.registry))

    @rule(
        here=st.integers(0, 1), name=st.sampled_from(list(INSIDE)), row=st.sampled_from(ROWS),
        nth=st.integers(0, 30),
    )  # fmt: skip
    def a_member_asks(self, here: int, name: str, row: Row, nth: int) -> None:
        """About what is their company's own."""
        self.somebody_asks(here, name, row, False, nth)

    @rule(
        here=st.integers(0, 1), name=st.sampled_from(list(INSIDE)), row=st.sampled_from(ROWS),
        nth=st.integers(0, 30),
    )  # fmt: skip
    def a_member_asks_about_theirs(self, here: int, name: str, row: Row, nth: int) -> None:
        """With a number that another company's button carries."""
        self.somebody_asks(here, name, row, True, nth)

    @rule(here=st.integers(0, 1), name=st.sampled_from(PEOPLE), nth=st.integers(0, 59))
    def somebody_presses_what_somebody_was_shown(self, here: int, name: str, nth: int) -> None:
        """Here or in the other company."""
        company = self.companies[here]
        shown = [(one, value) for one, value in self.town.buttons if not MARK.search(str(value))]
        row = Row("press", *shown[nth % len(shown)]) if shown else HOME
        self.sees(self.town.asks(company, name, row, self.town.carried(company, 0)), company)

    @rule(hours=SPANS, here=st.integers(0, 1), leaves=st.integers(0, 9))
    def time_passes(self, hours: int, here: int, leaves: int) -> None:
        """Lists, nudges and recaps come; now and then a company takes the app out and in again."""
        self.town.clock.advance(hours=hours)
        with self.town.leaving() as left:
            self.town.bot.pulse.once()
        self.sees(left)
        if leaves == 0:
            company = self.companies[here]
            self.sees(self.town.leaves(company), company)
            self.town.clock.advance(minutes=1)
            self.town.installs(company)

    def sees(self, left: list[Left], by: Company | None = None, what: str = "") -> None:
        """Each workspace gets what has its own mark or none, and whoever asks causes nothing
        elsewhere."""
        self.steps += 1
        Days.done += 1
        for team, words in left:
            found = set(MARK.findall(words.casefold()))
            assert found <= {self.town.marks.get(team)}, f"{what}: {team} was told {found}: {words}"
            assert by is None or team in ("", by.team.id), f"{what}: told in {team}"
            assert BROKEN not in words, f"{what}: {words}"

    def teardown(self) -> None:
        for company in self.companies:
            words = str(self.town.rows(company)).casefold()
            assert set(MARK.findall(words)) == {company.mark}
            self.town.leaves(company)


def live(place: Town, operations: int, steps: int = 100) -> None:
    """So many operations, in companies that are new every hundred steps, and then whatever of the
    product had no turn by chance."""
    Days.done, Days.left = 0, set(EACH)
    run_state_machine_as_test(
        lambda: Days(place),  # type: ignore[arg-type]
        settings=settings(
            max_examples=-(-operations // steps),
            stateful_step_count=steps,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
    assert Days.done >= operations
    by_turns(place, sorted(Days.left))
    assert Days.left == set()
    print(f"\n{Days.done:,} operations in {len(place.marks)} companies: no word crossed")


def by_turns(place: Town, keys: Iterable[tuple[str, str]]) -> None:
    """Ben asks for each of them, here about his own and there about the other company's."""
    rest = Days(place)
    for here, key in zip(itertools.cycle((0, 1)), keys, strict=False):
        rest.somebody_asks(here, "ben", EACH[key], bool(here), 0)
    rest.teardown()


@pytest.fixture
def on_sqlite(sqlite_url: str) -> Iterator[Town]:
    with town(sqlite_url) as place:
        yield place


@pytest.fixture
def on_postgresql(postgresql_url: str) -> Iterator[Town]:
    with town(postgresql_url) as place:
        yield place


@pytest.mark.parametrize("operations", [1000, SOAK])
def test_by_the_questions_alone_nothing_crosses(
    on_sqlite: Town, tmp_path: Path, operations: int
) -> None:
    live(on_sqlite, operations)
    for company in Days(on_sqlite).companies:
        words = on_sqlite.exported(company, tmp_path / company.mark)
        assert set(MARK.findall(words)) == {company.mark}


@pytest.mark.parametrize("operations", [300, SOAK])
def test_by_the_walls_alone_nothing_crosses(on_postgresql: Town, operations: int) -> None:
    with unscoped(on_postgresql.bot.runtime.database.engine) as changed:
        live(on_postgresql, operations)
    assert changed[0] > operations


def test_with_neither_it_would_be_seen(postgres: PostgresServer) -> None:
    url = postgres.fresh_database().replace("coach@", "postgres@")
    with (
        town(url) as place,
        unscoped(place.bot.runtime.database.engine),
        pytest.raises(AssertionError, match=r"was told|told in|not theirs"),
    ):
        by_turns(place, sorted(EACH))
    postgres.drop_database(url)
