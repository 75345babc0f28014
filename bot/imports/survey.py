"""A first look through a whole file: its size, its order of dates, its stages and its owners."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.imports.amounts import Marks
from bot.imports.cells import Cells, Faulty
from bot.imports.columns import Columns
from bot.imports.contents import LOOKED_AT, Content
from bot.imports.dates import Order
from bot.imports.sheets import Sheet
from bot.imports.stages import likely, likely_end, place_of, status_of
from bot.imports.standing import ended
from bot.imports.vocabulary import tidy

DATES = (
    *("close_on", "decision_on", "closed_on", "won_on", "lost_on"),
    *("created_on", "entered_on", "next_step_on"),
)
MOST_STAGES = 200
"""A column with more values than that is no stage."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What must be known of the whole before the first row can be read."""

    rows: int = 0
    orders: dict[str, Order] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)
    stages: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    owners: dict[str, str] = field(default_factory=dict)
    has_ownerless: bool = False
    contents: Sequence[Content] = ()

    def day_first(self, column: str, otherwise: bool) -> bool:
        """The order in one column: its own evidence, else that of the file's other dates."""
        own = self.orders[column].day_first if column in self.orders else None
        if own is not None:
            return own
        whole = Order(
            sum(one.day for one in self.orders.values()),
            sum(one.month for one in self.orders.values()),
        ).day_first
        return otherwise if whole is None else whole

    def unknown_stages(self, columns: Columns) -> dict[str, str]:
        """The stages and statuses that have no place here yet, each with a likely one or none."""
        stages, statuses = list(self.stages), list(self.statuses)
        unknown = {name: likely(name, stages) for name in stages if place_of(name, columns) is None}
        return unknown | {
            name: likely_end(name, statuses)
            for name in statuses
            if status_of(name, columns) is None
        }


def survey(sheet: Sheet, columns: Columns) -> Survey:
    """Reads every row once and keeps only what it tells."""
    at = columns.indexes
    found = Survey(
        orders={name: Order() for name in DATES if name in at},
        contents=[Content() for _ in sheet.header],
    )
    rows, looking = 0, list(enumerate(found.contents))
    for line in sheet.lines():
        rows += 1
        for name, order in found.orders.items():
            if cell := line.cells[at[name]]:
                order.look(cell)
        for index, content in looking:
            content.look(line.cells[index])
        if rows % LOOKED_AT == 0:
            looking = [one for one in looking if one[1].filled < LOOKED_AT]
        if "amount" in at:
            found.marks.look(line.cells[at["amount"]])
        if "owner" in at:
            owner = tidy(line.cells[at["owner"]])
            found.owners.setdefault(owner.casefold(), owner)
        _look_at_stage(found, Cells(line, at, is_ours=columns.is_ours), columns)
    ownerless = "owner" not in at or found.owners.pop("", None) is not None
    return replace(found, rows=rows, has_ownerless=ownerless)


def _look_at_stage(found: Survey, cells: Cells, columns: Columns) -> None:
    """Counts a row's status, and the stage of a deal that goes on."""
    status, stage = tidy(cells.raw("status")), tidy(cells.raw("stage"))
    if status and len(found.statuses) < MOST_STAGES:
        found.statuses[status] += 1
    if stage and len(found.stages) < MOST_STAGES and not _is_over(cells, columns):
        found.stages[stage] += 1


def _is_over(cells: Cells, columns: Columns) -> bool:
    try:
        return ended(cells, columns) is not None
    except Faulty:
        return False
