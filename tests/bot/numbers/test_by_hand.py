"""Every figure on a random history equals the one that is counted by hand from the export."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from itertools import product

import pytest

from bot.usecases.numbers import acquisition, coverage, drilling, forecast, funnel, rates, slips
from bot.usecases.requests import Figure
from bot.views.numbers import acquisition as views
from bot.views.numbers.cuts import unpacked
from coaching.numbers.acquisition import Channel
from coaching.numbers.periods import ALL_TIME, Period, last_days, quarter, year
from coaching.numbers.rates import Tally
from storage.numbers.cuts import CATEGORIES, Cut
from tests.bot.numbers.by_hand import ORDER, ByHand
from tests.bot.numbers.history import NOW, exported, written
from tests.bot.numbers.office import Books, books

TODAY = NOW.date()
PERIODS = (quarter(TODAY), quarter(TODAY, -2), year(2025), ALL_TIME)
PARTS = [part.name for part in fields(Tally)]
DIMENSIONS = ("owner", "source", "product", "segment", "competitor")
BEFORE = date(2025, 11, 30)
MIDNIGHT = datetime(2025, 12, 1, tzinfo=UTC)


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)]
)
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Books, dict]]:
    """A history of 2,000 deals, and its export."""
    folder = tmp_path_factory.mktemp("history")
    url = f"sqlite:///{folder / 'deals.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").fresh_database()
    database = written(url, 2_000, seed=7)
    files = exported(database, folder / "out")
    database.close()
    with books(url, NOW, member=1) as found:
        yield found, files


@pytest.fixture(scope="module", params=[None, BEFORE], ids=["now", "then"])
def both(request: pytest.FixtureRequest, told: tuple[Books, dict]) -> tuple[Books, ByHand, date]:
    """The product and the hand, both as of the same day."""
    found, files = told
    day = request.param
    hand = ByHand(files, MIDNIGHT if day else None, day or TODAY)
    return found, hand, day


def closed_periods() -> list[Period]:
    return [period for period in PERIODS if period.first is not None]


def sums(ended) -> dict:
    """A tally with its amounts, as the hand counts them."""
    found = {part: getattr(ended.count, part) for part in PARTS}
    for code, tally in ended.amounts.items():
        found |= {(part, code): getattr(tally, part) for part in PARTS}
    return {key: value for key, value in found.items() if value}


def test_rates_equal_the_hand_s(both) -> None:
    found, hand, day = both
    for by, period in product(DIMENSIONS, PERIODS):
        told = found.asks(rates.look, Figure("numbers", period, by, day))
        groups = {group.label.casefold(): sums(group.ended) for group in told.groups}
        groups[""] = groups.pop("nothing noted", {})
        wanted = hand.rates(period.first, period.last, by)
        wanted.setdefault("", {})
        assert groups == {name: dict(counter) for name, counter in wanted.items()}
        cycles = {k: (c.count, c.mean, c.median) for k, c in told.cycles.items()}
        by_hand = hand.cycles(period.first, period.last)
        assert cycles.keys() == by_hand.keys()
        for kind, one in by_hand.items():
            assert cycles[kind] == pytest.approx(one)


def test_rows_behind_a_figure_add_up_to_it(both) -> None:
    found, _, day = both
    if day is not None:
        return
    for period in closed_periods():
        whole = found.asks(rates.look, Figure("numbers", period)).whole
        for part in PARTS:
            drilled = found.asks(drilling.drill, Cut(part, period), whole=True)
            assert drilled.total == getattr(whole.count, part)
            assert len(drilled.rows) == drilled.total
            for code, total in drilled.sums.items():
                assert total == getattr(whole.amounts[code], part)
                rows = (row.amount.amount for row in drilled.rows if row.amount
                        and row.amount.currency == code)  # fmt: skip
                assert sum(rows) == total
        by_source = found.asks(rates.look, Figure("numbers", period, "source"))
        for group in by_source.groups:
            cut = Cut("closed", period, "source", group.key or None)
            drilled = found.asks(drilling.drill, cut, whole=True)
            assert drilled.total == group.ended.count.closed


def test_every_button_of_every_number_opens_the_rows_that_add_up_to_it(both) -> None:
    found, _, day = both
    for period in (quarter(TODAY), quarter(TODAY, -2)):
        told = found.asks(forecast.look, Figure("forecast", period, as_of=day))
        for kind, lies in {"won": None, **CATEGORIES}.items():
            slots = [slot for slot in told.slots if slot.category == lies]
            drilled = found.asks(drilling.drill, Cut(kind, period, as_of=day), whole=True)
            assert drilled.total == sum(slot.count for slot in slots)
            sums = Counter({slot.currency: 0 for slot in slots if slot.currency})
            for slot in slots:
                sums[slot.currency] += slot.total
            assert {code: total for code, total in sums.items() if total and code} == drilled.sums
    year = last_days(day or TODAY, 365)
    costs = found.asks(acquisition.costs, Figure("cost report", year, "source", day))
    for part in costs.parts:
        cut = Cut("created", year, "source", part.key or None, day)
        assert found.asks(drilling.drill, cut).total == part.through["lead"]
    sold = found.asks(acquisition.channels, Figure("channels", year, as_of=day))
    totals = [one.open for one in sold.sold if one.open] + [one.won for one in sold.sold if one.won]
    drills = [unpacked(one.value)[0] for one in views.channels(sold).drills]
    assert [found.asks(drilling.drill, one).total for one in drills] == totals


def test_the_forecast_equals_the_hand_s(both) -> None:
    found, hand, day = both
    for period in closed_periods():
        told = found.asks(forecast.look, Figure("forecast", period, as_of=day))
        slots = {}
        for slot in told.slots:
            key = (slot.category.value if slot.category else None, slot.inside, slot.currency)
            slots |= {(key, "n"): slot.count, (key, "sum"): slot.total}
        assert slots == dict(hand.slots(period.first, period.last))
        assert all(one.number <= one.upside for one in told.blood.values())
        covers = found.asks(coverage.look, Figure("coverage", period, as_of=day)).coverage
        commit = sum(s.total for s in told.slots if s.currency == "USD" and s.category == "Commit")
        assert covers.commit == commit


def test_the_funnel_equals_the_hand_s(both) -> None:
    found, hand, day = both
    for period in closed_periods():
        told = found.asks(funnel.look, Figure("funnel", period, as_of=day))
        furthest = hand.furthest(period.first, period.last)
        through = {
            stage: sum(furthest[later] for later in ORDER[number:])
            for number, stage in enumerate(ORDER)
        }
        assert {stage.value: count for stage, count in told.through.items()} == through
        for one in told.created:
            count, amounts = hand.qualified(one.period.first, one.period.last)
            assert (one.count, one.amounts) == (count, dict(amounts))
    if day is None:
        aged = {(a.stage.value, a.buying_stage or ""): a for a in told.aged}
        for place, (count, mean, oldest) in hand.aging().items():
            assert (aged[place].count, aged[place].oldest) == (count, oldest)
            assert aged[place].mean == pytest.approx(mean)


def test_slips_equal_the_hand_s(both) -> None:
    found, hand, day = both
    for period in closed_periods():
        told = found.asks(slips.look, Figure("slips", period, as_of=day), whole=True)
        counted = told.counted
        assert (
            counted.pushed, counted.days, counted.deals, counted.pulled, counted.dropped
        ) == hand.slips(period.first, period.last)  # fmt: skip
        assert told.left == len(hand.slipped(period.first, period.last))
        later = [s for s in told.log if s.to_on and s.from_on and s.to_on > s.from_on]
        assert len(later) == counted.pushed


def test_channels_and_cost_equal_the_hand_s(told: tuple[Books, dict]) -> None:
    found, files = told
    hand, period = ByHand(files, None, TODAY), last_days(TODAY, 365)
    sold = found.asks(acquisition.channels, Figure("channels", period)).sold
    wanted = hand.channels(period.first, period.last, [1_000, 10_000, 100_000, 250_000])
    assert {
        list(Channel).index(one.channel): (
            one.open, one.open_total, one.won, one.won_total, one.closed
        )
        for one in sold
    } == wanted  # fmt: skip
    for by in ("source", "product", "owner"):
        cost = found.asks(acquisition.costs, Figure("cost report", period, by))
        spread = sum(part.spend for part in cost.parts)
        missing = cost.unplaced if by != "source" else 0
        assert float(spread + missing) == pytest.approx(float(cost.whole.spend))
        won = sum(
            d["amount"] != "" and d["currency"] == "USD" and float(d["amount"])
            for d in hand.closed(period.first, period.last) if d["outcome"] == "won"
        )  # fmt: skip
        assert float(cost.whole.revenue) == pytest.approx(won)
        furthest = hand.furthest(period.first, period.last)
        assert cost.whole.through["lead"] == sum(furthest.values())
