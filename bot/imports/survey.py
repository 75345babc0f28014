"""A first look through a whole file: its size, its order of dates, its stages and its owners."""

from collections import Counter
from dataclasses import dataclass, field

from bot.imports.amounts import Marks
from bot.imports.dates import Order
from bot.imports.mapping import Columns, likely_stage
from bot.imports.sheets import Sheet
from bot.imports.vocabulary import Place, key, place, tidy, vocabulary

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
    owners: dict[str, str] = field(default_factory=dict)
    has_ownerless: bool = False

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
        """The stages that have no place here yet, each with a likely one or none."""
        return {
            name: likely_stage(name)
            for name in self.stages
            if place_of(name, columns) is None and name
        }


def survey(sheet: Sheet, columns: Columns) -> Survey:
    """Reads every row once and keeps only what it tells."""
    at = columns.indexes
    dates = {name: at[name] for name in DATES if name in at}
    orders = {name: Order() for name in dates}
    marks, stages, owners, rows = Marks(), Counter[str](), dict[str, str](), 0
    for line in sheet.lines():
        rows += 1
        for name, index in dates.items():
            if cell := line.cells[index]:
                orders[name].look(cell)
        if "amount" in at:
            marks.look(line.cells[at["amount"]])
        if "stage" in at and len(stages) < MOST_STAGES:
            stages[tidy(line.cells[at["stage"]])] += 1
        if "owner" in at:
            owner = tidy(line.cells[at["owner"]])
            owners.setdefault(owner.casefold(), owner)
    ownerless = "owner" not in at or owners.pop("", None) is not None
    return Survey(rows, orders, marks, stages, owners, ownerless)


def place_of(stage: str, columns: Columns) -> Place | None:
    """Where a deal of that stage stands here: as the mapping says, else as is known."""
    name = key(stage)
    target = columns.told.stages.get(name) or vocabulary().stages.get(name)
    return place(target) if target else None
