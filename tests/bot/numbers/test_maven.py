"""The rates of a real pipeline equal its published figures, to the last digit."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.usecases.numbers import rates
from bot.usecases.requests import Figure
from bot.views.numbers import rates as views
from bot.views.numbers.report import in_words
from coaching.numbers.periods import ALL_TIME, quarter
from coaching.numbers.rates import close_rate
from tests.bot.imports.office import imports
from tests.bot.numbers.office import Books, books

DATA = Path(__file__).parents[4] / "shared" / "data" / "maven_crm"
LISTS = ("--products", DATA / "products.csv", "--accounts", DATA / "accounts.csv")
NOW = datetime(2018, 1, 10, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def reference() -> dict:
    return json.loads((DATA / "reference.json").read_text())["maven_crm"]


@pytest.fixture(scope="module")
def maven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    url = f"sqlite:///{tmp_path_factory.mktemp('maven') / 'deals.db'}"
    imports(url, DATA / "sales_pipeline.csv", *LISTS)
    with books(url, NOW) as found:
        yield found


def ask(maven: Books, by: str = "", period=ALL_TIME) -> rates.RatesFound:
    return maven.asks(rates.look, Figure("numbers", period, by, line="numbers all time"))


def test_six_in_ten_closed_deals_were_won(maven: Books, reference: dict) -> None:
    found = ask(maven)
    count = found.whole.count
    assert (count.won, count.closed) == (reference["won"], reference["won"] + reference["lost"])
    assert "63.15 % (4,238 of 6,711)" in in_words(views.report(found)).text
    assert round(float(close_rate(count).value), 6) == reference["win_rate"]
    assert found.whole.amounts["USD"].won == Decimal(reference["won_revenue"])


def test_by_list_price_the_rate_is_the_published_one(maven: Books, reference: dict) -> None:
    found = ask(maven)
    assert found.unlisted == 0
    assert (
        round(float(close_rate(found.listed["USD"]).value), 6)
        == (reference["win_rate_amount_listprice"])
    )
    assert "By list price 62.76 % closed" in in_words(views.report(found)).text
    ratio = Decimal(reference["won_revenue"]) / found.listed["USD"].won
    assert round(float(ratio), 6) == reference["won_value_over_list"]
    by_product = ask(maven, "product")
    assert by_product.listed == found.listed


def test_cycles_are_the_published_days(maven: Books, reference: dict) -> None:
    cycles = ask(maven).cycles
    for kind in ("won", "lost", "closed"):
        told = reference["cycle_days"][kind]
        assert (round(cycles[kind].mean, 2), cycles[kind].median) == (told["mean"], told["median"])


@pytest.mark.parametrize(
    ("by", "part"), [("owner", "by_agent"), ("product", "by_product"), ("segment", "by_sector")]
)
def test_every_part_has_its_published_rate(
    maven: Books, reference: dict, by: str, part: str
) -> None:
    found = {g.label: g.ended.count for g in ask(maven, by).groups}
    for name, told in reference[part].items():
        if name in found:
            count = found[name]
            assert (count.won, count.closed - count.won) == (told["won"], told["lost"]), name
            assert round(float(close_rate(count).value), 4) == told["win_rate"]
    assert len(found.keys() & reference[part].keys()) >= len(reference[part]) - 1


def test_every_quarter_has_its_published_rate(maven: Books, reference: dict) -> None:
    for name, told in reference["by_close_quarter"].items():
        if name == "open":
            continue
        year, _, number = name.partition("Q")
        period = quarter(date(int(year), 3 * int(number), 1))
        count = ask(maven, period=period).whole.count
        assert (count.won, count.closed - count.won) == (told["won"], told["lost"]), name
