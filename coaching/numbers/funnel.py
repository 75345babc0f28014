"""From lead to customer: conversion, whether it rises, and back from a target (001, 002)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from coaching.deals import Stage
from coaching.numbers.rates import ENOUGH, Rate

STAGES = tuple(Stage)
THUMB: Mapping[Stage, Decimal] = {
    Stage.SUSPECT: Decimal("0.10"),
    Stage.PROSPECT: Decimal("0.15"),
    Stage.OPPORTUNITY: Decimal("0.33"),
}
"""Rules of thumb for the step out of a stage (001); for leads there is none."""
RULE = (
    "Counted are the deals added in the period; each counts for its furthest stage and for every "
    "stage before it, skipped ones too."
)


def steps(reached: Mapping[Stage, int]) -> dict[Stage, Rate]:
    """The conversion out of each stage but the last, by the stage; a skipped stage counts as
    passed. `reached` are deals whose furthest stage it is."""
    through = passed(reached)
    return {
        here: Rate(Decimal(through[after]), Decimal(through[here]))
        for here, after in pairwise(STAGES)
    }


def passed(furthest: Mapping[Stage, int]) -> dict[Stage, int]:
    """How many deals came to each stage or beyond it."""
    return {
        stage: sum(furthest.get(later, 0) for later in STAGES[number:])
        for number, stage in enumerate(STAGES)
    }


def too_wide(rates: Mapping[Stage, Rate]) -> Stage | None:
    """The first stage whose criteria should be tightened: the step after it converts worse than
    the one before, where each has ENOUGH deals. Conversion must rise from left to right (001)."""
    known = [(s, rates[s].value) for s in STAGES[1:-1] if rates[s].whole >= ENOUGH]
    for (stage, before), (_, after) in pairwise(known):
        assert before is not None
        assert after is not None
        if after < before:
            return stage
    return None


@dataclass(frozen=True, slots=True)
class Need:
    """How many deals must come to a stage, in all and a week; `own` says whose rate was used."""

    stage: Stage
    total: int
    a_week: Decimal
    own: bool


def backwards(
    target: Decimal, average: Decimal, rates: Mapping[Stage, Rate], weeks: int
) -> list[Need]:
    """From a target to customers, opportunities, prospects, suspects and leads, a week (001).

    `average` is a customer's amount in the target's currency, above 0; `weeks` at least 1. A step
    with fewer than ENOUGH deals takes the rule of thumb; where there is none, the way ends.
    Raises ValueError for an average or weeks that are not positive.
    """
    if average <= 0 or weeks < 1:
        raise ValueError("an average customer and a number of weeks are needed")
    needed = _up(target / average)
    found = [Need(Stage.CUSTOMER, needed, Decimal(needed) / weeks, own=True)]
    for stage in reversed(STAGES[:-1]):
        known = rates.get(stage)
        own = known is not None and known.whole >= ENOUGH and bool(known.part)
        rate = known.value if known is not None and own else THUMB.get(stage)
        if not rate:
            break
        needed = _up(Decimal(needed) / rate)
        found.append(Need(stage, needed, Decimal(needed) / weeks, own))
    return found


def _up(number: Decimal) -> int:
    return int(number.to_integral_value(rounding=ROUND_CEILING))
