"""A member's whole pipeline in counts, for the plays that look at all of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from bot.usecases.asking import Asking
from coaching.deals import Outcome, Stage
from coaching.drift import table_share
from coaching.localtime import local_day
from coaching.portfolio import Portfolio
from coaching.warnings import quarter_end
from storage import drift, portfolios
from storage.database import Session
from storage.drift import Touched
from storage.portfolios import Held

HALF_YEAR = timedelta(days=180)
"""Two quarters, as the two cycles within which something large should be won (ours)."""
MONTH = timedelta(days=30)
LARGE = 2
"""Times the median from which a deal is large for its owner (ours)."""


def read(session: Session, askings: Sequence[Asking]) -> dict[int, Portfolio]:
    """By member: the counts; two questions of the database for all of them."""
    if not askings:
        return {}
    people = {one.member.id: one.member for one in askings}
    now = min(one.now for one in askings)
    held = portfolios.held(session, people, (now - HALF_YEAR).date())
    span = timedelta(days=max(one.policy.balance_days for one in askings))
    touched = drift.touched(session, people, now - span)
    return {
        one.member.id: _portfolio(
            one,
            held.get(one.member.id, []),
            [touch for touch in touched if touch.by == one.member.id],
        )
        for one in askings
    }


def _portfolio(asking: Asking, held: Sequence[Held], touched: Sequence[Touched]) -> Portfolio:
    zone, since = asking.member.zone, asking.now - MONTH
    ours = [one for one in held if one.outcome is None]
    mine = [(local_day(touch.at, zone), touch.deal) for touch in touched]
    on_table, touches = table_share(mine, asking.policy)
    return Portfolio(
        open_deals=len(ours),
        worked=sum(one.touched_at is not None and one.touched_at >= since for one in ours),
        touches=touches,
        on_table=on_table,
        **_quarter(asking, ours),
        **_bag(asking, ours),
        **_rope(asking.now, held),
    )


def _quarter(asking: Asking, ours: Sequence[Held]) -> dict[str, Any]:
    """What is to be decided by the end of the quarter, in the workspace's currency."""
    end, currency = quarter_end(asking.today), asking.workspace.currency
    due = [
        (one.amount, one.name)
        for one in ours
        if one.stage is Stage.OPPORTUNITY and one.currency == currency and one.amount
        and one.decision_on is not None and asking.today <= one.decision_on <= end
    ]  # fmt: skip
    largest = max(due, default=(Decimal(0), ""))
    total = sum((amount for amount, _ in due), Decimal(0))
    return {"quarter": int(total), "largest": int(largest[0]), "largest_name": largest[1]}


def _bag(asking: Asking, ours: Sequence[Held]) -> dict[str, Any]:
    """The largest heap of untouched leads from one source and day within a month."""
    zone = asking.member.zone
    heaps = Counter(
        (local_day(one.created_at, zone), one.source)
        for one in ours
        if one.stage is Stage.LEAD and one.touched_at is None
        and one.created_at >= asking.now - MONTH
    )  # fmt: skip
    ((_, source), number) = max(heaps.items(), key=lambda heap: heap[1], default=((None, ""), 0))
    return {"bag": number, "bag_source": source}


def _rope(now: datetime, held: Sequence[Held]) -> dict[str, Any]:
    """Large deals that came within two quarters, those that ended without an order, and the won."""
    amounts = [one.amount for one in held if one.amount]
    limit = LARGE * median(amounts) if amounts else Decimal(0)
    came = [one for one in held if one.amount and one.amount >= limit
            and one.created_at >= now - HALF_YEAR]  # fmt: skip
    ended = (Outcome.LOST, Outcome.LOST_TO_COMPETITION, Outcome.LOST_TO_NO_DECISION, Outcome.LET_GO)
    return {
        "large": len(came),
        "gone": sum(one.outcome in ended for one in came),
        "won": sum(one.outcome is Outcome.WON for one in held),
    }
