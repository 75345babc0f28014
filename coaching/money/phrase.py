"""The grammar of a typed amount: hedge, currency, number, scale, currency, label; and ranges."""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from coaching.currencies import digits
from coaching.money.numbers import AND_A_HALF, number, words_to_number
from coaching.money.tokens import tokens_of
from coaching.money.words import (
    AS_WRITTEN,
    CURRENCIES,
    DOLLAR_KINDS,
    DOLLAR_SIGN,
    DOLLARS,
    HEDGES,
    LABELS,
    PESO,
    PESOS,
    POINT_SCALES,
    SCALE_LETTERS,
    SCALES,
    UNSTATED,
)

LARGEST = Decimal(10) ** 12
"""No deal is larger, in any currency; what is, was mistyped."""
LARGEST_BARE = Decimal(10) ** 8
"""From here on, digits without currency or scale are a telephone number."""
CLEARLY_MONEY = 100
"""From here on, a number may carry words ("2000 per month") or one decimal ("1500.5")."""


@dataclass(slots=True)
class Amount:
    """What has been read of one amount so far."""

    digits: str = ""
    value: Decimal | None = None
    scale: Decimal | None = None
    currencies: list[str] = field(default_factory=list)
    worded: bool = False
    shouted: bool = False

    def shown(self) -> bool:
        """Say whether currency, scale or size show that this is money."""
        if self.scale or (self.currencies and not self.shouted):
            return True
        return self.value is not None and self.value >= CLEARLY_MONEY

    def total(self, scale: Decimal | None = None) -> Decimal:
        """Give the number times its scale, or the one lent by the other end of a range."""
        return (self.value or Decimal(0)) * (self.scale or scale or 1)


def read_amount(text: str, default: str) -> tuple[Decimal, str] | None:
    """Read an amount and its currency's code; None where the text is no amount."""
    tokens = tokens_of(text)
    if not tokens:
        return None
    low, high = _ends(tokens)
    if not low or (not high and _may_be_other(low)):
        return None
    currency = _currency([*low.currencies, *(high.currencies if high else [])], default)
    total = _low_end(low, high) if high else low.total()
    if currency is None or total is None or total > LARGEST:
        return None
    return total.quantize(Decimal(1).scaleb(-digits(currency)), ROUND_HALF_UP), currency


_JOINTS = ("-", "to", "or", "and")


def _ends(tokens: list[str]) -> tuple[Amount | None, Amount | None]:
    """Read one amount, or the two ends of a range."""
    if found := _amount(tokens):
        return found, None
    for at, token in enumerate(tokens[1:-1], start=1):
        if token.lower() in _JOINTS:
            low, high = _amount(tokens[:at]), _amount(tokens[at + 1 :])
            if low and high:
                return low, high
    return None, None


def _low_end(low: Amount, high: Amount) -> Decimal | None:
    """Give the low end of a range; "10-15k" lends it the scale, "500-1k" does not."""
    lent = high.scale if not low.scale and (low.value or 0) < (high.value or 0) else None
    total = low.total(lent)
    if total >= high.total() or (high.scale and not (lent or low.shown())):
        return None
    if low.currencies or high.currencies or low.scale or high.scale:
        return total
    round_sums = total >= CLEARLY_MONEY and total % 50 == 0 and high.total() % 50 == 0
    return total if round_sums and not _is_year(low.digits) else None


def _amount(tokens: list[str]) -> Amount | None:
    """Read hedges and currency, the number, then scale, currency and labels; all or nothing."""
    found = Amount()
    rest = _number(_before(tokens, found), found)
    if found.value is None:
        return None
    rest = _scale(rest, found)
    while rest:
        taken = _money_word(rest, found) or _label(rest, found)
        if not taken:
            return None
        rest = rest[taken:]
    return found


def _before(tokens: list[str], found: Amount) -> list[str]:
    while tokens and not tokens[0][-1].isdigit():
        taken = _money_word(tokens, found)
        if not taken and tokens[0].lower() in HEDGES:
            found.worded = True
            taken = 1
        if not taken:
            break
        tokens = tokens[taken:]
    return tokens


