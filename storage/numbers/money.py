"""Amounts in the workspace's currency, in SQL, each row rounded so that rows add up to sums."""

from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, and_, case, type_coerce
from sqlalchemy.sql.elements import ColumnElement

from coaching.currencies import digits
from coaching.numbers.exchange import Rates, spans
from storage.types import Amount

SCALE_DIGITS = 4
"""An amount's column counts ten-thousandths."""


def exchanged(
    amount: ColumnElement[Any], currency: ColumnElement[Any], on: ColumnElement[Any], into: str,
    rates: Rates,
) -> tuple[ColumnElement[Any], ColumnElement[Any]]:  # fmt: skip
    """The amount and the currency that it counts in: at the rate of its day `on`, without a day
    at the newest. What has no rate stays as it is."""
    known = {code: spans(rates[code]) for code in sorted(rates) if rates[code] and code != into}
    if not known:
        return amount, currency
    whens = []
    for code, found in known.items():
        plain = type_coerce(amount, BigInteger)
        whens += [
            (and_(currency == code, on < span.until), times(plain, span.rate, into))
            for span in found[:-1]
        ]
        whens.append((currency == code, times(plain, found[-1].rate, into)))
    worth = type_coerce(case(*whens, else_=type_coerce(amount, BigInteger)), Amount)
    return worth, case((currency.in_(list(known)), into), else_=currency)


def times(amount: ColumnElement[Any], rate: Decimal, into: str) -> ColumnElement[Any]:
    """Whole ten-thousandths times a rate, to the minor unit, halves up, with integers alone."""
    exact = rate.normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    number = int(exact.scaleb(places))
    unit = 10 ** (SCALE_DIGITS - digits(into))
    parts = 10**places * unit
    rest = (amount % parts) * number
    result: ColumnElement[Any] = ((amount // parts) * number + (rest + parts // 2) // parts) * unit
    return result
