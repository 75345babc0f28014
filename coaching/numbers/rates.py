"""Close rate, win rate and slippage, by count or by amount, and what they say (002)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from coaching.money import Money

ENOUGH = 5
"""Closed deals below which no rate is told (playbook §6)."""
SMALL = 30
"""Closed deals below which a rate comes with its interval (ours)."""
Z95 = 1.959963984540054
"""The 97.5 % quantile of the normal distribution: a two-sided interval of 95 %."""
HEALTHY_CLOSE = Decimal(1) / 3
HEALTHY_WIN = Decimal("0.50")
TARGET_WIN = Decimal("0.66")
"""A healthy close rate, a healthy win rate, and the win rate to aim for (002)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many qualified deals ended how, or how much money they came to.

    `no_decision` includes opportunities let go, which also stand alone in `let_go`; `unknown` are
    losses of unknown kind; `slipped` left the period undecided. All are 0 or more, in deals or in
    major units of one currency.
    """

    won: Decimal = Decimal(0)
    competition: Decimal = Decimal(0)
    no_decision: Decimal = Decimal(0)
    unknown: Decimal = Decimal(0)
    let_go: Decimal = Decimal(0)
    slipped: Decimal = Decimal(0)

    @property
    def closed(self) -> Decimal:
        """Won and lost, in whatever way."""
        return self.won + self.competition + self.no_decision + self.unknown

    def __add__(self, other: "Tally") -> "Tally":
        """Part by part."""
        return Tally(
            self.won + other.won,
            self.competition + other.competition,
            self.no_decision + other.no_decision,
            self.unknown + other.unknown,
            self.let_go + other.let_go,
            self.slipped + other.slipped,
        )

    def times(self, price: Decimal) -> "Tally":
        """Every part so many times: deals of one price as money."""
        return Tally(
            self.won * price,
            self.competition * price,
            self.no_decision * price,
            self.unknown * price,
            self.let_go * price,
            self.slipped * price,
        )


@dataclass(frozen=True, slots=True)
class Rate:
    """A share from 0 to 1 with what it was computed from; `value` is None without any whole."""

    part: Decimal
    whole: Decimal

    @property
    def value(self) -> Decimal | None:
        """part / whole; None where there is nothing to divide by."""
        return self.part / self.whole if self.whole else None


def close_rate(tally: Tally) -> Rate:
    """won / (won + lost to competition + lost to no decision + lost in an unknown way) (002)."""
    return Rate(tally.won, tally.closed)


def win_rate(tally: Tally) -> Rate:
    """won / (won + lost to competition): how often we are chosen where anybody is (002)."""
    return Rate(tally.won, tally.won + tally.competition)


def adjusted_close_rate(tally: Tally) -> Rate:
    """won / (closed + slipped out of the period); the gap to the close rate is slippage (002)."""
    return Rate(tally.won, tally.closed + tally.slipped)


def at_list_price(
    products: Iterable[tuple[Tally, Money | None]],
) -> tuple[dict[str, Tally], int]:
    """What deals come to at the list price of their product, by currency, where neither a discount
    nor a lost deal's missing amount blurs the rate; and how many closed ones have no list price."""
    found: dict[str, Tally] = {}
    without = 0
    for tally, price in products:
        if price is None:
            without += int(tally.closed)
        else:
            known = found.get(price.currency, Tally())
            found[price.currency] = known + tally.times(price.amount)
    return found, without


def is_enough(closed: int) -> bool:
    """Whether so many closed deals allow a rate to be told (playbook §6)."""
    return closed >= ENOUGH


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % score interval of Wilson (1927) for part of whole; (0, 1) where whole is 0.

    Raises ValueError unless 0 ≤ part ≤ whole.
    """
    if not 0 <= part <= whole:
        raise ValueError("a part lies between nothing and the whole")
    if whole == 0:
        return 0.0, 1.0
    share, square = part / whole, Z95 * Z95
    middle = share + square / (2 * whole)
    reach = Z95 * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    under = 1 + square / whole
    low, high = (middle - reach) / under, (middle + reach) / under
    return min(share, max(0.0, low)), max(share, min(1.0, high))


def interval(part: int, whole: int) -> tuple[float, float] | None:
    """Wilson's interval where there are few; None from SMALL on (playbook §6)."""
    return wilson(part, whole) if whole < SMALL else None


def diagnosis(count: Tally, stuck: str | None = None) -> str:
    """What the deals that were not won say, in one sentence with its numbers (002).

    `stuck` is the forecast category in which most open opportunities are late, if one is known.
    """
    closed = int(count.closed)
    if not is_enough(closed):
        return f"Not enough data yet ({closed} closed; {ENOUGH} are needed)."
    close, win = close_rate(count).value, win_rate(count).value
    lost = int(count.competition + count.no_decision)
    assert close is not None
    if close >= HEALTHY_CLOSE and (win is None or win >= HEALTHY_WIN):
        return (
            f"Healthy: {int(count.won)} of {closed} closed deals were won. With coverage at 3× as "
            "well, capacity is the limit: add a seller."
        )
    if not lost:
        return f"All {int(count.unknown)} losses are of unknown kind: note whom they were lost to."
    if count.no_decision >= count.competition:
        told = f"{int(count.no_decision)} of {lost} losses went to no decision"
        cure = "discovery or persuasion is the weak spot"
    else:
        told = f"{int(count.competition)} of {lost} losses went to competition"
        cure = "differentiation is the weak spot"
    return f"{told}: {cure}.{f' {CURES[stuck]}' if stuck in CURES else ''}"


CURES: dict[str | None, str] = {
    "Pipeline": "Most late deals sit before Best Case: bring business-value material.",
    "Best Case": "Most late deals sit in Best Case: bring proof and references.",
    "Commit": "Most late deals sit in Commit: clear contract, security and deployment.",
}
"""What helps where deals are stuck (002)."""
