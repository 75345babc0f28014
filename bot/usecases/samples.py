"""Sample deals, to see how everything looks; they go again at once when they are not wanted."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from bot.usecases import capture
from bot.usecases.asking import Asking
from bot.usecases.requests import Add, DealWords, Log
from bot.usecases.writing import Repeated
from coaching.deals import Direction, Stage, TouchKind
from coaching.errors import Refusal
from coaching.money import Money
from storage import audit, samples
from storage.database import Session

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sample:
    """A deal added and touched so many days ago, to be decided so many days from now."""

    name: str
    stage: Stage
    buying_stage: str | None = None
    amount: int = 0
    decision_in: int | None = None
    touched: int | None = None
    kind: TouchKind = TouchKind.CALL
    direction: Direction = Direction.OUT
    text: str = ""


SAMPLES = (
    Sample(
        "Harbour Bakery",
        Stage.OPPORTUNITY,
        "negotiating",
        12_000,
        20,
        5,
        text="They want a price for two shops",
    ),
    Sample(
        "North Clinic",
        Stage.OPPORTUNITY,
        "options",
        40_000,
        75,
        20,
        TouchKind.MAIL,
        Direction.IN,
        "Asked how others rolled it out",
    ),
    Sample("Hill School", Stage.PROSPECT, None, 0, None, 9, text="No project yet"),
    Sample("River Press", Stage.LEAD),
)
OLDEST = 30
"""Days ago on which all of them were added."""


def add(session: Session, asking: Asking) -> int:
    """Adds them with a little history; refuses where they are there already."""
    if count(session, asking):
        raise Refusal("The sample deals are there already. Remove them from Home.")
    begun = replace(asking.silent(), now=asking.now - OLDEST * DAY)
    for sample in SAMPLES:
        amount = Money(Decimal(sample.amount), asking.workspace.currency) if sample.amount else None
        ahead = sample.decision_in
        request = Add(
            samples.BEGINNING + sample.name,
            sample.stage,
            sample.buying_stage,
            amount,
            asking.today + ahead * DAY if ahead else None,
            samples.SOURCE,
        )
        deal = capture.add(session, begun, request).deal
        if sample.touched is not None:
            then = replace(begun, now=asking.now - sample.touched * DAY)
            words = DealWords(f"#{deal.id}")
            touch = Log(words, sample.kind, sample.direction, sample.text)
            capture.log(session, then, touch)
    return len(SAMPLES)


def remove(session: Session, asking: Asking) -> int:
    """Takes all of them back, whatever was done to them since."""
    workspace_id, member_id = asking.workspace.id, asking.member.id
    number = audit.append(
        session,
        workspace_id,
        member_id=member_id,
        deal_id=None,
        verb="samples removed",
        at=asking.now,
        dedupe_key=asking.delivery,
    )
    if number is None:
        raise Repeated
    found = count(session, asking)
    samples.void(session, workspace_id, member_id, asking.now)
    return found


def count(session: Session, asking: Asking) -> int:
    """How many of the member's deals are samples."""
    return len(samples.ids(session, asking.workspace.id, asking.member.id))
