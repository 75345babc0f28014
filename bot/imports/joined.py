"""Lists that belong to a file of deals: products with their prices, accounts with their sector."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bot.imports import amounts
from bot.imports.sheets import Sheet, opened
from bot.imports.vocabulary import key, tidy, vocabulary
from coaching.errors import Refusal


@dataclass(frozen=True, slots=True)
class Product:
    """A product as its list spells it, and what it costs; no currency: that of the deals."""

    name: str
    price: Decimal | None
    currency: str | None = None


def products(path: Path | None) -> Mapping[str, Product]:
    """Products by key, so that “GTXPro” finds “GTX Pro”."""
    if path is None:
        return {}
    sheet = opened(path)
    name, price = _column(sheet, "product"), _column(sheet, "price")
    currency = amounts.currency_in(sheet.header[price])
    found = {}
    for line in sheet.lines():
        product = tidy(line.cells[name])
        try:
            amount = amounts.read(line.cells[price], None)
        except ValueError as error:
            raise Refusal(
                f"{path.name}, row {line.number}: “{error}” is no price. Correct it, then again."
            ) from error
        code = amounts.currency_in(line.cells[price]) or currency
        found[key(product)] = Product(product, amount, code)
    return found


def segments(path: Path | None) -> Mapping[str, str]:
    """The sector of each account, by the account's key."""
    if path is None:
        return {}
    sheet = opened(path)
    name, segment = _column(sheet, "account"), _column(sheet, "segment")
    return {key(line.cells[name]): tidy(line.cells[segment]) for line in sheet.lines()}


def _column(sheet: Sheet, field: str) -> int:
    """Where a field stands; raises Refusal that says how its column may be called."""
    names = [key(column) for column in sheet.header]
    known = vocabulary().joined[field]
    for name in known:
        if name in names:
            return names.index(name)
    raise Refusal(
        f"{sheet.path.name} has no column for the {field}. "
        f"Call one of them “{field}” in its first line."
    )
