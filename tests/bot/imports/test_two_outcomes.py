"""A pipeline that knows won and lost alone comes in right, by count and by amount."""

import csv
import random
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from bot.usecases.numbers import rates
from bot.usecases.requests import Figure
from coaching.numbers.periods import ALL_TIME
from coaching.numbers.rates import Rate, close_rate
from tests.bot.imports.office import NOW, imports, rows, run, written
from tests.bot.numbers.office import books

HEADER = (
    "Opportunity Number", "Supplies Subgroup", "Supplies Group", "Region", "Route To Market",
    "Elapsed Days In Sales Stage", "Opportunity Result", "Sales Stage Change Count",
    "Total Days Identified Through Closing", "Total Days Identified Through Qualified",
    "Opportunity Amount USD", "Client Size By Revenue", "Client Size By Employee Count",
    "Revenue From Client Past Two Years", "Competitor Type", "Ratio Days Identified To Total Days",
    "Ratio Days Validated To Total Days", "Ratio Days Qualified To Total Days",
    "Deal Size Category",
)  # fmt: skip
MANY = 1500
WORDS = {
    "stage": [("Won", "Lost"), ("Closed Won", "Closed Lost"), ("Gewonnen", "Verloren")],
    "Opportunity Status": [("Won", "Lost"), ("Win", "Loss"), ("Ganado", "Perdido")],
    "Is Won": [("1", "0"), ("True", "False"), ("Yes", "No"), ("ja", "nein")],
}


def wholesale(path: Path) -> tuple[Counter[str], dict[str, int]]:
    """A file without names, dates and owners, and what must come out of it."""
    dice, counts, sums = random.Random(78025), Counter[str](), {"won": 0, "lost": 0}
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADER)
        for number in range(MANY):
            outcome = "won" if dice.random() < 0.23 else "lost"
            amount = dice.choice([0, dice.randrange(1_000_000)])
            counts[outcome] += 1
            sums[outcome] += amount
            days, sizes = dice.randrange(200), dice.randrange(1, 6)
            rival, share = dice.choice(["Known", "Unknown", "None"]), round(dice.random(), 6)
            lines.writerow([
                1641984 + number, "Motorcycle Parts", "Accessories", "Northwest", "Reseller",
                days, "Won" if outcome == "won" else "Loss", sizes, days, days, amount, sizes,
                sizes, sizes - 1, rival, share, share, share, sizes,
            ])  # fmt: skip
    return counts, sums


def test_a_pipeline_without_names_dates_and_owners_comes_in_by_count_and_amount(
    database_url: str, tmp_path: Path
) -> None:
    counts, sums = wholesale(tmp_path / "sales.csv")
    told = imports(database_url, tmp_path / "sales.csv")
    assert told.startswith(f"{MANY:,} rows: {MANY:,} added, 0 changed, 0 as before, 0 rejected.")
    assert "Left out: “Supplies Group”, “Elapsed Days In Sales Stage”" in told
    found = rows(
        database_url,
        "outcome",
        "amount",
        "currency",
        "closed_on",
        "name",
        "product",
        "source",
        "segment",
    )
    assert Counter(row[0] for row in found) == counts
    for outcome, amount in sums.items():
        assert sum(row[1] for row in found if row[0] == outcome) == amount
    assert {row[2:4] for row in found} == {("USD", None)}
    assert found[0][4:] == ("1641984", "Motorcycle Parts", "Reseller", "Northwest")
    assert rows(database_url, "id", table="stage_moves") == []
    assert "0 added, 0 changed" in imports(database_url, tmp_path / "sales.csv")


@pytest.mark.parametrize(
    ("column", "won", "lost"),
    [(column, *pair) for column, pairs in WORDS.items() for pair in pairs],
)
def test_won_and_lost_are_counted_whatever_they_are_called(
    column: str, won: str, lost: str, sqlite_url: str, tmp_path: Path
) -> None:
    text = f"Opp ID,Amount USD,{column}\n1,10.5,{won}\n2,20,{lost}\n3,30,{lost}\n"
    imports(sqlite_url, written(tmp_path / "d.csv", text))
    assert rows(sqlite_url, "outcome", "amount") == [
        ("won", Decimal("10.5")), ("lost", Decimal(20)), ("lost", Decimal(30)),
    ]  # fmt: skip


