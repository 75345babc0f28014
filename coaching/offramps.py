"""Off-ramps: an honest way in or out, as one question, never the same twice for a deal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coaching.buyers import Part
from coaching.deals import Stage
from coaching.story import Story
from coaching.texts import OFFRAMPS, Entry, Trigger, fill, standard
from coaching.warnings import RULES, Warned

LATER_MONTHS = 3
"""How far ahead a later talk is offered (ours)."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
ANY = "any"
ELSEWHERE = "elsewhere"
SLOTS = Trigger(frozenset({"month"}), frozenset({"who", "promised", "date"}))
TRIGGERS = dict.fromkeys((*RULES, ANY, ELSEWHERE), SLOTS)
KNOWS = (Part.CHAMPION, Part.DECIDES, Part.SIGNS, Part.EVALUATES, Part.USES)
LONGEST_NAME = 40
"""Characters of a name that a letter begins with; longer ones are no names (ours)."""


@dataclass(frozen=True, slots=True)
class Offramp:
    """A text ready to be sent, and the entry that it was made of."""

    id: str
    about: str
    text: str


def about(warned: Sequence[Warned]) -> str:
    """What the way out speaks of: the gravest warning, or nothing in particular."""
    return warned[0].id if warned else ANY


def offramp(
    story: Story,
    trigger: str,
    said: Sequence[str] = (),
    entries: Sequence[Entry] | None = None,
    *,
    only_new: bool = False,
) -> Offramp | None:
    """The next wording for the deal, after those `said` already (ids, oldest first).

    With `only_new` none once every fitting one was said; else the one said longest ago.
    """
    known = entries or standard(OFFRAMPS)
    stage = story.deal.stage
    cells = (fitting(known, trigger, stage), fitting(known, ANY, stage))
    fresh = next((one for cell in cells for one in cell if one["id"] not in said), None)
    if fresh is None and not only_new:
        order = {name: place for place, name in enumerate(said)}
        fresh = min(cells[0] or cells[1], key=lambda one: order[one["id"]], default=None)
    return Offramp(fresh["id"], trigger, fill(fresh["text"], slots(story))) if fresh else None


def fitting(entries: Sequence[Entry], trigger: str, stage: Stage) -> tuple[Entry, ...]:
    """The wordings for a warning at a stage."""
    return tuple(one for one in entries if one["trigger"] == trigger and stage in one["stages"])


def slots(story: Story) -> dict[str, str]:
    """What the texts may name: whom, what was agreed, the hoped-for date, a later month."""
    deal = story.deal
    step = deal.step.what if deal.step else None
    return {
        "who": addressed(story),
        "promised": step or "",
        "date": _day(deal.decision_on) if deal.decision_on else "",
        "month": MONTHS[(story.today.month - 1 + LATER_MONTHS) % 12],
    }


def addressed(story: Story) -> str:
    """Whom a letter is to: the last one spoken to, else who is nearest to us; empty if unknown."""
    told = [touch.who for touch in reversed(story.logged.touches) if touch.who.strip()]
    team = [one.name for part in KNOWS for one in story.logged.buyers if part in one.parts]
    named = next(iter((*told, *team, *(one.name for one in story.logged.buyers))), "")
    words = named.split()
    first = words[0] if len(words) == 2 and words[0].isalpha() else " ".join(words)
    return first if len(first) <= LONGEST_NAME else ""


def _day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]}"
