"""Looking: a deal on its card, a page of deals, money as people write it."""

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency

from bot.usecases.asking import Asking
from bot.usecases.finding import find
from bot.usecases.requests import DealWords, Listing
from coaching.cadence import Due, Standing, standing
from coaching.deals import Deal, Shelf, Touch
from coaching.errors import Refusal
from coaching.money import Money
from storage import deals, history, members
from storage.database import Session
from storage.history import CloseDateMove, StageMove

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


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the deals that were asked for, and how many there are."""

    asked: Listing
    title: str
    deals: tuple[Deal, ...]
    standings: tuple[Standing, ...]
    total: int
    first: int

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
    )


def page(session: Session, asking: Asking, asked: Listing) -> Page:
    """One page of open deals; those that closed are found by `show`."""
    if asked.what in ("overdue", "shelf"):
        return _judged_page(session, asking, asked)
    sight = _sight(session, asking, asked)
    first = (asked.page - 1) * PAGE
    found, total = deals.page(
        session, sight, asking.member.zone, _filter(asked), offset=first, limit=PAGE
    )
    return _page(asking, asked, found, total, first)


def _judged_page(session: Session, asking: Asking, asked: Listing) -> Page:
    """What only the rules can tell is told of the member's own deals."""
    mine = deals.open_of(session, asking.workspace.id, asking.member.id, asking.member.zone)
    chosen = [deal for deal in mine if _matches(asking, deal, asked)]
    chosen.sort(key=lambda deal: (deal.decision_on is None, str(deal.decision_on), deal.name))
    first = (asked.page - 1) * PAGE
    return _page(asking, asked, chosen[first : first + PAGE], len(chosen), first)


def _matches(asking: Asking, deal: Deal, asked: Listing) -> bool:
    stands = standing(deal, asking.today, asking.workspace.policy, asking.workdays)
    if asked.what == "shelf":
        return stands.shelf is not None and stands.shelf == Shelf(asked.value)
    return stands.hold is None and (stands.due is Due.OVERDUE or stands.promised)


def _sight(session: Session, asking: Asking, asked: Listing) -> deals.Sight:
    workspace_id = asking.workspace.id
    if asked.what == "mine":
        return deals.Sight(workspace_id, frozenset({asking.member.id}))
    if asked.what != "owner":
        return asking.sight
    owner = members.by_slack_id(session, workspace_id, asked.value)
    seen = asking.sight.owners
    if owner is None or (seen is not None and owner.id not in seen):
        raise Refusal("I have no deals of that person for you. `list` shows your own.")
    return deals.Sight(workspace_id, frozenset({owner.id}))


def _filter(asked: Listing) -> deals.Filter:
    if asked.what in ("stage", "buying_stage", "text"):
        return deals.Filter(**{asked.what: asked.value})
    return deals.Filter()


def _page(asking: Asking, asked: Listing, found: list[Deal], total: int, first: int) -> Page:
    policy, today = asking.workspace.policy, asking.today
    return Page(
        asked=asked,
        title=_title(asked),
        deals=tuple(found),
        standings=tuple(standing(deal, today, policy, asking.workdays) for deal in found),
        total=total,
        first=first,
    )


def _title(asked: Listing) -> str:
    titles: dict[str, str] = {
        "mine": "Your open deals",
        "all": "All open deals",
        "overdue": "Overdue and promised",
        "owner": "Open deals of a colleague",
        "text": f"Open deals with “{asked.value}”",
    }
    return titles.get(asked.what, f"Open deals: {asked.value}")
