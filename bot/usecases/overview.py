"""The Home tab: today's list, where the pipeline lies, its deals by pages, and what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.usecases import daily, samples, settling, showing, welcoming
from bot.usecases.asking import Asking
from bot.usecases.daily import Listed
from bot.usecases.requests import Listing
from bot.usecases.settling import Settled
from bot.usecases.showing import Page, bounds
from bot.usecases.welcoming import Steps
from coaching.deals import ForecastCategory, Shelf, Stage, buying_stage
from coaching.money import Money
from storage import moments, pipeline
from storage.database import Session
from storage.deals import Sight
from storage.moments import DAILY_LIST
from storage.pipeline import Slot

EARLY = (Stage.PROSPECT, Stage.SUSPECT, Stage.LEAD)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the pipeline: how many deals, and what they come to in each currency."""

    deals: int = 0
    amounts: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The open deals by shelf, by forecast category, and before they are opportunities."""

    shelves: dict[Shelf, Part]
    categories: dict[ForecastCategory, Part]
    early: dict[Stage, Part]


@dataclass(frozen=True, slots=True)
class Overview:
    """What Home shows. `steps` are those of somebody who has just come."""

    listed: Listed
    pipeline: Pipeline
    page: Page
    next_list: datetime | None
    steps: Steps | None = None
    samples: int = 0
    settled: Settled | None = None


def overview(session: Session, asking: Asking, page: int = 1) -> Overview:
    """The member's own Home, with one page of their deals."""
    listed = daily.now(session, asking)
    planned = moments.find(session, asking.workspace.id, DAILY_LIST, str(asking.member.id))
    return Overview(
        listed=listed,
        pipeline=_pipeline(session, asking),
        page=showing.page(session, asking, Listing("mine", "", max(1, page))),
        next_list=planned.next_at if planned else None,
        steps=welcoming.steps(session, asking, listed.open_deals),
        samples=samples.count(session, asking),
        settled=settling.look(session, asking),
    )


def _pipeline(session: Session, asking: Asking) -> Pipeline:
    own = Sight(asking.workspace.id, frozenset({asking.member.id}))
    slots = pipeline.open_now(session, own, bounds(asking))
    late = [slot for slot in slots if slot.stage is Stage.OPPORTUNITY]
    return Pipeline(
        shelves={one: _part(s for s in late if s.shelf is one) for one in Shelf},
        categories={one: _part(s for s in late if _category(s) is one) for one in ForecastCategory},
        early={one: _part(s for s in slots if s.stage is one) for one in EARLY},
    )


def _category(slot: Slot) -> ForecastCategory:
    found = buying_stage(slot.buying_stage)
    return found.category if found else ForecastCategory.PIPELINE


def _part(slots: Iterable[Slot]) -> Part:
    deals, sums = 0, dict[str, Decimal]()
    for slot in slots:
        deals += slot.count
        if slot.currency:
            sums[slot.currency] = sums.get(slot.currency, Decimal(0)) + slot.total
    return Part(deals, tuple(Money(total, of) for of, total in sorted(sums.items())))
