"""What happens to an opportunity by itself: it changes shelves, lies long, is pawed too much."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coaching.cadence import shelf_of, too_many
from coaching.deals import Deal, Shelf, Stage
from coaching.policy import Policy


@dataclass(frozen=True, slots=True)
class Dated:
    """From which day on a decision date was believed; None while none was known."""

    since: date
    decision_on: date | None


def moved_to(deal: Deal, told_on: date, today: date, policy: Policy) -> Shelf | None:
    """The shelf to which time alone has carried the deal since it was last told, if any.

    What was moved by hand since then was told when it was done.
    """
    before = max(told_on, deal.created_on, deal.entered_stage_on)
    if deal.stage is not Stage.OPPORTUNITY or deal.parked or before >= today:
        return None
    now = shelf_of(deal.decision_on, today, policy)
    return now if now is not shelf_of(deal.decision_on, before, policy) else None


def on_shelf_since(
    dates: Sequence[Dated], entered_on: date, today: date, policy: Policy
) -> tuple[Shelf, date]:
    """The shelf of today and since when without a break, not before the stage was entered.

    `dates` are the decision dates one after the other, the oldest first.
    """
    known = [one for one in dates if one.since <= today] or [Dated(entered_on, None)]
    shelf = shelf_of(known[-1].decision_on, today, policy)
    day = today
    while day > entered_on and _shelf_on(known, day - timedelta(days=1), policy) is shelf:
        day -= timedelta(days=1)
    return shelf, day


def lies_too_long(shelf: Shelf, since: date, today: date, policy: Policy) -> bool:
    """Whether it was pawed for so long without a change of stage that the freezer may be better."""
    most = {Shelf.TABLE: policy.table_long_days, Shelf.FRIDGE: policy.fridge_long_days}
    return shelf in most and (today - since).days > most[shelf]


def is_pawed(deal: Deal, outgoing: Iterable[date], today: date, policy: Policy) -> bool:
    """Whether an opportunity got more outgoing touches than its shelf bears."""
    if deal.stage is not Stage.OPPORTUNITY or deal.parked:
        return False
    return too_many(outgoing, shelf_of(deal.decision_on, today, policy), today, policy)


def table_share(touched: Iterable[tuple[date, Deal]], policy: Policy) -> tuple[int, int]:
    """How many of those touches went to the table as it lay on their day, and how many in all."""
    late = (Stage.OPPORTUNITY, Stage.CUSTOMER)
    shelves = [
        shelf_of(deal.decision_on, on, policy) if deal.stage in late else None
        for on, deal in touched
    ]
    return sum(shelf is Shelf.TABLE for shelf in shelves), len(shelves)


def _shelf_on(dates: Sequence[Dated], day: date, policy: Policy) -> Shelf:
    believed = [one.decision_on for one in dates if one.since <= day]
    return shelf_of(believed[-1] if believed else dates[0].decision_on, day, policy)
