"""Every figure that any number tells equals the one counted by hand from the export."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.grammar.figures import BY, MODES
from bot.handlers.numbers import KINDS
from bot.usecases.requests import Figure
from bot.views.numbers.report import Report
from coaching.money import Money
from coaching.numbers.periods import ALL_TIME, Period, last_days, quarter, year
from tests.bot.numbers.by_hand import ByHand
from tests.bot.numbers.hand.acquisition import Acquisition
from tests.bot.numbers.hand.coverage import Coverage
from tests.bot.numbers.hand.forecast import Forecast
from tests.bot.numbers.hand.funnel import Funnel
from tests.bot.numbers.hand.rates import Rates
from tests.bot.numbers.hand.words import Told
from tests.bot.numbers.history import NOW, SELLER_COST, exported, written
from tests.bot.numbers.office import Books, books


class Teller(Rates, Forecast, Coverage, Funnel, Acquisition):
    """Every number, counted by hand."""


TODAY, BEFORE = NOW.date(), date(2025, 11, 30)
MIDNIGHT = datetime(2025, 12, 1, tzinfo=UTC)
NEAR = 14
NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
FORMULA = re.compile(r"(?m)^_.*_$")
STATIC = ("Healthy is a close rate", "About 100 prospects", "COCA ratio = ", "Each step is")
Expected = Callable[[Teller, Figure], Told]
COMMANDS: dict[str, Expected] = {
    "numbers": lambda t, f: t.numbers(f.period.first, f.period.last, f.by),
    "forecast": lambda t, f: t.forecast(f.period.first, f.period.last, f.mode, NEAR),
    "coverage": lambda t, f: t.coverage(f.period.first, f.period.last, f.mode),
    "funnel": lambda t, f: t.funnel(f.period.first, f.period.last),
    "plan": lambda t, f: t.plan(int(f.amount.amount), f.period.days),
    "slips": lambda t, f: t.slips(f.period.first, f.period.last),
    "cost report": lambda t, f: t.cost(f.period.first, f.period.last, f.by, SELLER_COST),
    "channels": lambda t, f: t.channels(f.period.first, f.period.last, SELLER_COST),
    "hiring": lambda t, f: t.hiring(),
    "sdr": lambda t, f: t.sdr(int(f.amount.amount), *f.counts),
}
"""How each number is counted once more."""
PERIODS = (quarter(TODAY), quarter(TODAY, -2), year(2025))


def figures() -> Iterator[Figure]:
    """Every number, in every mode, split by everything, over several periods."""
    for period in (*PERIODS, ALL_TIME):
        for by in ("", *dict.fromkeys(BY.values())):
            yield Figure("numbers", period, by)
    for period in PERIODS:
        for kind in ("forecast", "coverage"):
            for mode in ("", *MODES[kind]):
                yield Figure(kind, period, mode=mode)
        yield Figure("slips", period)
    for period in (last_days(TODAY, 365), year(2025)):
        yield Figure("funnel", period)
        yield Figure("channels", period)
        for by in ("source", "product", "owner"):
            yield Figure("cost report", period, by)
    yield Figure("hiring", ALL_TIME)
    ahead = Period(TODAY, date(2027, 3, 9), "the next 12 months")
    yield Figure("plan", ahead, amount=Money(Decimal(10_000_000), "USD"))
    yield Figure("sdr", quarter(TODAY), amount=Money(Decimal(12_345), "USD"), counts=(40, 4))


def test_no_number_is_without_its_recomputation() -> None:
    assert COMMANDS.keys() == KINDS.keys()
    asked = {(figure.kind, figure.mode) for figure in figures()}
    assert {kind for kind, _ in asked} == KINDS.keys()
    assert {(kind, mode) for kind, modes in MODES.items() for mode in modes} <= asked


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Books, dict]]:
    """A history of 2,000 deals, and its export."""
    folder = tmp_path_factory.mktemp("told")
    database = written(f"sqlite:///{folder / 'deals.db'}", 2_000, seed=11)
    files = exported(database, folder / "out")
    database.close()
    with books(f"sqlite:///{folder / 'deals.db'}", NOW, member=1) as found:
        yield found, files


@pytest.mark.parametrize("as_of", [None, BEFORE], ids=["now", "then"])
def test_every_figure_of_every_number_equals_the_hand_s(
    told: tuple[Books, dict], as_of: date | None
) -> None:
    found, files = told
    teller = Teller(ByHand(files, MIDNIGHT if as_of else None, as_of or TODAY))
    for figure in figures():
        begun = figure.period.first is None or figure.period.first <= (as_of or TODAY)
        if as_of and (figure.kind in ("plan", "sdr") or figure.by in OF_NOW or not begun):
            continue
        asked = Figure(**{**{n: getattr(figure, n) for n in FIELDS}, "as_of": as_of})
        report = found.asks(KINDS[asked.kind], asked)
        expected = COMMANDS[asked.kind](teller, asked)
        which = (asked.kind, asked.by, asked.mode, asked.period.label)
        assert lines(report) == expected.lines, which
        assert tables(report, asked.by) == expected.tables, which
        assert charts(report) == rounded(expected.charts), which


OF_NOW = ("segment", "competitor")
"""Splits that need no second look at an earlier day."""
FIELDS = ("kind", "period", "by", "mode", "amount", "counts", "line")


def lines(report: Report) -> list[list[str]]:
    """The numbers of each line and note that has some; a period's days and formulas are none."""
    dated = 0 if report.title.startswith(("Ready", "An SDR")) else 1
    plan = [NUMBER.findall(report.lines[0])[-1:]] if report.title.startswith("Plan") else []
    told = [*report.lines[dated:], *(n for n in report.notes if not n.startswith(STATIC))]
    plain = (FORMULA.sub("", one).replace("Ways out:\n1.", "").split("\n2.")[0] for one in told)
    found = [NUMBER.findall(one.split("Ways out")[0]) for one in plain]
    return [*plan, *(one for one in found if one)]


def tables(report: Report, by: str) -> dict[str, list[tuple[str, ...]]]:
    """The rows by caption; how a group is spelt is no figure."""
    return {
        table.caption: [
            (row[0].casefold(), *row[1:]) if table.caption == f"By {by}" else row
            for row in table.rows
        ]
        for table in report.tables
    }  # fmt: skip


def charts(report: Report) -> list:
    return rounded([[list(values) for _, values in chart.series] for chart in report.charts])


def rounded(found: list) -> list:
    return [[[round(float(v), 4) for v in values] for values in chart] for chart in found]
