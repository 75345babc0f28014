"""What a seller may type for an amount, and how amounts add up."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.currencies import DIGITS, digits, is_currency
from coaching.money import MixedCurrencies, Money, parse_money, sum_by_currency

CASES = Path(__file__).parents[1] / "cases"


def labelled_cases():
    lines = (CASES / "money.jsonl").read_text().splitlines()
    return [pytest.param(json.loads(line), id=json.loads(line)["text"]) for line in lines]


def phrases():
    lines = (CASES / "money_phrases.txt").read_text().splitlines()
    pairs = [line.rsplit(" = ", 1) for line in lines if line and line[:2] not in ("# ", "##")]
    return [pytest.param(phrase, meaning, id=phrase) for phrase, meaning in pairs]


def money(amount, currency="USD"):
    return Money(Decimal(amount), currency)


@pytest.mark.parametrize("default", ["USD", "EUR"])
@pytest.mark.parametrize("case", labelled_cases())
def test_a_labelled_amount_is_read_in_its_currency_or_the_default(case, default):
    expected = None
    if case["value"] is not None:
        expected = money(str(case["value"]), case["currency"] or default)
    assert parse_money(case["text"], default) == expected


@pytest.mark.parametrize(("phrase", "meaning"), phrases())
def test_an_amount_of_the_table_means_what_the_table_says(phrase, meaning):
    expected = None if meaning == "none" else money(*meaning.split())
    assert parse_money(phrase, "USD") == expected


@pytest.mark.parametrize(
    ("phrase", "default", "currency"),
    [
        ("$5k", "EUR", "USD"),
        ("$5k", "CAD", "CAD"),
        ("$5k", "MXN", "MXN"),
        ("5k dollars", "AUD", "AUD"),
        ("US$5k", "AUD", "USD"),
        ("kr 500", "NOK", "NOK"),
        ("500 kronor", "EUR", "SEK"),
        ("500 pesos", "CLP", "CLP"),
        ("500 MXN pesos", "CLP", "MXN"),
        ("5k", "eur", "EUR"),
    ],
)
def test_a_sign_of_many_currencies_means_the_default_one_where_it_can(phrase, default, currency):
    assert parse_money(phrase, default).currency == currency


def test_pesos_without_a_peso_default_are_not_guessed():
    assert parse_money("500 pesos", "USD") is None
    assert parse_money("500 USD pesos", "MXN") is None


def test_amounts_are_rounded_to_the_minor_unit():
    assert parse_money("1.2345678k", "USD") == money("1234.57")
    assert parse_money("1.2345678k KWD", "USD") == money("1234.568", "KWD")
    assert parse_money("1234.5 yen", "USD") == money("1235", "JPY")


def test_a_line_too_long_for_an_amount_is_none():
    assert parse_money("5 " * 40, "USD") is None
    assert parse_money("", "USD") is None


def test_amounts_add_within_a_currency():
    assert money(5) + money("2.50") == money("7.50")


def test_amounts_in_two_currencies_do_not_add():
    with pytest.raises(MixedCurrencies, match="USD and EUR"):
        money(5) + money(5, "EUR")


def test_sums_stay_apart_by_currency():
    sums = sum_by_currency([money(5), money(7, "EUR"), money(2)])
    assert sums == {"USD": money(7), "EUR": money(7, "EUR")}
    assert sum_by_currency([]) == {}


def test_currencies_know_their_decimals():
    assert (digits("JPY"), digits("KWD"), digits("EUR"), digits("???")) == (0, 3, 2, 2)
    assert is_currency("EUR")
    assert not is_currency("eur")


CENTS = st.integers(0, 10**13).map(lambda cents: Decimal(cents).scaleb(-2))
CODES = st.sampled_from(sorted(set(DIGITS) - {"ALL", "TOP"}))


def in_style(amount, thousands, decimals):
    return f"{amount:,.2f}".replace(",", "T").replace(".", decimals).replace("T", thousands)


STYLES = st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", "."), ("\u202f", ",")])


@given(
    CENTS, STYLES, st.sampled_from(["EUR {}", "€{}", "{} €", "{} eur", "about {}€", "{} EUR/yr"])
)
def test_every_amount_written_the_european_or_american_way_is_read_back(amount, style, layout):
    text = layout.format(in_style(amount, *style))
    assert parse_money(text, "USD") == money(amount, "EUR")


@given(CODES, st.integers(100, 10**6))
def test_every_currency_may_follow_its_amount(code, amount):
    assert parse_money(f"{amount} {code}", "EUR") == money(amount, code)


@given(st.integers(1, 99999), st.sampled_from([("k", 3), ("m", 6), (" grand", 3), (" Mio", 6)]))
def test_a_scale_multiplies_its_number(number, scale):
    word, power = scale
    assert parse_money(f"{number}{word}", "USD") == money(number * 10**power)


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_range_gives_its_low_end_and_never_its_high_end(low, more):
    assert parse_money(f"{low}-{low + more}k", "USD") == money(low * 1000)
    assert parse_money(f"{low + more}k-{low}k", "USD") is None


@given(st.from_regex(r"[$€]?\d{1,3}[.,]?\d{0,3}[kmKM]?( (eur|usd|per month))?", fullmatch=True))
def test_capitals_and_spaces_around_change_no_amount(text):
    assert parse_money(f"  {text.upper()} ", "USD") == parse_money(text, "USD")


@given(st.text(max_size=70) | st.from_regex(r"[\d.,' kmKM$€-]{1,20}|[\d]{1,30}[a-z$€ ]{0,9}"))
def test_no_text_breaks_the_reading_of_amounts(text):
    found = parse_money(text, "USD")
    assert found is None or 0 <= found.amount <= 10**12


@given(st.lists(st.builds(money, CENTS, st.sampled_from(["USD", "EUR", "JPY"]))))
def test_sums_lose_nothing(amounts):
    sums = sum_by_currency(amounts)
    assert sum(total.amount for total in sums.values()) == sum(one.amount for one in amounts)
    assert set(sums) == {one.currency for one in amounts}
