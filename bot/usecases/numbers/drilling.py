"""The deals behind a figure, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.usecases.asking import Asking
from bot.usecases.numbers.scoping import names_of, scope_of
from bot.usecases.requests import Figure
from storage.database import Session
from storage.numbers.cuts import Cut
from storage.numbers.rows import Behind, rows

PAGE = 8
MOST_ROWS = 100_000
"""Rows of a file."""


@dataclass(frozen=True, slots=True)
class Drilled:
    """One page of the rows behind a figure, and what all of them come to."""

    cut: Cut
    rows: tuple[Behind, ...]
    total: int
    sums: Mapping[str, Decimal]
    owners: Mapping[int, str]
    page: int

    @property
    def last_page(self) -> int:
        """The number of the last page, from 1."""
        return max(1, -(-self.total // PAGE))


def drill(
    session: Session, asking: Asking, cut: Cut, page: int = 1, *, whole: bool = False
) -> Drilled:
    """A page of the deals that the figure counts, the largest first; or all, for a file."""
    scope = scope_of(asking, Figure("rows", cut.period, as_of=cut.as_of))
    size = MOST_ROWS if whole else PAGE
    found, total, sums = rows(session, scope, cut, offset=(page - 1) * size, limit=size)
    owners = names_of(session, asking, {row.owner_id for row in found})
    return Drilled(cut, tuple(found), total, sums, owners, page)
