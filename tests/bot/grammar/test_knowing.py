"""Lines about the buyer, about colleagues, and about money of the workspace."""

from datetime import date
from decimal import Decimal

import pytest

from bot.grammar.requests import Costs, People, Products, Questions, Targets
from bot.usecases.requests import (
    Aim,
    Colleague,
    Cost,
    DealWords,
    Hand,
    Learn,
    Person,
    Priced,
    Reopen,
    Trade,
)
from coaching.buyers import Buyer, Part
from coaching.facts import FactKind
from coaching.money import Money
from tests.bot.grammar.reading import form, reads, refusal

ACME, LOOSE = DealWords("acme"), DealWords("acme", more=True)
BEN = Colleague("ben", "U0BEN")
DECIDES, SIGNS, USES = Part.DECIDES, Part.SIGNS, Part.USES


def dana(*parts: Part, title: str | None = None, channel: str | None = None) -> Buyer:
    return Buyer("Dana", title, frozenset(parts), channel=channel)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("people acme", People(LOOSE)),
        ("people acme add Dana", Person(ACME, dana())),
        ("people acme add Dana decides", Person(ACME, dana(DECIDES))),
        ("people acme add Dana CFO decides", Person(ACME, dana(DECIDES, title="CFO"))),
        ("people acme add Dana, CFO, decides", Person(ACME, dana(DECIDES, title="CFO"))),
        (
            "people acme add Dana CFO decides and signs",
            Person(ACME, dana(DECIDES, SIGNS, title="CFO")),
        ),
        ("people acme add Dana VP Sales user", Person(ACME, dana(USES, title="VP Sales"))),
        ("people acme add Dana head of IT", Person(ACME, dana(title="head of IT"))),
        ('people acme add "Dana" "Head of IT" uses', Person(ACME, dana(USES, title="Head of IT"))),
        (
            "people acme add Dana Smith signs",
            Person(ACME, Buyer("Dana Smith", None, frozenset({SIGNS}))),
        ),
        ("people acme add Dana knows <@U0BEN|ben>", Person(ACME, dana(), (BEN,))),
        (
            "people acme add Dana known by ben and Ada",
            Person(ACME, dana(), (Colleague("ben"), Colleague("Ada"))),
        ),
        (
            "people acme add Dana decides prefers phone",
            Person(ACME, dana(DECIDES, channel="phone")),
        ),
        ("people acme remove Dana", Person(ACME, dana(), removed=True)),
        ("people blue bottle add Dana", Person(DealWords("blue bottle"), dana())),
        ("team acme", People(LOOSE)),
        ("questions acme", Questions(ACME)),
        ('fact acme problem "slow"', Learn(ACME, FactKind.PROBLEM, "slow")),
        ("fact acme problem: slow month end", Learn(ACME, FactKind.PROBLEM, "slow month end")),
        ("fact acme why now their audit", Learn(ACME, FactKind.WHY_NOW, "their audit")),
        ('fact acme compelling event "renewal"', Learn(ACME, FactKind.EVENT, "renewal")),
        ("fact acme event is a renewal", Learn(ACME, FactKind.EVENT, "a renewal")),
        ("fact acme funded", Learn(ACME, FactKind.FUNDED, "yes")),
        ("fact acme funded no", Learn(ACME, FactKind.FUNDED, "no")),
        ("fact acme impact none", Learn(ACME, FactKind.IMPACT, None)),
        (
            'fact scale ai scale "100 seats"',
            Learn(DealWords("scale ai"), FactKind.SCALE, "100 seats"),
        ),
        ('gave acme "deck"', Trade(LOOSE, True, "deck")),
        ("gave acme deck", Trade(DealWords("acme deck", more=True), True)),
        ("asked acme „their volumes“", Trade(LOOSE, False, "their volumes")),
        ("hand acme <@U0BEN|ben>", Hand(ACME, BEN)),
        ("hand acme to <@U0BEN|ben>", Hand(ACME, BEN)),
        ("hand blue bottle to Ben Kaya", Hand(DealWords("blue bottle"), Colleague("Ben Kaya"))),
        ("hand acme @ben", Hand(ACME, Colleague("ben", at=True))),
        ("reopen acme", Reopen(ACME)),
    ],
)
def test_what_is_told_of_a_buyer_is_read_as_it_was_said(line: str, expected: object) -> None:
    assert reads(line) == expected


