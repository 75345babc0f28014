"""A time of day that stands alone, and one beside a number that may be a day of the month."""

from dataclasses import replace
from datetime import time

from coaching.when.clock import Clock, beside, split_clock
from coaching.when.days import of_some_month
from coaching.when.values import DAY, Said, When
from coaching.when.words import WEEKDAYS


def today_at(clock: Clock, said: Said) -> When | None:
    """Mean the next time the clock shows this."""
    if not clock.at or not clock.alone:
        return None
    passed = clock.rolls and clock.at <= said.clock
    on = said.today + DAY if passed else said.today
    return When(on, on, clock.grain, clock.at)


def alone(phrase: str) -> Clock | None:
    """Give the time of day of a phrase that names nothing else."""
    return next((clock for rest, clock in split_clock(phrase) if not rest), None)


def two_clocks(one: Clock, two: Clock, said: Said) -> When | None:
    """Read "9ish tonight" and "at 9 in the morning": an hour, and the part of day it lies in."""
    exact, part = (one, two) if one.number else (two, one)
    if not exact.number or part.number or not part.alone:
        return None
    at = beside(exact, part.at)
    return today_at(replace(at, rolls=part.rolls, alone=True), said)


def may_be_date(rest: str, clock: Clock, of: When) -> bool:
    """Say whether a lone number after a weekday may be a day of the month: "wed 18", "fri 10"."""
    if rest.split()[-1] not in WEEKDAYS or not clock.at:
        return False
    if clock.number > 12:
        return True
    if clock.led:
        return False
    found = of_some_month(f"{clock.number}th", Said(of.start, time(0), True, frozenset(range(7))))
    return bool(found and found.start.weekday() == of.start.weekday())
