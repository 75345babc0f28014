"""How the hand tells a figure: numbers as text, and what a report must hold."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

from tests.bot.numbers.by_hand import ByHand, day

D = Decimal
SIGNS = {"USD": "$", "EUR": "€"}
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
LABELS = {
    "won": "Won", "competition": "Lost to competition", "no_decision": "Lost to no decision",
    "unknown": "Lost, kind unknown", "slipped": "Slipped out",
}  # fmt: skip
BUYING = {
    "need": "understanding the need", "case": "building the business case",
    "options": "evaluating options", "shortlist": "short list", "negotiating": "negotiating",
    "redlining": "redlining the contract",
}  # fmt: skip
CHANNELS = ["Self-service", "Lower dead zone", "Inside sales", "Upper dead zone", "Enterprise"]
BOUNDS = [1_000, 10_000, 100_000, 250_000]
THUMB = {"suspect": D("0.1"), "prospect": D("0.15"), "opportunity": D("0.33")}
CATEGORIES = ["Commit", "Best Case", "Pipeline"]


@dataclass
class Told:
    """The numbers of each line in order, the rows of each table by caption, points of charts."""

    lines: list[list[str]] = field(default_factory=list)
    tables: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    charts: list[list[list[D]]] = field(default_factory=list)

    def line(self, *numbers: object) -> None:
        self.lines.append([str(one) for one in numbers])


def spelt(d: date) -> str:
    return f"{WEEKDAYS[d.weekday()]} {d.day} {MONTHS[d.month - 1]} {d.year}"


def up(value: D, unit: str = "0.01") -> D:
    return value.quantize(D(unit), ROUND_HALF_UP)


def plain(value: D) -> str:
    """`12,000` or `1,200.50`."""
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


def money(value: D | None, code: str) -> str:
    return "–" if value is None else f"{SIGNS[code]}{plain(up(value))}"


def sums(found: dict[str, D], dash: str = "–") -> str:
    return " + ".join(f"{SIGNS[c]}{plain(found[c])}" for c in sorted(found) if c) or dash


def numbers(found: dict[str, D]) -> list[str]:
    return [plain(found[code]) for code in sorted(found) if code]


def percent(part: D | int, whole: D | int) -> str:
    return f"{up(D(part) / D(whole) * 100)}" if whole else "–"


def share(part: int, whole: int) -> list[str]:
    """The numbers in `63.15 % (4,238 of 6,711)`, with Wilson's interval where there are few."""
    if whole < 5:
        return [f"{whole}"]
    told = [percent(part, whole), f"{part:,}", f"{whole:,}"]
    if whole >= 30:
        return told
    z, p = 1.959963984540054, part / whole
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    reach = z * sqrt(p * (1 - p) / whole + z * z / (4 * whole**2)) / (1 + z * z / whole)
    low, high = min(p, max(0.0, middle - reach)), max(p, min(1.0, middle + reach))
    return [*told, "95", *(f"{up(D(one) * 100)}" for one in (low, high))]


def short(part: int, whole: int) -> str:
    return f"{percent(part, whole)} %" if whole >= 5 else f"not enough data ({whole})"


def times(value: D | None) -> str:
    return f"{value.quantize(D('0.1'), ROUND_HALF_UP)}" if value is not None else "–"


class Counting:
    """What all that is counted by hand starts from."""

    def __init__(self, hand: ByHand) -> None:
        self.hand, self.today = hand, hand.today
        self.year = (self.today - timedelta(days=364), self.today)

    def target(self, first: date, last: date) -> D | None:
        """The target of the period, or of the quarters that fill it."""
        rows = [t for t in self.hand.files["targets"] if not t["owner_id"]]
        known = {(t["starts_on"], t["ends_on"]): D(t["amount"]) for t in rows}
        exact = known.get((first.isoformat(), last.isoformat()))
        parts = [v for (a, b), v in known.items() if first <= day(a) and day(b) <= last]
        return exact if exact is not None else sum(parts) if len(parts) == 4 else None

    def _year_rates(self) -> tuple[int, int, int]:
        ended = self.hand.closed(*self.year)
        won = sum(d["outcome"] == "won" for d in ended)
        return won, len(ended), len(self.hand.slipped(*self.year))

    def _quarters(
        self, count: int, before: int = 0, of: date | None = None
    ) -> list[tuple[date, date]]:
        day = of or self.today
        found, first = [], date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        for _ in range(count + before):
            last = (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)
            found.append((first, last))
            first = (first - timedelta(days=1)).replace(day=1)
            first = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
        return found[before:]