def test_words_of_one_s_own_are_placed_by_a_mapping(sqlite_url: str, tmp_path: Path) -> None:
    path = written(tmp_path / "d.csv", "id,amount,verdict\n1,5,Hurra\n2,6,Schade\n3,7,Mal sehen\n")
    told = written(
        tmp_path / "m.toml",
        '[columns]\nverdict = "status"\n'
        '[stages]\nHurra = "won"\nSchade = "lost"\n"Mal sehen" = "open"\n',
    )
    imports(sqlite_url, path, "--mapping", told)
    assert rows(sqlite_url, "outcome", "stage") == [
        ("won", "customer"), ("lost", "opportunity"), (None, "opportunity"),
    ]  # fmt: skip


def test_a_deal_that_ends_between_two_imports_without_a_date_ended_when_we_learned_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "d.csv", "id,status,reason\n1,Open,\n2,Won,\n")
    imports(sqlite_url, path)
    imports(sqlite_url, written(path, "id,status,reason\n1,Lost,\n2,Won,\n"))
    (learned, unknown) = rows(sqlite_url, "closed_on")
    assert learned is not None
    assert unknown is None
    imports(sqlite_url, written(path, "id,status,reason\n1,Lost,price\n2,Won,\n"))
    assert rows(sqlite_url, "closed_on", "reason") == [(learned, "price"), (None, None)]


def test_list_prices_are_kept_with_their_products_and_tell_a_rate_of_their_own(
    sqlite_url: str, tmp_path: Path
) -> None:
    text = (
        "id,product,list price,amount,result\n"
        "1,Pro,1000,900,Won\n2,Pro,1000,,Lost\n3,Basic,10,,Lost\n"
        "4,Pro,1000,800,Won\n5,Basic,10,10,Won\n6,Extra,,70,Lost\n"
    )
    imports(sqlite_url, written(tmp_path / "d.csv", text))
    assert rows(sqlite_url, "amount") == [900, 1000, 10, 800, 10, 70]
    assert rows(sqlite_url, "name", "price", "currency", table="products") == [
        ("Pro", 1000, "USD"), ("Basic", 10, "USD"),
    ]  # fmt: skip
    with books(sqlite_url, NOW) as found:
        told = found.asks(rates.look, Figure("numbers", ALL_TIME))
    assert close_rate(told.listed["USD"]) == Rate(Decimal(2010), Decimal(3020))
    assert told.unlisted == 1
    imports(sqlite_url, written(tmp_path / "d.csv", text.replace("Basic,10,", "Basic,12,")))
    assert rows(sqlite_url, "name", "price", table="products")[2:] == [("Basic", 12)]


def test_where_nothing_else_is_the_amount_a_list_price_is(sqlite_url: str, tmp_path: Path) -> None:
    text = "id,product,Sales price,result\n1,Pro,1000,Won\n2,Pro,1100,Lost\n"
    path = written(tmp_path / "d.csv", text)
    imports(sqlite_url, path)
    assert rows(sqlite_url, "amount", "currency") == [(1000, "USD"), (1100, "USD")]
    assert "2 as before" in imports(sqlite_url, path)


def test_numbers_that_repeat_are_told_and_taken_where_each_row_is_a_deal(
    sqlite_url: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "d.csv", "id,amount,result\n1,5,Won\n1,7,Loss\n2,6,Won\n")
    told = run(sqlite_url, "import", path).output
    assert "1 row repeats a number that stood above. If each is a deal of its own" in told
    mapping = written(tmp_path / "m.toml", '[options]\nrepeats = "deals"\n')
    assert "1 added, 0 changed, 2 as before" in imports(sqlite_url, path, "--mapping", mapping)
    assert sum(rows(sqlite_url, "amount")) == 18
    assert "3 as before" in imports(sqlite_url, path, "--mapping", mapping)
