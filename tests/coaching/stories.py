"""Small stories of one deal: for each warning one that gives it, and one that just does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from coaching.buyers import Buyer, Part
from coaching.deals import Deal, Direction, Stage, Step, TouchKind
from coaching.facts import Fact, FactKind
from coaching.heard import Heard, Logged, Moved, Paced, Redated, Traded
from coaching.policy import Policy
from coaching.story import Story

TODAY = date(2026, 3, 10)
"""A Tuesday."""
SHORT_LIST = "shortlist"


def ago(days: int) -> date:
    """So many days before the stories' day."""
    return TODAY - timedelta(days=days)


def ahead(days: int) -> date:
    """So many days after it."""
    return TODAY + timedelta(days=days)


def touch(days: int, text: str = "", kind: str = "call", way: str = "out", **more: Any) -> Heard:
    """A touch so many days ago."""
    return Heard(ago(days), TouchKind(kind), Direction(way), text, **more)


def deal(**more: Any) -> Deal:
    """An opportunity in the fridge, entered ten days ago."""
    standard: dict[str, Any] = {
        "id": 7,
        "name": "Acme",
        "owner_id": 1,
        "stage": Stage.OPPORTUNITY,
        "created_on": ago(60),
        "entered_stage_on": ago(10),
        "decision_on": ahead(90),
    }
    return Deal(**{**standard, **more})


def story(
    *touches: Heard,
    buyers: tuple[Buyer, ...] = (),
    facts: dict[FactKind, str] | None = None,
    dates: tuple[Redated, ...] = (),
    moves: tuple[Moved, ...] = (),
    trades: tuple[Traded, ...] = (),
    paced: Paced | None = None,
    policy: Policy | None = None,
    colleagues: int = 1,
    **more: Any,
) -> Story:
    """A deal with what was logged of it; the last touch is repeated on the deal."""
    logged = Logged(
        touches,
        dates,
        moves,
        buyers,
        {kind: Fact(kind, text) for kind, text in (facts or {}).items()},
        trades,
    )
    if touches:
        last = touches[-1]
        more = {
            "last_touch_on": last.on,
            "last_touch_kind": last.kind,
            "last_touch_direction": last.direction,
            **more,
        }
    return Story(
        deal(**more),
        TODAY,
        logged,
        policy or Policy(),
        paced=paced or Paced(),
        colleagues=colleagues,
    )


DANA = Buyer("Dana", "CFO", frozenset({Part.DECIDES}))
RAJ = Buyer("Raj", None, frozenset({Part.EVALUATES}))
ANSWERED = {FactKind.PROBLEM: "slow", FactKind.IMPACT: "9 days", FactKind.WHY_NOW: "audit"}
KNOWN: dict[str, Any] = {"buyers": (DANA, RAJ), "facts": ANSWERED}
"""What keeps the warnings of unknowns away."""
LONG: dict[str, Any] = {"entered_stage_on": ago(20)}
SOON = {"decision_on": ahead(10)}
PACE = Paced({Stage.OPPORTUNITY: 40}, {Stage.OPPORTUNITY: 60}, {Stage.OPPORTUNITY: 20})


def _pushed(*spans: int) -> tuple[Redated, ...]:
    days = [ahead(30 + sum(spans[:n])) for n in range(len(spans) + 1)]
    return tuple(Redated(ago(5), before, after) for before, after in pairwise(days))


def _at_quarter_end(told: Story, left: int) -> Story:
    end = date(2026, 3, 31)
    near = replace(told.deal, decision_on=end, step=Step(end))
    return replace(told, deal=near).on(end - timedelta(days=left))


Pair = tuple[Story, Story]
WARNED: dict[str, Callable[[], Pair]] = {
    "slow-no": lambda: (
        story(touch(2, "They will circle back after the summer"), **KNOWN),
        story(
            touch(4, "They will circle back after the summer"),
            touch(2, "she asked for a quote", way="in"),
            **KNOWN,
        ),
    ),
    "date-passed": lambda: (
        story(touch(1), decision_on=ago(1), **KNOWN),
        story(touch(1), decision_on=TODAY, **KNOWN),
    ),
    "pushed": lambda: (
        story(touch(1), dates=_pushed(14, 30), **KNOWN),
        story(touch(1), dates=_pushed(14, -7), **KNOWN),
    ),
    "silence": lambda: (
        story(touch(4), **SOON, **KNOWN),
        story(touch(3), **SOON, **KNOWN),
    ),
    "compliments": lambda: (
        story(touch(5, "They love the product"), **KNOWN),
        story(touch(5, "They love the product"), step=Step(ahead(3)), **KNOWN),
    ),
    "no-step": lambda: (
        story(touch(1, kind="meeting"), **KNOWN),
        story(touch(0, kind="meeting"), **KNOWN),
    ),
    "no-redlines": lambda: (
        _at_quarter_end(story(touch(1), buying_stage="negotiating", **_committed()), 7),
        _at_quarter_end(story(touch(1), buying_stage="negotiating", **_committed()), 8),
    ),
    "unfounded": lambda: (
        story(touch(1), buying_stage=SHORT_LIST, **LONG, **KNOWN),
        story(touch(1), buying_stage=SHORT_LIST, **LONG, **_committed()),
    ),
    "too-long": lambda: (
        story(touch(1), entered_stage_on=ago(61), paced=PACE, **KNOWN),
        story(touch(1), entered_stage_on=ago(60), paced=PACE, **KNOWN),
    ),
    "no-power": lambda: (
        story(touch(1, who="Kim"), buyers=(RAJ,), facts=ANSWERED, **LONG),
        story(touch(1), buyers=(RAJ, DANA), facts=ANSWERED, **LONG),
    ),
    "one-contact": lambda: (
        story(touch(1, who="Dana"), buyers=(DANA,), facts=ANSWERED, **LONG),
        story(touch(1, who="Kim"), buyers=(DANA,), facts=ANSWERED, **LONG),
    ),
    "no-answers": lambda: (
        story(touch(1), buyers=(DANA, RAJ), facts={FactKind.PROBLEM: "slow"}, **LONG),
        story(touch(1), buyers=(DANA, RAJ), facts={FactKind.PROBLEM: "slow"}),
    ),
    "too-many": lambda: (
        story(*(touch(n) for n in (4, 3, 2, 1)), **SOON, **KNOWN),
        story(*(touch(n) for n in (9, 3, 2, 1)), **SOON, **KNOWN),
    ),
}


def _committed() -> dict[str, Any]:
    facts = {**ANSWERED, FactKind.FUNDED: "yes", FactKind.SELECTED: "yes"}
    return {"buyers": (DANA, RAJ), "facts": facts}
