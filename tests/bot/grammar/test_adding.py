"""Lines that add a deal: names are people's own, and a number in one is no amount."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.usecases.requests import Add
from coaching.deals import Stage
from coaching.money import Money
from tests.bot.grammar.reading import form, reads, refusal

TWELVE = Money(Decimal(12000), "EUR")
MARCH = date(2026, 3, 31)
BY_MARCH: dict[str, Any] = {"amount": TWELVE, "decision_on": MARCH}
SHORT_LIST: dict[str, Any] = {"stage": Stage.OPPORTUNITY, "buying_stage": "shortlist"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("add Acme", Add("Acme")),
        ("new Acme", Add("Acme")),
        ("add Acme 12k", Add("Acme", amount=TWELVE)),
        ("add Acme 12k close end of march source fair", Add("Acme", **BY_MARCH, source="fair")),
        ("add Acme 12k by eoq", Add("Acme", amount=TWELVE, decision_on=MARCH)),
        ("add Acme worth 12k closing march", Add("Acme", amount=TWELVE, decision_on=MARCH)),
        ("add Acme close end of march 12k", Add("Acme", amount=TWELVE, decision_on=MARCH)),
        ("add Acme source trade fair 12k", Add("Acme", amount=TWELVE, source="trade fair")),
        ("add Acme product Pro 2000", Add("Acme", product="Pro 2000")),
        ("add Acme stage short list", Add("Acme", **SHORT_LIST)),
        ("add Acme 12k short list", Add("Acme", amount=TWELVE, **SHORT_LIST)),
        ("add Acme 12k prospect", Add("Acme", amount=TWELVE, stage=Stage.PROSPECT)),
        ("add Acme segment mid size product Pro", Add("Acme", segment="mid size", product="Pro")),
        ("add Globex USD 40k", Add("Globex", amount=Money(Decimal(40000), "USD"))),
        (
            "add O'Neil & Sons €1.200,50 close by end of march stage short list source referral",
            Add(
                "O'Neil & Sons",
                amount=Money(Decimal("1200.50"), "EUR"),
                decision_on=MARCH,
                source="referral",
                **SHORT_LIST,
            ),
        ),
        ("add R&amp;D Corp 12k", Add("R&D Corp", amount=TWELVE)),
        ("add <http://acme.com|acme.com> 12k", Add("acme.com", amount=TWELVE)),
        ("add “Blue Bottle” 12k", Add("Blue Bottle", amount=TWELVE)),
        ("add 🚀 Rocket 12k", Add("🚀 Rocket", amount=TWELVE)),
    ],
)
def test_a_deal_is_read_as_it_was_said(line: str, expected: Add) -> None:
    assert reads(line) == expected


NAMES = (
    """
Area 51, Studio 54, Forever 21, 3M, 7-Eleven, 1-800-Flowers, Acme renewal 2027, Acme 2026, 12k, log,
call, none, won, By the Book, Close Brothers, Stage Entertainment, May, Black Friday, acme's,
Ünal GmbH, #1, Acme Inc., C, to
""".replace("\n", " ")
    .strip()
    .split(", ")
)


@pytest.mark.parametrize("name", [*NAMES, "Acme opportunity"])
def test_a_name_is_kept_whole(name: str) -> None:
    assert reads(f"add {name}") == Add(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_ends_before_its_amount(name: str) -> None:
    assert reads(f"add {name} 12k") == Add(name, amount=TWELVE)


@pytest.mark.parametrize("line", ["add Acme, 12k", "add Acme - 12k", "add Acme: 12k"])
def test_marks_between_name_and_amount_are_not_kept(line: str) -> None:
    assert reads(line) == Add("Acme", amount=TWELVE)


@pytest.mark.parametrize("name", ["Open Source", "Close by Design", "Acme, Inc.", "Stage 12k"])
def test_a_name_in_quotes_is_kept_whatever_is_in_it(name: str) -> None:
    assert reads(f'add "{name}" 12k') == Add(name, amount=TWELVE)


@pytest.mark.parametrize("word", ["close", "stage", "source", "product", "by"])
def test_a_word_of_ours_at_the_end_is_asked_about(word: str) -> None:
    refused = refusal(f"add Acme {word}")
    assert f"`add “Acme {word}”`" in refused.sentence


@pytest.mark.parametrize(
    ("line", "field", "says"),
    [
        ("add Acme close 31 feb", "decision_on", "“31 feb”"),
        ("add Acme by the sea", "decision_on", "put the whole name in quotes"),
        ("add Acme close yesterday", "when", "Mon 9 Mar 2026"),
        ("add Acme amount lots", "amount", "“lots”"),
        ("add Acme stage frozen", "stage", "short list"),
    ],
)
def test_what_cannot_be_read_is_refused_where_it_stands(line: str, field: str, says: str) -> None:
    refused = refusal(line)
    assert refused.field == field
    assert says in refused.sentence


def test_a_bare_add_opens_the_form() -> None:
    assert form("add") == ("add", {})


@pytest.mark.parametrize(
    ("line", "filled"),
    [
        ("add close friday", {"decision_on": "friday"}),
        ("add by end of march", {"decision_on": "end of march"}),
    ],
)
def test_without_a_name_the_form_holds_the_rest(line: str, filled: dict[str, str]) -> None:
    assert form(line) == ("add", filled)


@pytest.mark.parametrize("name", ["365", "Close Brothers", "By Design", "“12k”"])
def test_a_name_that_looks_like_something_else_is_still_a_name(name: str) -> None:
    assert reads(f"add {name}") == Add(name.strip("“”"))
