"""The open pipeline in figures: how many deals lie where, and what they come to."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import case, func, literal, null, select

from coaching.deals import Shelf, Stage
from storage.database import Session
from storage.deals import Sight, deals, seen
from storage.lists import Bounds, on_shelf


@dataclass(frozen=True, slots=True)
class Slot:
    """Open deals of one place and currency; those without an amount have no currency."""

    stage: Stage
    buying_stage: str | None
    shelf: Shelf | None
    currency: str | None
    count: int
    total: Decimal


def open_now(session: Session, sight: Sight, bounds: Bounds) -> list[Slot]:
    """Every place where something lies, in one query."""
    lies = [(on_shelf(one, bounds).where[0], literal(one.value)) for one in Shelf]
    shelf = case(*lies, else_=null()).label("shelf")
    place = (deals.c.stage, deals.c.buying_stage, shelf, deals.c.currency)
    inner = (
        select(*place, deals.c.amount)
        .where(*seen(sight.shape), deals.c.outcome.is_(None))
        .subquery()
    )
    columns = (inner.c.stage, inner.c.buying_stage, inner.c.shelf, inner.c.currency)
    rows = session.execute(
        select(*columns, func.count(), func.sum(inner.c.amount)).group_by(*columns), sight.values
    )
    return [
        Slot(
            Stage(stage),
            buying,
            Shelf(lies_on) if lies_on else None,
            currency,
            count,
            total or Decimal(0),
        )
        for stage, buying, lies_on, currency, count, total in rows
    ]