def _number(tokens: list[str], found: Amount) -> list[str]:
    if not tokens:
        return tokens
    if not tokens[0][-1].isdigit():
        words = words_to_number([token.lower() for token in tokens])
        if words:
            found.value = words[0]
            found.worded = True
        return tokens[words[1] :] if words else tokens
    scale = tokens[1].lower() if len(tokens) > 1 else ""
    found.digits = tokens[0].lower()
    found.value = number(found.digits, point_scale=scale in POINT_SCALES, scaled=scale in SCALES)
    return tokens[1:]


def _scale(tokens: list[str], found: Amount) -> list[str]:
    """Read "k", "million", "hundred thousand", the letter of "k$", and "2 and a half million"."""
    said = [token.lower() for token in tokens[:4]]
    if tuple(said[:3]) == AND_A_HALF and said[-1] in SCALES:
        found.value = (found.value or 0) + Decimal("0.5")
        tokens = tokens[3:]
    while tokens and tokens[0].lower() in SCALES:
        found.scale = (found.scale or 1) * SCALES[tokens[0].lower()]
        tokens = tokens[1:]
    return tokens


def _money_word(tokens: list[str], found: Amount) -> int:
    """Read a currency, alone or with a letter or word before it; gives the tokens taken."""
    word = tokens[0].lower()
    if code := CURRENCIES.get(word):
        found.currencies.append(code)
        return 1
    if code := AS_WRITTEN.get(tokens[0]):
        found.currencies.append(code)
        found.shouted = True
        return 1
    after = tokens[1].lower() if len(tokens) > 1 else ""
    if word in DOLLAR_KINDS and CURRENCIES.get(after):
        found.currencies.append(DOLLAR_KINDS[word])
        return 2
    return _lettered(word, after, found)


def _lettered(word: str, after: str, found: Amount) -> int:
    """Read "T€", "k$", "MSEK": a scale and a currency in one."""
    power = SCALE_LETTERS.get(word[0])
    code = CURRENCIES.get(word[1:] or after)
    if not power or not code or found.scale:
        return 0
    found.scale = Decimal(10) ** power
    found.currencies.append(code)
    return 1 if word[1:] else 2


def _label(tokens: list[str], found: Amount) -> int:
    word = tokens[0].lower().replace(" ", "-")
    if word in ("/", "per") and len(tokens) > 1 and tokens[1].lower() in ("m", "q", "y"):
        found.worded = True
        return 2
    if word not in LABELS:
        return 0
    found.worded = True
    return 1


def _currency(codes: list[str], default: str) -> str | None:
    """Settle on one currency: the default, unless one was typed; None where two were."""
    named = set(codes) - {DOLLAR_SIGN, PESO, UNSTATED}
    if len(named) > 1:
        return None
    if named:
        code = next(iter(named))
        fits = DOLLAR_SIGN not in codes or code in DOLLARS | PESOS
        return code if fits and (PESO not in codes or code in PESOS) else None
    if PESO in codes:
        return default if default in PESOS else None
    if DOLLAR_SIGN in codes:
        return default if default in DOLLARS | PESOS else "USD"
    return default


_CLOCK_OR_DAY = re.compile(
    r"(?:[01]?\d|2[0-4])\.(?:00|15|30|45)|(?:[0-2]?\d|3[01])[.,](?:0\d|1[0-2])"
)
_DAY_IN_DIGITS = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
_ONE_DECIMAL = re.compile(r"\d+[.,]\d")


def _may_be_other(found: Amount) -> bool:
    """Say whether it may be a clock, a day, a year, a version or a telephone number."""
    if found.shouted or found.worded:
        return not found.shown()
    if found.currencies or found.scale:
        return False
    if found.shown():
        day = _DAY_IN_DIGITS.fullmatch(found.digits) or _is_year(found.digits)
        return bool(day) or found.total() >= LARGEST_BARE
    return bool(_CLOCK_OR_DAY.fullmatch(found.digits) or _ONE_DECIMAL.fullmatch(found.digits))


def _is_year(typed: str) -> bool:
    """Say whether four digits name a year near ours rather than a sum."""
    return len(typed) == 4 and typed.startswith(("202", "203")) and not typed.endswith("0")
