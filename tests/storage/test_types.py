"""How a moment, an amount, a set of weekdays and a name are kept."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from storage.names import name_key, spelling
from storage.types import Amount, Moment, Weekdays

DIALECTS: list[Any] = [sqlite.dialect(), postgresql.dialect()]  # type: ignore[no-untyped-call]
either = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)


@either
def test_a_naive_moment_is_refused(dialect: Any) -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 3, 10), dialect)


@either
@given(
    moment=st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2199, 12, 30)),
    minutes=st.integers(-14 * 60, 14 * 60),
)
def test_a_moment_comes_back_the_same_in_utc(dialect: Any, moment: datetime, minutes: int) -> None:
    there = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    kept = Moment().process_bind_param(there, dialect)
    back = Moment().process_result_value(kept, dialect)
    assert back is not None
    assert (back, back.tzinfo) == (there, UTC)


@either
@given(st.decimals(min_value=0, max_value=Decimal(10) ** 12, places=4))
def test_an_amount_comes_back_to_the_last_digit(dialect: Any, amount: Decimal) -> None:
    kept = Amount().process_bind_param(amount, dialect)
    assert isinstance(kept, int)
    assert Amount().process_result_value(kept, dialect) == amount


@either
@pytest.mark.parametrize("amount", ["0.00001", "12.34567"])
def test_an_amount_finer_than_can_be_kept_is_refused(dialect: Any, amount: str) -> None:
    with pytest.raises(ValueError, match="four decimal places"):
        Amount().process_bind_param(Decimal(amount), dialect)


@either
@given(st.frozensets(st.integers(0, 6)))
def test_weekdays_come_back_whole(dialect: Any, days: frozenset[int]) -> None:
    kept = Weekdays().process_bind_param(days, dialect)
    assert Weekdays().process_result_value(kept, dialect) == days


@either
@pytest.mark.parametrize("kind", [Moment, Amount, Weekdays])
def test_nothing_stays_nothing(dialect: Any, kind: type) -> None:
    assert kind().process_bind_param(None, dialect) is None
    assert kind().process_result_value(None, dialect) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme", "ACME"),
        ("  Blue   Bottle ", "blue bottle"),
        ("O'Neil", "o’neil"),
        ("O'Neil", "O´Neil"),
        ("Café", "Cafe\u0301"),
        ("Straße", "STRASSE"),
        ("ＡＣＭＥ", "acme"),
        ("Clínica Atlântico", "clinica atlantico"),
        ("Ünal", "unal"),
        ("Søren Łódź", "soren lodz"),
        ("Ærø", "aero"),
    ],
)
def test_names_that_look_alike_are_the_same(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize("other", ["Acme.", "Acme B", "A'cme", "Acm", "Acme 2", "αcme"])
def test_names_that_differ_are_not(other: str) -> None:
    assert name_key("Acme") != name_key(other)


def test_an_accent_is_part_of_how_a_name_is_spelt() -> None:
    assert spelling("Bär") != spelling("Bar")
    assert spelling("BÄR ") == spelling("ba\u0308r")


@pytest.mark.parametrize(("one", "other"), [("บ้าน", "บาน"), ("कि", "क"), ("が", "か")])
def test_marks_that_are_letters_stay(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text())
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
