"""Lines about a product's list price and its gross margin."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.grammar.pieces import trailing_money
from bot.grammar.requests import Form, Products, Reading, Request
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import Priced
from coaching.errors import Refusal

PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|percent)?")
WHOLE = 100


def product(pieces: Sequence[Token], reading: Reading) -> Request:
    """`product "GTX Pro" 4821 margin 60%`; `product` alone lists what is known."""
    if not pieces:
        return Products()
    words, margin = _margin(tuple(pieces))
    name, price = trailing_money(words, reading)
    if price is None and margin is None:
        return Form("product", {"product": joined(words)})
    return Priced(joined(name), price, margin)


def share(typed: str, field: str = "margin") -> Decimal:
    """`60 %` as 0.6; raises Refusal for what is no share of a hundred."""
    found = PERCENT.fullmatch(typed.strip().casefold())
    percent = Decimal(found[1].replace(",", ".")) if found else None
    if percent is None or percent > WHOLE:
        raise Refusal(
            f"I can't read “{typed}” as a margin. Say a share of the price, for instance "
            "`product pro 4,800 margin 60%`.",
            field=field,
        )
    return percent / WHOLE


def _margin(pieces: tuple[Token, ...]) -> tuple[tuple[Token, ...], Decimal | None]:
    """What stands before the word margin, and the share behind it."""
    at = next((n for n in range(len(pieces) - 1, 0, -1) if pieces[n].word == "margin"), None)
    if at is None or pieces[at].quoted:
        return pieces, None
    return pieces[:at], share(joined(pieces[at + 1 :]))
