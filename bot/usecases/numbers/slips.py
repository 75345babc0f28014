"""Every move of a decision date in a period, and what it took out of the period."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bot.usecases.asking import Asking
from bot.usecases.numbers.scoping import names_of, scope_of, target_of
from bot.usecases.requests import Figure
from coaching.money import Money
from storage.database import Session
from storage.numbers import rows, slips
from storage.numbers.cuts import Cut
from storage.numbers.slips import Pushed, Slip, Slips

SHOWN = 8
LOGGED = 8
MOST_LOGGED = 100_000
"""Moves in a file."""


@dataclass(frozen=True, slots=True)
class SlipsFound:
    """The moves of a period, the deals pushed most, and what left the period by them."""

    figure: Figure
    counted: Slips
    pushed: tuple[Pushed, ...] = ()
    log: tuple[Slip, ...] = ()
    left: int = 0
    left_sums: Mapping[str, Decimal] = field(default_factory=dict)
    target: Money | None = None
    names: Mapping[int, str] = field(default_factory=dict)


def look(session: Session, asking: Asking, figure: Figure, *, whole: bool = False) -> SlipsFound:
    """`slips`, `slips last quarter`; `whole` logs every move, for a file."""
    scope, period = scope_of(asking, figure), figure.period
    pushed = slips.most_pushed(session, scope, period, SHOWN)
    limit = MOST_LOGGED if whole else LOGGED
    log = slips.log(session, scope, period, offset=0, limit=limit)
    _, left, sums = rows.rows(session, scope, Cut("slipped", period), offset=0, limit=1)
    ids = {one.owner_id for one in pushed} | {one.member_id for one in log if one.member_id}
    return SlipsFound(
        figure=figure,
        counted=slips.counted(session, scope, period),
        pushed=tuple(pushed),
        log=tuple(log),
        left=left,
        left_sums=sums,
        target=target_of(session, asking, scope, period),
        names=names_of(session, asking, ids),
    )
