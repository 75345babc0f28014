"""Lines that hand a deal over or open it again, and lines about money of the whole workspace."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.grammar.figures import asked
from bot.grammar.pieces import A_DAY, colleague, read_date, trailing_date, trailing_money
from bot.grammar.requests import Costs, Form, Reading, Request, Targets
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import Aim, Cost, DealWords, Hand, Reopen
from coaching.errors import Refusal
from coaching.money import Money, parse_money
from coaching.when import Grain, When

YEAR, A_WHILE = timedelta(days=365), timedelta(days=40)
COMING = frozenset({"next", "coming"})
MONTHS_IN_QUARTER = 3
PERIODS = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR})
MONTHLY = A_DAY | {Grain.WEEK, Grain.MONTH}
JOINTS = frozenset({"to", "for", "on", "in", "at", "of"})


def hand(pieces: Sequence[Token], reading: Reading) -> Request:
    """`hand acme @ben`, `hand acme to Ben Kaya`."""
    at = _last_to(pieces) or len(pieces) - 1
    if at < 1:
        return Form("hand", {"deal": joined(pieces)})
    to = tuple(pieces[at + 1 :]) if pieces[at].word == "to" else tuple(pieces[at:])
    if not to:
        return Form("hand", {"deal": joined(pieces[:at])})
    return Hand(DealWords(joined(pieces[:at])), colleague(to))


def _last_to(pieces: Sequence[Token]) -> int | None:
    return next((n for n in range(len(pieces) - 1, 0, -1) if pieces[n].word == "to"), None)


def reopen(pieces: Sequence[Token], reading: Reading) -> Request:
    """`reopen acme`."""
    return Reopen(DealWords(joined(pieces))) if pieces else Form("reopen")


def cost(pieces: Sequence[Token], reading: Reading) -> Request:
    """`cost google 2k march`; `cost` alone lists what was spent."""
    if not pieces:
        return Costs()
    if pieces[0].word in ("report", "reports"):
        return asked("cost report", pieces[1:], reading)
    words, month = _month(tuple(pieces), reading)
    source, amount = trailing_money(words, reading)
    if amount is None:
        filled = {"source": joined(words), "month": month.isoformat() if month else ""}
        return Form("cost", filled)
    source = _bare(source)
    if month is None:
        source, month = _month(source, reading)
    return Cost(joined(source), amount, month or reading.today.replace(day=1))


def _month(pieces: tuple[Token, ...], reading: Reading) -> tuple[tuple[Token, ...], date | None]:
    """What stands before the month at the end, and its first day; money spent is spent already."""
    words, found = trailing_date(pieces, reading)
    if found is None or not words:
        return pieces, None
    typed = joined(pieces[len(words) :])
    if typed.isdecimal():
        return pieces, None
    first = found.start.replace(day=1)
    if first > reading.today and _comes_round(typed, found, reading):
        earlier = read_date(typed, replace(reading, now=reading.now - YEAR))
        first = earlier.start.replace(day=1) if earlier else first
    if first > reading.today:
        raise Refusal(
            f"“{typed}” lies ahead, and money is spent once it is paid. "
            "Say for instance `cost google 2k march`.",
            field="month",
        )
    return _bare(words), first


def _comes_round(typed: str, found: When, reading: Reading) -> bool:
    """Whether a month has that name every year: april, but neither “next month” nor “in 5 weeks”.

    What is named by its distance is another month where it was said a while ago.
    """
    ago = read_date(typed, replace(reading, now=reading.now - A_WHILE))
    same = ago is not None and ago.start.month == found.start.month
    return same and found.grain in MONTHLY and COMING.isdisjoint(typed.casefold().split())


def _bare(words: tuple[Token, ...]) -> tuple[Token, ...]:
    while len(words) > 1 and words[-1].word in JOINTS:
        words = words[:-1]
    return words


def target(pieces: Sequence[Token], reading: Reading) -> Request:
    """`target 500k q2 @ben`; `target` alone lists what is to be reached."""
    if not pieces:
        return Targets()
    named = [piece for piece in pieces if (piece.reference or "").startswith("@")]
    owner = colleague(named[:1]) if named else None
    words = [one for one in pieces if one.word not in JOINTS and one not in named]
    read = list(_ways(words, reading))
    for amount, when in read:
        found = read_date(when, reading)
        if found is not None and found.grain in PERIODS:
            return Aim(amount, *_whole(found), owner)
        if not when:
            return Aim(amount, *quarter_of(reading.today), owner)
    if read:
        raise Refusal(
            f"I can't read “{read[0][1]}” as a quarter. Say for instance `target 500k q2` "
            "or `target 2m 2027`.",
            field="period",
        )
    raise Refusal(
        f"I can't read “{joined(pieces)}” as an amount and a quarter. "
        "Say for instance `target 500k q2`.",
        field="amount",
    )


def _ways(words: Sequence[Token], reading: Reading) -> Iterator[tuple[Money, str]]:
    """The amount, the longest first, before or behind the words for its period."""
    for length in range(len(words), 0, -1):
        for start in dict.fromkeys((0, len(words) - length)):
            amount = parse_money(joined(words[start : start + length]), reading.currency)
            if amount is not None:
                yield amount, joined((*words[:start], *words[start + length :]))


def _whole(found: When) -> tuple[date, date]:
    """All of the period: one that is running is read as its last day."""
    end = found.end
    starts = {
        Grain.MONTH: end.replace(day=1),
        Grain.QUARTER: quarter_of(end)[0],
        Grain.HALF: end.replace(month=1 if end.month <= 6 else 7, day=1),
        Grain.YEAR: end.replace(month=1, day=1),
    }
    return starts[found.grain], end


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of the calendar quarter of a day."""
    first = (day.month - 1) // MONTHS_IN_QUARTER * MONTHS_IN_QUARTER + 1
    start = day.replace(month=first, day=1)
    after = (start + timedelta(days=31 * MONTHS_IN_QUARTER)).replace(day=1)
    return start, after - timedelta(days=1)
