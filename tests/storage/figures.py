"""How each function of storage/numbers is driven: both workspaces have what is counted."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import literal, update

from coaching.deals import Stage
from coaching.numbers.acquisition import Channel
from coaching.numbers.periods import Period
from storage import tables, walls
from storage.database import Session
from storage.deals import Sight
from storage.numbers import acquisition, calls, forecast, funnel, rates, rows, slips
from storage.numbers.cuts import Cut
from storage.numbers.standing import Scope, standing
from tests.storage.world import NOW, OURS, TODAY, Side

ALL = Period(None, None, "all time")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), "2026")
QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31), "Q1 2026")
BOUNDS = (Decimal(1), Decimal(2), Decimal(3), Decimal(4))
Drive = Callable[[Session, Side, Side], Any]


def scope() -> Scope:
    """Everything of our workspace, today."""
    return Scope(Sight(OURS, None), "UTC", TODAY, "USD")


def won(session: Session) -> None:
    """Both deals are won, by somebody of a segment."""
    session.execute(
        update(tables.deals).values(
            outcome="won", stage="customer", closed_on=TODAY, segment="bank", product="Pro"
        )
    )


def in_commit(session: Session) -> None:
    """Both deals are in Commit."""
    session.execute(update(tables.deals).values(buying_stage="negotiating"))
    with walls.erasing(session):
        session.execute(update(tables.stage_moves).values(to_buying_stage="negotiating"))


def after(drive: Callable[[Session], Any], *before: Callable[[Session], None]) -> Drive:
    """Asks once something is so."""

    def driven(session: Session, us: Side, them: Side) -> Any:
        for one in before:
            one(session)
        return drive(session)

    return driven


COUNTED: dict[str, Drive] = {
    "numbers.acquisition.reached": lambda s, us, them: [
        (part, count) for _, part, _, count in acquisition.reached(s, scope(), YEAR, "owner")
    ] == [(us.member.id, 1)],
    "numbers.acquisition.revenue": after(
        lambda s: [(one[0], *one[2:]) for one in acquisition.revenue(s, scope(), YEAR, "segment")]
        == [("bank", "USD", 10)],
        won,
    ),
    "numbers.acquisition.sold": lambda s, us, them: [
        one.open for one in acquisition.sold(s, scope(), YEAR, BOUNDS)[0]
    ] == [1],
    "numbers.acquisition.in_channels": lambda s, us, them: acquisition.in_channels(
        s, scope(), BOUNDS, list(Channel), 9
    ),
    "numbers.acquisition.revenue_within": after(
        lambda s: acquisition.revenue_within(s, scope(), [YEAR]) == [(0, None, 10)], won
    ),
    "numbers.acquisition.alike": after(
        lambda s: [one.customers for one in acquisition.alike(s, scope())] == [1], won
    ),
    "numbers.acquisition.sellers": after(
        lambda s: acquisition.sellers(s, scope(), YEAR) == 1, won
    ),
    "numbers.calls.told": lambda s, us, them: calls.told(s, scope(), QUARTER, 9),
    "numbers.calls.newest": lambda s, us, them: (
        len(s.execute(calls.newest(scope()).select(), scope().values).all()) == 1
    ),
    "numbers.calls.calibration": lambda s, us, them: (
        calls.calibration(s, scope(), date(2026, 4, 1)).called_in == 1
    ),
    "numbers.forecast.slots": lambda s, us, them: [
        one.count for one in forecast.slots(s, scope(), QUARTER)
    ] == [1],
    "numbers.forecast.deals_of": lambda s, us, them: forecast.deals_of(
        s, scope(), QUARTER, offset=0, limit=9
    ),
    "numbers.forecast.without_redlines": after(
        lambda s: forecast.without_redlines(s, scope(), QUARTER, 9), in_commit
    ),
    "numbers.forecast.won_of": after(
        lambda s: forecast.won_of(s, scope(), QUARTER) == {"USD": (1, 10)}, won
    ),
    "numbers.forecast.won_within": after(
        lambda s: forecast.won_within(s, scope(), [QUARTER]) == {"USD": 10}, won
    ),
    "numbers.forecast.history_rates": after(
        lambda s: list(forecast.history_rates(s, scope()).values()) == [(1, 1)], in_commit, won
    ),
    "numbers.forecast.weights": lambda s, us, them: [
        count for _, _, count, _ in forecast.weights(s, scope(), QUARTER)
    ] == [1],
    "numbers.funnel.furthest": lambda s, us, them: (
        funnel.furthest(s, scope(), YEAR) == {Stage.OPPORTUNITY: 1}
    ),
    "numbers.funnel.reached_by": lambda s, us, them: [
        count for *_, count in funnel.reached_by(s, scope(), YEAR, literal(""), standing(scope()))
    ] == [1],
    "numbers.funnel.aging": lambda s, us, them: [
        one.count for one in funnel.aging(s, scope())
    ] == [1],
    "numbers.funnel.qualified": lambda s, us, them: [
        one.count for one in funnel.qualified(s, scope(), [YEAR])
    ] == [1],
    "numbers.rates.ended_by": after(
        lambda s: [one.count.won for one in rates.ended_by(s, scope(), QUARTER)] == [1], won
    ),
    "numbers.rates.spellings": after(
        lambda s: rates.spellings(s, scope(), "segment", "BANK") == ["bank"], won
    ),
    "numbers.rates.cycles": after(
        lambda s: rates.cycles(s, scope(), QUARTER)["won"].count == 1, won
    ),
    "numbers.rows.rows": lambda s, us, them: rows.rows(
        s, scope(), Cut("open", ALL), offset=0, limit=9
    ),
    "numbers.slips.counted": lambda s, us, them: slips.counted(s, scope(), QUARTER).pushed == 1,
    "numbers.slips.most_pushed": lambda s, us, them: slips.most_pushed(s, scope(), QUARTER, 9),
    "numbers.slips.log": lambda s, us, them: slips.log(s, scope(), QUARTER, offset=0, limit=9),
}  # fmt: skip
"""Only ours is counted; what is no row is compared here."""
ADDED: dict[str, Drive] = {
    "numbers.calls.add_call": lambda s, us, them: calls.add_call(
        s, us.entry, True, f"since {NOW:%Y}", QUARTER
    ),
}
FOUND: dict[str, Drive] = {
    "numbers.calls.call_of": lambda s, us, them: calls.call_of(s, OURS, them.action.id),
}