@pytest.mark.parametrize(
    ("line", "opened"),
    [
        ("people", ("people", {})),
        ("people acme add", ("people", {"deal": "acme"})),
        ("fact", ("fact", {})),
        ("fact acme", ("fact", {"deal": "acme"})),
        ("fact acme problem", ("fact", {"deal": "acme", "kind": "problem"})),
        ('fact acme "no kind"', ("fact", {"deal": "acme", "text": "no kind"})),
        ("questions", ("questions", {})),
        ("gave", ("gave", {})),
        ("gave acme", ("gave", {"deal": "acme"})),
        ("asked acme", ("asked", {"deal": "acme"})),
        ("hand", ("hand", {})),
        ("hand acme", ("hand", {"deal": "acme"})),
        ("hand acme to", ("hand", {"deal": "acme"})),
        ("product pro", ("product", {"product": "pro"})),
        ("cost google", ("cost", {"source": "google"})),
        ("cost google march", ("cost", {"source": "google", "month": "2026-03-01"})),
    ],
)
def test_what_is_missing_is_asked_for_in_a_form(line: str, opened: object) -> None:
    assert form(line) == opened


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("cost google 2k march", Cost("google", euros(2000), date(2026, 3, 1))),
        ("cost google 2k", Cost("google", euros(2000), date(2026, 3, 1))),
        ("cost google march 2k", Cost("google", euros(2000), date(2026, 3, 1))),
        ("cost google 2k april", Cost("google", euros(2000), date(2025, 4, 1))),
        ("cost may 2k", Cost("may", euros(2000), date(2026, 3, 1))),
        ("target q3 500k", Aim(euros(500_000), date(2026, 7, 1), date(2026, 9, 30))),
        ("target 2030 2m", Aim(euros(2_000_000), date(2030, 1, 1), date(2030, 12, 31))),
        ("cost google ads 2k in december", Cost("google ads", euros(2000), date(2025, 12, 1))),
        ("cost trade fair €4.500 last month", Cost("trade fair", euros(4500), date(2026, 2, 1))),
        ("cost google 2k for jan 2026", Cost("google", euros(2000), date(2026, 1, 1))),
        ("cost", Costs()),
        ("product", Products()),
        ("product pro 4,800", Priced("pro", euros(4800))),
        ("product “GTK 500” 26768", Priced("GTK 500", euros(26768))),
        ("product pro 4,800 margin 60%", Priced("pro", euros(4800), Decimal("0.6"))),
        ("product pro margin 62,5 %", Priced("pro", None, Decimal("0.625"))),
        ("target", Targets()),
        ("target 500k", Aim(euros(500_000), date(2026, 1, 1), date(2026, 3, 31))),
        ("target 500k q2", Aim(euros(500_000), date(2026, 4, 1), date(2026, 6, 30))),
        ("target 500k this quarter", Aim(euros(500_000), date(2026, 1, 1), date(2026, 3, 31))),
        ("target 2m for 2027", Aim(euros(2_000_000), date(2027, 1, 1), date(2027, 12, 31))),
        ("target 100k april", Aim(euros(100_000), date(2026, 4, 1), date(2026, 4, 30))),
        ("target 1m h2", Aim(euros(1_000_000), date(2026, 7, 1), date(2026, 12, 31))),
    ],
)
def test_money_of_the_workspace_is_read_with_its_period(line: str, expected: object) -> None:
    assert reads(line) == expected


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("product pro margin plenty", "“plenty” as a margin"),
        ("product pro margin 101%", "“101%” as a margin"),
        ("target lots", "`target 500k q2`"),
        ("target 500k someday", "“someday” as a quarter"),
        ("cost google 2k december 2027", "lies ahead"),
        ("cost google 2k next month", "lies ahead"),
        ("cost google 2k next april", "lies ahead"),
        ("cost google 2k in 5 weeks", "lies ahead"),
        ("people remove Raj", "`people acme remove Raj`"),
        ("people acme remove", "`people acme remove Dana`"),
        ("people acme add Dana decides frobnicates", "“frobnicates”"),
    ],
)
def test_what_cannot_be_read_is_told_with_an_example(line: str, says: str) -> None:
    assert says in refusal(line).sentence
