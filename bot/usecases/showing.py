"""Looking: a deal on its card, a page of deals, money as people write it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from decimal import Decimal

from babel.numbers import format_currency

from bot.usecases import stories
from bot.usecases.asking import Asking
from bot.usecases.finding import find
from bot.usecases.knowing import Known, known_of
from bot.usecases.requests import DealWords, Listing
from coaching.cadence import Standing, silent_through, standing
from coaching.deals import Deal, Shelf, Touch, buying_stage
from coaching.errors import Refusal
from coaching.localtime import moment_of
from coaching.money import Money
from coaching.people import Member
from coaching.warnings import Warned
from storage import deals, history, lists, members
from storage.database import Session
from storage.history import CloseDateMove, StageMove
from storage.lists import Bounds

PAGE = 8
TIMELINE = 8


@dataclass(frozen=True, slots=True)
class Card:
    """Everything known of one deal."""

    deal: Deal
    standing: Standing
    owner: str
    mine: bool
    touches: tuple[Touch, ...]
    stage_moves: tuple[StageMove, ...]
    close_date_moves: tuple[CloseDateMove, ...]
    known: Known = field(default_factory=Known)
    warned: tuple[Warned, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the deals that were asked for, and how many there are."""

    asked: Listing
    title: str
    deals: tuple[Deal, ...]
    standings: tuple[Standing, ...]
    total: int
    first: int
    owners: Mapping[int, str] = field(default_factory=dict)
    warned: Mapping[int, str] = field(default_factory=dict)

    @property
    def last_page(self) -> int:
        """The number of the last page, from 1."""
        return max(1, -(-self.total // PAGE))


def money(amount: Money | None) -> str:
    """`€12,000`, `$1,200.50`: always with its currency, cents only where there are some."""
    if amount is None:
        return ""
    whole = amount.amount == amount.amount.to_integral_value()
    return format_currency(
        amount.amount if not whole else Decimal(int(amount.amount)),
        amount.currency,
        locale="en_US",
        format="¤#,##0" if whole else None,
        currency_digits=not whole,
    )


def card(session: Session, asking: Asking, words: DealWords) -> Card:
    """The deal that the words name, open or closed."""
    deal = find(session, asking, words, closed=True)
    workspace_id = asking.workspace.id
    owner = members.by_id(session, workspace_id, deal.owner_id)
    return Card(
        deal=deal,
        standing=standing(deal, asking.today, asking.workspace.policy, asking.workdays),
        owner=owner.name if owner else "",
        mine=deal.owner_id == asking.member.id,
        touches=tuple(history.touches(session, workspace_id, deal.id, limit=TIMELINE)),
        stage_moves=tuple(history.stage_moves(session, workspace_id, deal.id, TIMELINE)),
        close_date_moves=tuple(history.close_date_moves(session, workspace_id, deal.id, TIMELINE)),
        known=known_of(session, asking, deal),
        warned=stories.warned_all(session, [(asking, deal)])[deal.id],
    )


def page(session: Session, asking: Asking, asked: Listing) -> Page:
    """One page of the deals that were asked for."""
    first = (asked.page - 1) * PAGE
    owner, found, total = _found(session, asking, asked, first)
    policy, today = asking.workspace.policy, asking.today
    return Page(
        asked=asked,
        title=_title(asked, owner),
        deals=tuple(found),
        standings=tuple(standing(deal, today, policy, asking.workdays) for deal in found),
        total=total,
        first=first,
        owners=_owners(session, asking, asked, found),
        warned=stories.lines(session, ((asking, deal) for deal in found if deal.is_open)),
    )


def _found(
    session: Session, asking: Asking, asked: Listing, first: int
) -> tuple[str, Sequence[Deal], int]:
    """Whose they are where a colleague was asked for, the deals of a page, and how many in all."""
    if asked.what == "stalled":
        stalled = stories.stalled(session, asking)
        return "", stalled[first : first + PAGE], len(stalled)
    owner = _owner(session, asking, asked.value) if asked.what == "owner" else None
    own = asking.member.id if asked.what == "mine" else None
    whose = owner.id if owner else own
    narrowed = replace(_filter(asking, asked), owner=whose)
    zone, sight = asking.member.zone, asking.sight
    found, total = deals.page(session, sight, zone, narrowed, offset=first, limit=PAGE)
    return owner.name if owner else "", found, total


def _owners(
    session: Session, asking: Asking, asked: Listing, found: Sequence[Deal]
) -> dict[int, str]:
    """Whose the deals are, where not all are the asker's own and nobody was asked for."""
    ids = {deal.owner_id for deal in found}
    if asked.what == "owner" or ids <= {asking.member.id}:
        return {}
    return members.names(session, asking.workspace.id, ids)


def _owner(session: Session, asking: Asking, named: str) -> Member:
    """By the number that Slack gives a person, else by the name."""
    workspace_id = asking.workspace.id
    known = members.by_slack_id(session, workspace_id, named)
    found = known or next(iter(members.by_name(session, workspace_id, named)), None)
    if found is None or not asking.sees_deals_of(found):
        raise Refusal("I have no deals of that person for you. `list` shows your own.")
    return found


def _filter(asking: Asking, asked: Listing) -> deals.Filter:
    if asked.what in lists.CLOSED:
        return lists.closed(asked.what)
    match asked.what:
        case "stage":
            return deals.Filter(stage=asked.value)
        case "buying_stage":
            return deals.Filter(buying_stage=asked.value)
        case "text":
            return deals.Filter(text=asked.value)
        case "shelf":
            return lists.on_shelf(Shelf(asked.value), bounds(asking))
    judged = JUDGED.get(asked.what)
    return judged(bounds(asking)) if judged else deals.Filter()


JUDGED = {
    "overdue": lists.overdue,
    "quiet": lists.silent,
    "parked": lists.parked,
    "snoozed": lists.snoozed,
}
"""Lists that follow from today and the rules."""


def bounds(asking: Asking) -> Bounds:
    """What the rules of the workspace come to on the member's day."""
    policy, today = asking.workspace.policy, asking.today
    return Bounds(
        today=today,
        late_before=today - timedelta(days=policy.late_decision_days),
        table_until=today + timedelta(days=policy.table_days),
        fridge_until=today + timedelta(days=policy.fridge_days),
        silent={shelf: _silent_before(asking, shelf) for shelf in Shelf},
    )


def _silent_before(asking: Asking, shelf: Shelf) -> datetime:
    """The moment before which a last touch lies too far back."""
    policy, today = asking.workspace.policy, asking.today
    last = silent_through(shelf, today, policy, asking.workdays)
    return moment_of(last + timedelta(days=1), time(0), asking.member.zone)


TITLES = {
    "mine": "Your open deals",
    "all": "All open deals",
    "overdue": "Overdue and promised",
    "quiet": "Silent past their window",
    "stalled": "Stalled deals",
    "parked": "Parked",
    "snoozed": "Snoozed",
    "won": "Won",
    "lost": "Lost",
    "letgo": "Let go",
    "closed": "Closed deals",
}


def _title(asked: Listing, owner: str) -> str:
    if asked.what == "owner":
        return f"Open deals of {owner}"
    if asked.what == "text":
        return f"Open deals with “{asked.value}”"
    if asked.what == "shelf":
        return {"table": "On the table", "fridge": "In the fridge"}.get(
            asked.value, "In the freezer"
        )
    if asked.what == "buying_stage":
        found = buying_stage(asked.value)
        return f"Open deals: {found.label if found else asked.value}"
    return TITLES.get(asked.what, f"Open deals: {asked.value}")
