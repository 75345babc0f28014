"""What to do today: a ladder that can be explained, cut half and half."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum
from typing import Protocol, TypeVar

from coaching.cadence import Due, Standing, standing
from coaching.deals import Deal, Shelf, Stage
from coaching.names import name_key
from coaching.policy import Policy
from coaching.workdays import Workdays

TURNS = (Stage.LEAD, Stage.SUSPECT, Stage.PROSPECT, Shelf.FRIDGE, Shelf.FREEZER)
"""Who has the reserved seat of the developing half, one working day each (playbook §3)."""
UNKNOWN = datetime.min.replace(tzinfo=UTC)


class Placed(Protocol):
    """What decides over a seat: the rung, and to which half a deal belongs."""

    @property
    def rung(self) -> int:
        """The rung of the ladder."""

    @property
    def on_table(self) -> bool:
        """Whether it belongs to the table half, whatever its rung."""


P = TypeVar("P", bound=Placed)


class Rung(IntEnum):
    """The ladder (ours): 1 comes first. EARLY holds suspects and leads."""

    PROMISED = 1
    TABLE_OVERDUE = 2
    TABLE_DUE = 3
    UNANSWERED = 4
    FRIDGE_OVERDUE = 5
    PROSPECT = 6
    FRIDGE_DUE = 7
    EARLY = 8
    FREEZER = 9


@dataclass(frozen=True, slots=True)
class Row:
    """An eligible deal. `worth` is its amount in the workspace currency, None where unknown."""

    deal: Deal
    standing: Standing
    rung: Rung
    worth: Decimal | None = None

    @property
    def kind(self) -> Stage | Shelf:
        """The shelf of an opportunity, the stage of anything earlier."""
        return self.standing.shelf or self.deal.stage

    @property
    def on_table(self) -> bool:
        """Whether it belongs to the table half, whatever its rung."""
        return self.kind is Shelf.TABLE


@dataclass(frozen=True, slots=True)
class DailyList:
    """What is shown, and what is eligible beyond it, both in ladder order.

    `table_rows` and `developing_rows` count the shown rows, promises included.
    """

    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    table_rows: int
    developing_rows: int


def rank(row: Row) -> tuple[int, date, bool, Decimal, date, datetime, str, int]:
    """The order of the ladder: rung, earlier decision, larger amount, longer silence (by the day,
    then by the moment), name, id.

    No decision date and no comparable amount come last.
    """
    deal = row.deal
    return (
        row.rung,
        deal.decision_on or date.max,
        row.worth is None,
        -(row.worth or Decimal(0)),
        row.standing.counted_from,
        deal.silent_since or UNKNOWN,
        name_key(deal.name),
        deal.id,
    )


def row_of(
    deal: Deal, today: date, policy: Policy, workdays: Workdays, currency: str
) -> Row | None:
    """The deal with its rung; None while it is held or not yet due."""
    where = standing(deal, today, policy, workdays)
    rung = _rung(deal, where)
    if rung is None:
        return None
    comparable = deal.amount is not None and deal.amount.currency == currency
    return Row(deal, where, rung, deal.amount.amount if deal.amount and comparable else None)


def ladder(
    deals: Iterable[Deal], today: date, policy: Policy, workdays: Workdays, currency: str
) -> tuple[Row, ...]:
    """Everything eligible today, in order."""
    rows = (row_of(deal, today, policy, workdays, currency) for deal in deals)
    return tuple(sorted((row for row in rows if row is not None), key=rank))


def daily_list(
    deals: Iterable[Deal], today: date, policy: Policy, workdays: Workdays, currency: str
) -> DailyList:
    """Today's rows, as `seated` chooses them."""
    rows = ladder(deals, today, policy, workdays, currency)
    turn = turn_of(today, workdays)
    shown = {row.deal.id for row in seated(rows, policy, lambda row: row.kind is turn)}
    chosen = tuple(row for row in rows if row.deal.id in shown)
    table_rows = sum(row.on_table for row in chosen)
    return DailyList(
        rows=chosen,
        more=tuple(row for row in rows if row.deal.id not in shown),
        table_rows=table_rows,
        developing_rows=len(chosen) - table_rows,
    )


def turn_of(today: date, workdays: Workdays) -> Stage | Shelf:
    """The kind that has the reserved seat of that day."""
    return TURNS[workdays.ordinal(today) % len(TURNS)]


def seated(rows: Sequence[P], policy: Policy, has_turn: Callable[[P], bool]) -> list[P]:
    """Who of those in ladder order gets a seat: promises first, then the halves; where one is
    short the other fills it.

    The developing half keeps one seat for the kind whose turn it is, so that within five
    working days each kind that waits is seen. A day whose seats all go to promises or, by its
    settings, to the table has no such seat, and the turn is lost.
    """
    promised = [row for row in rows if row.rung == Rung.PROMISED][: max(policy.list_rows, 0)]
    others = [row for row in rows if row.rung != Rung.PROMISED]
    seats = max(policy.list_rows, 0) - len(promised)
    return promised + _halves(others, seats, policy, has_turn)


def _rung(deal: Deal, where: Standing) -> Rung | None:
    if where.hold is not None:
        return None
    if where.promised:
        return Rung.PROMISED
    own = None if where.due is Due.LATER else _own_rung(deal, where)
    if where.unanswered:
        return min(own or Rung.UNANSWERED, Rung.UNANSWERED)
    return own


def _own_rung(deal: Deal, where: Standing) -> Rung:
    """The rung of a deal whose window is open."""
    overdue = where.due is Due.OVERDUE
    match where.shelf or deal.stage:
        case Shelf.TABLE:
            return Rung.TABLE_OVERDUE if overdue else Rung.TABLE_DUE
        case Shelf.FRIDGE:
            return Rung.FRIDGE_OVERDUE if overdue else Rung.FRIDGE_DUE
        case Shelf.FREEZER:
            return Rung.FREEZER
        case Stage.PROSPECT:
            return Rung.PROSPECT
        case _:
            return Rung.EARLY


def _halves(
    rows: Sequence[P], seats: int, policy: Policy, has_turn: Callable[[P], bool]
) -> list[P]:
    """The rows that get the seats left by promises; the table's share is rounded up."""
    table = [row for row in rows if row.on_table]
    developing = [row for row in rows if not row.on_table]
    share = min(max(policy.table_share, 0), 100)
    wanted = -(-seats * share // 100)
    for_table = min(len(table), max(wanted, seats - len(developing)))
    return table[:for_table] + _develop(developing, seats - for_table, has_turn)


def _develop(rows: Sequence[P], seats: int, has_turn: Callable[[P], bool]) -> list[P]:
    """The highest rows, with one seat kept for the highest of the kind whose turn it is."""
    kept = [row for row in rows if has_turn(row)][:1]
    return [*kept, *(row for row in rows if row not in kept)][:seats]
