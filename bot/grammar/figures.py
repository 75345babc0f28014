"""Lines that ask for a number: which, over what period, split by what, as of when."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.grammar.periods import need_period, period_of
from bot.grammar.pieces import read_date
from bot.grammar.requests import Form, Reading, Request
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import Call, DealWords, Figure
from coaching.errors import Refusal
from coaching.money import parse_money
from coaching.numbers import periods
from coaching.numbers.periods import Period

BY = {
    "owner": "owner", "owners": "owner", "seller": "owner", "sellers": "owner", "agent": "owner",
    "rep": "owner", "source": "source", "sources": "source", "product": "product",
    "products": "product", "segment": "segment", "segments": "segment",
    "competitor": "competitor", "competitors": "competitor",
}  # fmt: skip
COHORT_DAYS = 365
"""What a funnel and channels look back over unless a period is named (ours)."""
MODES = {"forecast": ("weighted", "smb"), "coverage": ("enterprise", "smb")}
MOST_COUNT = 6
_PERIOD_WORDS = 3


def figure(kind: str) -> Callable[[Sequence[Token], Reading], Request]:
    """How a line that asks for such a figure is read."""
    return lambda pieces, reading: asked(kind, pieces, reading)


def asked(kind: str, pieces: Sequence[Token], reading: Reading) -> Figure:
    """`numbers q2 by source`, `coverage as of last monday`, `forecast weighted`."""
    line = " ".join((kind, *(piece.text for piece in pieces)))
    words = [piece.text for piece in pieces]
    words, as_of = _as_of(words, reading)
    words, by = _by(words)
    mode = next((word for word in words if word.casefold() in MODES.get(kind, ())), "")
    rest = " ".join(word for word in words if word != mode)
    period = need_period(rest, reading.today) if rest else _usual(kind, reading)
    return Figure(kind, period, by, as_of, mode.casefold(), line)


def _as_of(words: list[str], reading: Reading) -> tuple[list[str], date | None]:
    low = [word.casefold() for word in words]
    at = next((n for n in range(len(low) - 1) if low[n : n + 2] == ["as", "of"]), None)
    if at is None:
        return words, None
    typed = " ".join(words[at + 2 :])
    found = read_date(typed, replace(reading, now=reading.now))
    day = found.start if found else None
    if day is not None and day > reading.today:
        day -= timedelta(days=7 if (day - reading.today).days <= 7 else 365)
    if day is None or day > reading.today:
        raise Refusal(
            f"I can't read “{typed}” as a day that has passed. Say for instance "
            "`coverage as of 1 march` or `numbers as of last monday`."
        )
    return words[:at], day


def _by(words: list[str]) -> tuple[list[str], str]:
    low = [word.casefold() for word in words]
    if "by" not in low:
        return words, ""
    at = low.index("by")
    named = low[at + 1] if at + 1 < len(low) else ""
    if named not in BY:
        raise Refusal(
            f"I can split by owner, source, product, segment or competitor, not by “{named}”. "
            "Say for instance `numbers this quarter by source`."
        )
    return words[:at] + words[at + 2 :], BY[named]


def _usual(kind: str, reading: Reading) -> Period:
    if kind in ("funnel", "channels", "cost report"):
        return periods.last_days(reading.today, COHORT_DAYS)
    return periods.quarter(reading.today)


def call(inside: bool) -> Callable[[Sequence[Token], Reading], Request]:
    """`in acme`, `out acme "legal in July"`, `in acme q3`."""

    def read(pieces: Sequence[Token], reading: Reading) -> Request:
        if not pieces:
            return Form("in" if inside else "out")
        words = tuple(pieces)
        reason = None
        if words[-1].quoted and len(words) > 1:
            words, reason = words[:-1], words[-1].text
        words, period = _trailing_period(words, reading)
        deal = DealWords(joined(words), more=reason is None)
        return Call(deal, inside, period or periods.quarter(reading.today), reason)

    return read


def _trailing_period(
    words: tuple[Token, ...], reading: Reading
) -> tuple[tuple[Token, ...], Period | None]:
    for length in range(min(_PERIOD_WORDS, len(words) - 1), 0, -1):
        tail = joined(words[-length:])
        found = period_of(tail, reading.today) if not words[-1].quoted else None
        if found is not None and found.label.startswith(("Q", "H")):
            return words[:-length], found
    return words, None


def plan(pieces: Sequence[Token], reading: Reading) -> Request:
    """`plan 1m`, `plan 1m 2027`."""
    if not pieces:
        return Form("plan")
    for length in range(len(pieces), 0, -1):
        amount = parse_money(joined(pieces[:length]), reading.currency)
        if amount is None or not amount.amount:
            continue
        rest = joined(pieces[length:])
        today = reading.today
        year = Period(today, today + timedelta(days=COHORT_DAYS - 1), "the next 12 months")
        period = need_period(rest, today) if rest else year
        if period.days is None:
            raise Refusal("A plan needs an end: say for instance `plan 1m 2027`.")
        return Figure("plan", period, line=f"plan {joined(pieces)}", amount=amount)
    raise Refusal("Say what is to be won, for instance `plan 1m` or `plan 250k q3`.")


def sdr(pieces: Sequence[Token], reading: Reading) -> Request:
    """`sdr 12k 40 4`: variable pay, and the meetings and closed deals that are expected."""
    if not pieces:
        return Form("sdr")
    plain = [piece for piece in pieces if piece.word not in ("meetings", "closed", "deals", "and")]
    numbers = [piece.text for piece in plain[-2:]]
    amount = parse_money(joined(plain[:-2]), reading.currency) if len(plain) > 2 else None
    right = all(one.isdecimal() and len(one) <= MOST_COUNT for one in numbers)
    if amount is None or not right or not sum(map(int, numbers)):
        raise Refusal(
            "Say the variable pay, then how many meetings and closed deals are expected: "
            "`sdr 12k 40 meetings 4 closed`."
        )
    usual = periods.quarter(reading.today)
    line = f"sdr {joined(pieces)}"
    meetings, closed = map(int, numbers)
    return Figure("sdr", usual, line=line, amount=amount, counts=(meetings, closed))
