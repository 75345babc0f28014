"""Whatever may be known of a deal: what people type, and stories made of it."""

import re
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from coaching.buyers import Buyer, Part
from coaching.deals import BUYING_STAGES, Direction, Stage, Step, TouchKind
from coaching.facts import FactKind
from coaching.heard import Heard, Moved, Redated, Traded
from coaching.money import Money
from coaching.rules import OPEN
from coaching.story import Story
from tests.coaching.played import SLOWLY
from tests.coaching.stories import PACE, ago, ahead, story

GAPS = re.compile(r"(?:^|\s)[,.;:!?]|[,;:]\s*[,.;:!?]|“\s*”|\(\s*\)|[\[\]{}]|\s{2,}|\s$|\bNone\b")
"""What no text may show: a comma or stop alone, an empty pair, a slot, a doubled space, None."""
AWKWARD = (
    "Acme & Söhne <GmbH>", "<!channel>", "<@U0000ANNA>", "*bold* _it_ ~no~ `code`", "two\nlines",
    "شركة القهوة", "株式会社ブルーボトル", "Dana Reis", "Dr. Silva, CFO", "x" * 300, "word " * 60,
    "Yes!", "really?", ", and so on,", "no, in July", "9 days a month", "a case study", "deck",
)  # fmt: skip
SAID = (
    "", "They will circle back after the summer", "They love the product", "asked about SSO",
    "How would you solve this?", "showed the platform", "had to explain the basics again",
    "offered three times for a call", "discovery, pricing and the contract in one go",
    "sent the deck, a case study and prices", "took 90 minutes",
)  # fmt: skip


def has_no_gap(words: str) -> bool:
    """Whether what was typed brings no gap of its own."""
    return bool(words.strip(" .,;:!?")) and not GAPS.search(" ".join(words.strip(" ,;:").split()))


typed = st.sampled_from(AWKWARD) | st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Z")) | st.just(" "), min_size=1, max_size=60
).filter(has_no_gap)
days_ago = st.integers(0, 40).map(ago)
touches = st.builds(
    Heard,
    on=days_ago,
    kind=st.sampled_from([kind for kind in TouchKind if kind is not TouchKind.NOTE]),
    direction=st.sampled_from(Direction),
    text=st.sampled_from(SAID) | typed,
    who=st.just("") | typed,
    by=st.sampled_from([None, 1, 2]),
)
buyers = st.builds(
    Buyer, typed, st.none() | typed, st.frozensets(st.sampled_from(Part)), channel=st.none() | typed
)
moves = st.builds(
    Moved,
    days_ago,
    st.just(Stage.OPPORTUNITY),
    st.just(Stage.OPPORTUNITY),
    *[st.sampled_from([one.key for one in BUYING_STAGES])] * 2,
)
trades = st.builds(Traded, days_ago, st.booleans(), typed)
decisions = st.none() | st.integers(-20, 200).map(ahead)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A deal of any stage, with anything that may have been logged of it."""
    stage = draw(st.sampled_from(OPEN))
    late = stage is Stage.OPPORTUNITY
    more: dict[str, Any] = {
        "stage": stage,
        "name": draw(typed),
        "buying_stage": draw(st.sampled_from([None, *(one.key for one in BUYING_STAGES)]))
        if late
        else None,
        "entered_stage_on": ago(draw(st.integers(0, 200))),
        "decision_on": draw(decisions),
        "amount": draw(st.none() | st.just(Money(Decimal(250_000), "USD"))),
        "step": draw(st.none() | st.builds(Step, st.integers(0, 9).map(ahead), st.none() | typed)),
        "colleagues": draw(st.integers(1, 2)),
        "paced": draw(st.none() | st.sampled_from([PACE, SLOWLY])),
        "facts": draw(st.dictionaries(st.sampled_from(FactKind), typed, max_size=4)),
        "buyers": tuple(draw(st.lists(buyers, max_size=2))),
        "moves": tuple(draw(st.lists(moves, max_size=2))),
        "trades": tuple(draw(st.lists(trades, max_size=4))),
        "dates": tuple(
            Redated(ago(5), ahead(9), ahead(9 + by))
            for by in draw(st.lists(st.integers(-9, 90), max_size=3))
        ),
    }  # fmt: skip
    told = sorted(draw(st.lists(touches, max_size=5)), key=lambda one: one.on)
    return story(*told, **more)
