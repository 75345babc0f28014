"""Pipelines of many shapes come in so that their rates are right, by count and by amount."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from bot.handlers.numbers import KINDS
from bot.usecases.numbers import rates
from bot.usecases.requests import Figure
from bot.views.numbers.report import in_words
from coaching.money import Money
from coaching.numbers.periods import ALL_TIME, last_days
from coaching.numbers.rates import close_rate
from tests.bot.imports.office import NOW, imports, rows, run, written
from tests.bot.numbers.office import books

DEALS = 40


@dataclass(frozen=True)
class Sale:
    """One row of a pipeline: its number, whether it was won, and what it is worth."""

    number: int
    won: bool
    amount: int


def sales() -> list[Sale]:
    dice = random.Random(19)
    return [
        Sale(number, dice.random() < 0.3, dice.randrange(1_000, 900_000))
        for number in range(1, DEALS + 1)
    ]


Row = Callable[[Sale], str]
CERTAIN: dict[str, Row] = {
    "opportunity_id,stage,amount_usd,created_date,close_date,region,product_line,sales_rep": (
        lambda s: (
            f"O{s.number},{'Closed Won' if s.won else 'Closed Lost'},{s.amount},2020-01-02,"
            "2020-03-04,EMEA,Pro,Bob"
        )
    ),
    "Opportunity Number,Supplies Group,Region,Route To Market,Elapsed Days In Sales Stage,"
    "Opportunity Result,Opportunity Amount USD": (
        lambda s: (
            f"{s.number},Car,North,Reseller,{s.number % 90},{'Won' if s.won else 'Loss'},{s.amount}"
        )
    ),
    "id,won,amount": lambda s: f"{s.number},{1 if s.won else 0},{s.amount}",
    "opp_id,is_lost,value": lambda s: f"{s.number},{0 if s.won else 1},{s.amount}",
    "Deal_ID,Converted,Deal_Value,Days_to_close": (
        lambda s: f"{s.number},{s.won},{s.amount},{s.number}"
    ),
    "opp_no,status,opportunity_value,engage_date,region": (
        lambda s: f"{s.number},{'won' if s.won else 'lost'},{s.amount}.00,3/17/2019,West"
    ),
    "SNo.,ID,Technology Primary,City,B2B Sales Medium,Sales Velocity,Opportunity Status,"
    "Sales Stage Iterations,Opportunity Size (USD),Client Revenue Sizing": (
        lambda s: (
            f"{s.number},{900 + s.number},ERP,Pune,Partners,{s.number},"
            f'{"Won" if s.won else "Loss"},2,{s.amount},"100K or less"'
        )
    ),
    "Opportunity_Name,Opportunity_Status,Account,Total_Amount,Total_Amount_Currency,"
    "Opportunity_Created_Date,Expected_Close_Date,Sector,Stage": (
        lambda s: (
            f"Opp_{s.number},Closed,Acc,{s.amount},USD,6/17/2018,9/17/2018,Sec,"
            f"{'Closed Won' if s.won else 'Closed Lost'}"
        )
    ),
    "OpportunityID,IsWon,IsClosed,Amount,CloseDate,CreatedDate,OwnerId,StageName": (
        lambda s: (
            f"006{s.number},{str(s.won).upper()},TRUE,{s.amount},2021-04-01,2021-01-01,005,"
            f"{'Closed Won' if s.won else 'Closed Lost'}"
        )
    ),
    "opportunity_number,created_at,closed_at,final_status,contract_amount,team": (
        lambda s: (
            f"{s.number},2020-01-01T10:00:00Z,2020-02-01T10:00:00Z,"
            f"{'loaded' if s.won else 'dropped'},{s.amount},B"
        )
    ),
    "Opportunity Id,Deal Outcome,Deal Amount ($),Sales Cycle (days),Lead Source": (
        lambda s: (
            f"{s.number},{'Closed - Won' if s.won else 'Closed - Lost'},"
            f'"${s.amount:,}.00",{s.number},Web'
        )
    ),
    "Outcome,Value": lambda s: f"{'W' if s.won else 'L'},{s.amount}",
}
GUESSED: dict[str, Row] = {
    "lead_number,loaded,rate": lambda s: f"{s.number},{s.won},{s.amount}",
    "deal,outcome,revenue,end_date": (
        lambda s: f"D{s.number},{'won' if s.won else 'lost'},{s.amount},2021-02-03"
    ),
    "opportunity,outcome,amount": lambda s: f"x{s.number},{1 if s.won else 0},{s.amount}",
}


def pipeline(path: Path, header: str, row: Row) -> Path:
    return written(path, "\n".join([header, *map(row, sales()), ""]))


def check(url: str) -> None:
    """The rates of what came in are those of the rows that were written."""
    every = sales()
    won = [one for one in every if one.won]
    with books(url, NOW) as found:
        told = found.asks(rates.look, Figure("numbers", ALL_TIME)).whole
    by_count, by_amount = close_rate(told.count), close_rate(told.amounts["USD"])
    assert (by_count.part, by_count.whole) == (len(won), DEALS)
    assert by_amount.part == sum(one.amount for one in won)
    assert by_amount.whole == sum(one.amount for one in every)


@pytest.mark.parametrize("header", CERTAIN)
def test_a_known_pipeline_needs_no_word_to_have_its_rates(
    header: str, sqlite_url: str, tmp_path: Path
) -> None:
    imports(sqlite_url, pipeline(tmp_path / "d.csv", header, CERTAIN[header]))
    check(sqlite_url)


@pytest.mark.parametrize("header", GUESSED)
def test_what_is_likely_is_asked_and_right(header: str, sqlite_url: str, tmp_path: Path) -> None:
    path = pipeline(tmp_path / "d.csv", header, GUESSED[header])
    asked = run(sqlite_url, "import", path)
    assert asked.exit_code == 2
    assert "looks like" in asked.output
    imports(sqlite_url, path, "--yes")
    check(sqlite_url)


def test_a_deal_that_is_over_and_nothing_says_how_is_told(sqlite_url: str, tmp_path: Path) -> None:
    path = written(tmp_path / "d.csv", "id,status,stage\n1,Closed,Won\n2,Closed,Proposal\n")
    told = imports(sqlite_url, path)
    assert "row 3: its status says that it is over, and nothing says whether it was won" in told
    assert rows(sqlite_url, "outcome") == ["won"]


def test_a_pipeline_without_a_day_answers_every_number(sqlite_url: str, tmp_path: Path) -> None:
    header = "Outcome,Value"
    imports(sqlite_url, pipeline(tmp_path / "d.csv", header, CERTAIN[header]))
    ten = Money(Decimal(10_000), "USD")
    with books(sqlite_url, NOW) as found:
        for kind, count in KINDS.items():
            for period in (ALL_TIME, last_days(NOW.date(), 365)):
                if kind in ("forecast", "coverage", "plan") and period is ALL_TIME:
                    continue
                figure = Figure(kind, period, line=kind, amount=ten, counts=(40, 4))
                if kind != "plan":
                    assert in_words(found.asks(count, figure)).text
