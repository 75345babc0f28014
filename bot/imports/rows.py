"""One row of a file as a deal, or the reason why it is none."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.imports import amounts
from bot.imports.cells import LONGEST_KEY, LONGEST_NAME, LONGEST_TEXT, Cells, Faulty, Repeated
from bot.imports.columns import NAMING, Columns
from bot.imports.joined import Product
from bot.imports.moments import Moments
from bot.imports.sheets import Line
from bot.imports.standing import standing
from bot.imports.survey import Survey
from bot.imports.vocabulary import Place, key
from coaching.currencies import is_currency
from coaching.deals import Outcome, Stage
from coaching.money import Money
from storage.deals import name_key
from storage.incoming import Incoming


@dataclass(frozen=True, slots=True)
class Setting:
    """What a row is read with besides its columns: the workspace's habits, and other lists."""

    zone: str
    currency: str
    day_first: bool
    now: datetime
    owners: Mapping[str, int]
    nobody: int
    products: Mapping[str, Product] = field(default_factory=dict)
    segments: Mapping[str, str] = field(default_factory=dict)


class RowReader:
    """Reads the rows of one file; whoever reads them in order gets keys that differ."""

    def __init__(self, columns: Columns, survey: Survey, setting: Setting) -> None:
        self._columns, self._setting, self._at = columns, setting, columns.indexes
        self._moments = Moments(columns, survey, setting.zone, day_first=setting.day_first)
        self._counts: Counter[str] = Counter()
        self._prices = dict(setting.products)
        self._currency = amounts.currency_in(columns.called("amount")) or setting.currency
        self._listed_in = amounts.currency_in(columns.called("list_price"))
        is_exact = columns.program == "deal coach"
        self._decimal = "." if is_exact else columns.told.decimal or survey.marks.decimal

    @property
    def prices(self) -> Mapping[str, Money]:
        """What products cost by their lists and by the rows read so far, by the product's name."""
        return {
            one.name: Money(one.price, one.currency or self._setting.currency)
            for one in self._prices.values()
            if one.name and one.price is not None
        }

    def read(self, line: Line) -> Incoming:
        """The deal of a row; raises Faulty."""
        cells = Cells(line, self._at, is_ours=self._columns.is_ours)
        self._learn_price(cells)
        place = standing(cells, self._columns)
        values = self._values(cells, place)
        created = self._moments.moment(cells, "created_on")
        closed = self._moments.closing(cells, place)
        values["created_at"] = created or min(filter(None, (closed, self._setting.now)))
        ended = max(closed, values["created_at"]) if closed else None
        entered = self._moments.moment(cells, "entered_on")
        values["closed_on"] = self._moments.day_of(ended) if ended else None
        values["entered_stage_at"] = ended or entered or values["created_at"]
        is_dated = created or closed or not place.outcome
        return Incoming(
            row=line.number,
            key=self._key(cells, values["name"]),
            said=self._said(cells, values, created),
            values=values,
            opened_in=Stage.OPPORTUNITY if place.outcome else place.stage,
            opened_at=values["created_at"] if is_dated else None,
            closed_at=ended,
            note=_note(cells, values),
        )

    def _values(self, cells: Cells, place: Place) -> dict[str, Any]:
        """Every column of the deal but those that say since when."""
        name, is_over = self._name(cells), place.outcome is not None
        amount, currency = self._amount(cells, place)
        step_on = None if is_over else self._moments.day(cells, "next_step_on")
        return {
            "owner_id": self._owner(cells),
            "name": name,
            "name_key": name_key(name),
            "stage": place.stage,
            "buying_stage": place.buying_stage,
            "outcome": place.outcome,
            "reason": cells.text("reason", LONGEST_TEXT) if is_over else None,
            "competitor": cells.text("competitor") if is_over else None,
            "amount": amount,
            "currency": currency,
            "decision_on": self._decision(cells, place),
            "step_on": step_on,
            "step_what": cells.text("next_step", LONGEST_TEXT) if step_on else None,
            "step_at": None,
            "source": cells.text("source"),
            "product": self._product(cells),
            "segment": self._segment(cells),
        }

    def _key(self, cells: Cells, name: str) -> str:
        """What tells this row from every other; a list without numbers goes by its names."""
        is_numbered = "id" in self._at
        plain = cells.text("id", LONGEST_KEY) if is_numbered else name_key(name)
        if not plain:
            raise Faulty(f"it has no {self._columns.called('id')}")
        self._counts[plain] += 1
        count = self._counts[plain]
        if count == 1:
            return plain
        if is_numbered and not self._columns.told.repeats:
            raise Repeated(f"the {self._columns.called('id')} {plain} stood in a row above already")
        return f"{plain} #{count}"

    def _name(self, cells: Cells) -> str:
        """The deal's own name, else its account's with its number, else its number; in a file that
        has none of them the number of the row."""
        name = cells.text("name", LONGEST_NAME)
        if name is None:
            parts = (cells.text("account", LONGEST_NAME), cells.text("id", LONGEST_KEY))
            name = " ".join(filter(None, parts))
        if not name and not self._at.keys() & NAMING:
            return f"Row {cells.number}"
        if not name:
            raise Faulty("it has no name")
        return name

    def _owner(self, cells: Cells) -> int:
        name = cells.text("owner")
        if name is None:
            return self._setting.nobody
        found = self._setting.owners.get(name_key(name))
        if found is None:
            raise Faulty(f"it belongs to {name}, and only an admin can import for others")
        return found

    def _amount(self, cells: Cells, place: Place) -> tuple[Decimal | None, str | None]:
        """The amount with its currency; what was not won is worth its product's price, if none
        stands there."""
        text, amount = cells.raw("amount"), self._number(cells, "amount")
        if "amount" not in self._at or (not amount and place.outcome is not Outcome.WON):
            product = self._prices.get(key(cells.raw("product")))
            amount = product.price if product and product.price is not None else amount
        if amount is None:
            return None, None
        code = (cells.text("currency") or "").upper()
        if code and not is_currency(code):
            code = amounts.currency_in(code) or ""
            if not code:
                raise Faulty(f"“{cells.text('currency')}” is no currency")
        return amount, code or amounts.currency_in(text) or self._currency

    def _number(self, cells: Cells, name: str) -> Decimal | None:
        text = cells.raw(name)
        try:
            return amounts.read(text, self._decimal)
        except ValueError:
            column = self._columns.called(name)
            raise Faulty(f"“{text[:60]}” in {column} is no amount") from None

    def _learn_price(self, cells: Cells) -> None:
        """A row may tell what its product costs by the list; the last row that does counts."""
        price = self._number(cells, "list_price") if "list_price" in self._at else None
        if price is not None:
            name = self._product(cells) or ""
            code = amounts.currency_in(cells.raw("list_price")) or self._listed_in
            self._prices[key(name)] = Product(name, price, code)

    def _product(self, cells: Cells) -> str | None:
        name = cells.text("product")
        found = self._prices.get(key(name)) if name else None
        return found.name if found else name

    def _segment(self, cells: Cells) -> str | None:
        own = cells.text("segment")
        account = cells.text("account", LONGEST_NAME)
        return own or (self._setting.segments.get(key(account)) if account else None)

    def _decision(self, cells: Cells, place: Place) -> date | None:
        found = self._moments.day(cells, "decision_on")
        return found if found or place.outcome else self._moments.day(cells, "close_on")

    def _said(
        self, cells: Cells, values: Mapping[str, Any], created: datetime | None
    ) -> dict[str, str | None]:
        """What the file says of the columns it has, in words that can be compared later."""
        said: dict[str, str | None] = {"name": values["name"]}
        for name, needed in TELLING.items():
            if self._at.keys() & needed:
                value = values[name]
                said[name] = None if value is None else str(value)
        if "owner" in self._at:
            said["owner"] = cells.text("owner")
        if self._at.keys() & WORTH:
            said["amount"] = None if values["amount"] is None else f"{values['amount']:f}"
        if created is not None:
            said["created_at"] = created.isoformat()
        return said


ENDS = frozenset({"stage", "status", "is_won", "is_lost", "is_closed"})
WORTH = frozenset({"amount", "list_price"})
TELLING: dict[str, frozenset[str]] = {
    "stage": ENDS,
    "buying_stage": ENDS | {"buying_stage"},
    "outcome": ENDS,
    "closed_on": ENDS,
    "reason": frozenset({"reason"}),
    "competitor": frozenset({"competitor"}),
    "decision_on": frozenset({"decision_on", "close_on"}),
    "step_on": frozenset({"next_step_on"}),
    "step_what": frozenset({"next_step"}),
    "source": frozenset({"source"}),
    "product": frozenset({"product"}),
    "segment": frozenset({"segment", "account"}),
    "currency": WORTH,
}
"""Which fields of a file speak of which column of a deal."""


def _note(cells: Cells, values: Mapping[str, Any]) -> str | None:
    """What the file tells that has no field of its own: remarks, and a step without a day."""
    step = None if values["step_on"] else cells.text("next_step", LONGEST_TEXT)
    parts = (cells.lines("note"), f"Next step: {step}" if step else None)
    return "\n".join(filter(None, parts)) or None
