"""Small phrases: a day, a span, a list of things. English, whatever the process's locale."""

from collections.abc import Sequence
from datetime import date

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(d: date) -> str:
    """Thu 12 Mar 2026."""
    return f"{WEEKDAYS[d.weekday()]} {d.day} {MONTHS[d.month - 1]} {d.year}"


def plural(n: int, one: str, many: str | None = None) -> str:
    """1 row, 2 rows; `many` where an s is not enough."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def days(n: int) -> str:
    """1 day, 5 days."""
    return plural(n, "day")


def relative(d: date, today: date) -> str:
    """today, tomorrow, yesterday, in 12 days, 3 days ago."""
    ahead = (d - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if ahead in near:
        return near[ahead]
    return f"in {days(ahead)}" if ahead > 0 else f"{days(-ahead)} ago"


def both(d: date, today: date) -> str:
    """Thu 12 Mar 2026 (in 9 days)."""
    return f"{day(d)} ({relative(d, today)})"


def listing(things: Sequence[str], word: str = "and") -> str:
    """a, b and c; nothing for nothing."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {word} {things[-1]}"


def one_line(text: str) -> str:
    """What somebody typed, without line breaks and doubled spaces."""
    return " ".join(text.split())


def clause(text: str) -> str:
    """What somebody typed, to stand inside a sentence of ours: one line, no stop at its end."""
    return one_line(text).rstrip(" .!,;")
