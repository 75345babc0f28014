"""One row of a file as a deal, or the reason why it is none."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.imports import amounts, dates
from bot.imports.joined import Product
from bot.imports.mapping import Columns
from bot.imports.sheets import Line
from bot.imports.survey import Survey, place_of
from bot.imports.vocabulary import UNSEEN, Place, key, tidy, vocabulary
from coaching.currencies import is_currency
from coaching.deals import Outcome, Stage, buying_stage
from storage.deals import name_key
from storage.importing import Incoming
from storage.plain import bare

LONGEST_NAME = 500
LONGEST_KEY = 200
LONGEST_TEXT = 3000
LONGEST_DETAIL = 200
"""Characters; a longer text is refused with its row rather than cut."""
NOON = time(12)
"""When something happened of which only the day is known (ours)."""


class Faulty(Exception):
    """The row cannot be taken in; the text says why."""


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
        self._columns, self._survey, self._setting = columns, survey, setting
        self._at = columns.indexes
        self._clock = ZoneInfo(setting.zone)
        self._seen: set[int] = set()
        self._named: Counter[str] = Counter()
        self._orders = {
            name: survey.day_first(name, self._otherwise()) for name in (*survey.orders, "")
        }
        self._places: dict[str, Place | None] = {}
        amount = next((one.column for one in columns.guesses if one.field == "amount"), "")
        self._currency = amounts.currency_in(amount) or setting.currency

    def read(self, line: Line) -> Incoming:
        """The deal of a row; raises Faulty."""
        cells = _Cells(line, self._at, self._columns.is_ours)
        place, closed = self._standing(cells)
        amount, currency = self._amount(cells, place)
        created = self._moment(cells, "created_on")
        closed_at = self._closing(closed, created) if place.outcome else None
        created_at = created or min(filter(None, (closed_at, self._setting.now)))
        if closed_at is not None and closed_at < created_at:
            closed_at = created_at
        entered = self._moment(cells, "entered_on")
        step_on = self._day(cells, "next_step_on") if not place.outcome else None
        step = cells.text("next_step", LONGEST_TEXT)
        values: dict[str, Any] = {
            "owner_id": self._owner(cells),
            "name": self._name(cells),
            "stage": place.stage,
            "buying_stage": place.buying_stage,
            "outcome": place.outcome,
            "closed_on": closed_at.astimezone(self._clock).date() if closed_at else None,
            "reason": cells.text("reason", LONGEST_TEXT) if place.outcome else None,
            "competitor": cells.text("competitor", LONGEST_DETAIL) if place.outcome else None,
            "amount": amount,
            "currency": currency,
            "decision_on": self._decision(cells, place),
            "step_on": step_on,
            "step_what": step if step_on else None,
            "step_at": None,
            "source": cells.text("source", LONGEST_DETAIL),
            "product": self._product(cells),
            "segment": self._segment(cells),
            "created_at": created_at,
            "entered_stage_at": closed_at or entered or created_at,
        }
        values["name_key"] = name_key(values["name"])
        return Incoming(
            row=line.number,
            key=self._key(cells, values["name"]),
            said=self._said(cells, values, created, closed),
            values=values,
            opened_in=Stage.OPPORTUNITY if place.outcome else place.stage,
            closed_at=closed_at,
            note=_note(cells, step if not step_on else None),
        )

    def _otherwise(self) -> bool:
        told = self._columns.told.day_first
        return self._setting.day_first if told is None else told

    def _key(self, cells: "_Cells", name: str) -> str:
        """What tells this row from every other; a list without numbers goes by its names."""
        if "id" in self._at:
            found = cells.text("id", LONGEST_KEY)
            if not found:
                raise Faulty(f"it has no {self._column('id')}")
            if hash(found) in self._seen:
                raise Faulty(f"the {self._column('id')} {found} stood in a row above already")
            self._seen.add(hash(found))
            return found
        plain = name_key(name)
        self._named[plain] += 1
        count = self._named[plain]
        return plain if count == 1 else f"{plain} #{count}"

    def _name(self, cells: "_Cells") -> str:
        """The deal's own name, else its account's with its number, else its number."""
        name = cells.text("name", LONGEST_NAME)
        if name is None:
            parts = (cells.text("account", LONGEST_NAME), cells.text("id", LONGEST_KEY))
            name = " ".join(filter(None, parts))
        if not name:
            raise Faulty("it has no name")
        return name

    def _owner(self, cells: "_Cells") -> int:
        name = cells.text("owner", LONGEST_DETAIL)
        if name is None:
            return self._setting.nobody
        found = self._setting.owners.get(name_key(name))
        if found is None:
            raise Faulty(f"it belongs to {name}, and only an admin can import for others")
        return found

    def _standing(self, cells: "_Cells") -> tuple[Place, date | datetime | None]:
        """Where the deal stands, and for one that is over when that was."""
        place = self._place(cells.text("stage", LONGEST_DETAIL))
        place = self._by_status(cells, place)
        if place.outcome is Outcome.LOST:
            place = Place(place.stage, place.buying_stage, _kind_of_loss(cells))
        buying = cells.text("buying_stage", LONGEST_DETAIL)
        if buying and buying_stage(buying):
            place = Place(place.stage, buying, place.outcome)
        if place.outcome is None:
            return place, None
        own = "won_on" if place.outcome is Outcome.WON else "lost_on"
        for name in (own, "closed_on", "close_on"):
            if found := self._date(cells, name):
                return place, found
        return place, None

    def _place(self, stage: str | None) -> Place:
        if stage is None:
            return Place(Stage.LEAD)
        if stage not in self._places:
            self._places[stage] = place_of(stage, self._columns)
        found = self._places[stage]
        if found is None:
            raise Faulty(f"the stage “{stage}” is not known; a mapping can say what it means")
        return found

    def _by_status(self, cells: "_Cells", place: Place) -> Place:
        status = cells.text("status", LONGEST_DETAIL)
        if status is None:
            return place
        target = vocabulary().statuses.get(key(status))
        if target is None:
            raise Faulty(f"the status “{status}” is neither open, won nor lost")
        if not target:
            return place
        outcome = Outcome(target)
        if outcome is Outcome.WON:
            return Place(Stage.CUSTOMER, place.buying_stage, outcome)
        stage = place.stage if "stage" in self._at and place.outcome is None else Stage.OPPORTUNITY
        return Place(_qualified(stage), place.buying_stage, outcome)

    def _amount(self, cells: "_Cells", place: Place) -> tuple[Decimal | None, str | None]:
        """The amount with its currency; what was not won is worth its product's price, if none
        stands there."""
        text = cells.raw("amount")
        decimal = self._columns.told.decimal or self._survey.marks.decimal
        if self._columns.program == "deal coach":
            decimal = "."
        try:
            amount = amounts.read(text, decimal)
        except ValueError:
            raise Faulty(f"“{text[:60]}” in {self._column('amount')} is no amount") from None
        if not amount and place.outcome is not Outcome.WON:
            product = self._setting.products.get(key(cells.raw("product")))
            amount = product.price if product and product.price is not None else amount
        if amount is None:
            return None, None
        code = (cells.text("currency", LONGEST_DETAIL) or "").upper()
        if code and not is_currency(code):
            raise Faulty(f"“{code}” is no currency")
        return amount, code or amounts.currency_in(text) or self._currency

    def _product(self, cells: "_Cells") -> str | None:
        name = cells.text("product", LONGEST_DETAIL)
        found = self._setting.products.get(key(name)) if name else None
        return found.name if found else name

    def _segment(self, cells: "_Cells") -> str | None:
        own = cells.text("segment", LONGEST_DETAIL)
        account = cells.text("account", LONGEST_NAME)
        return own or (self._setting.segments.get(key(account)) if account else None)

    def _decision(self, cells: "_Cells", place: Place) -> date | None:
        found = self._day(cells, "decision_on")
        return found if found or place.outcome else self._day(cells, "close_on")

    def _closing(self, closed: date | datetime | None, created: datetime | None) -> datetime:
        if closed is not None:
            return self._as_moment(closed)
        return max(filter(None, (created, self._setting.now)))

    def _day(self, cells: "_Cells", name: str) -> date | None:
        found = self._date(cells, name)
        if isinstance(found, datetime):
            return found.astimezone(self._clock).date() if found.tzinfo else found.date()
        return found

    def _moment(self, cells: "_Cells", name: str) -> datetime | None:
        found = self._date(cells, name)
        return None if found is None else self._as_moment(found)

    def _as_moment(self, found: date | datetime) -> datetime:
        if not isinstance(found, datetime):
            found = datetime.combine(found, NOON)
        local = found if found.tzinfo else found.replace(tzinfo=self._clock)
        return local.astimezone(UTC)

    def _date(self, cells: "_Cells", name: str) -> date | datetime | None:
        text = cells.raw(name)
        if text.casefold() in amounts.NOTHING:
            return None
        found = dates.read(text, self._orders[name if name in self._orders else ""])
        if found is None or found.year < 1970:
            raise Faulty(f"“{text[:60]}” in {self._column(name)} is no date")
        return found

    def _column(self, name: str) -> str:
        return next((one.column for one in self._columns.guesses if one.field == name), name)

    def _said(
        self,
        cells: "_Cells",
        values: Mapping[str, Any],
        created: datetime | None,
        closed: date | datetime | None,
    ) -> dict[str, str | None]:
        """What the file says of the columns it has, in words that can be compared later."""
        said: dict[str, str | None] = {"name": values["name"]}
        for name, needed in TELLING.items():
            if self._at.keys() & needed:
                value = values[name]
                said[name] = None if value is None else str(value)
        if "owner" in self._at:
            said["owner"] = cells.text("owner", LONGEST_DETAIL)
        if self._at.keys() & {"stage", "status"}:
            said["closed_on"] = str(values["closed_on"]) if closed else None
        if "amount" in self._at:
            said["currency"] = values["currency"]
            said["amount"] = None if values["amount"] is None else f"{values['amount']:f}"
        if created is not None:
            said["created_at"] = created.isoformat()
        return said


TELLING: dict[str, frozenset[str]] = {
    "stage": frozenset({"stage", "status"}),
    "buying_stage": frozenset({"stage", "status", "buying_stage"}),
    "outcome": frozenset({"stage", "status"}),
    "reason": frozenset({"reason"}),
    "competitor": frozenset({"competitor"}),
    "decision_on": frozenset({"decision_on", "close_on"}),
    "step_on": frozenset({"next_step_on"}),
    "step_what": frozenset({"next_step"}),
    "source": frozenset({"source"}),
    "product": frozenset({"product"}),
    "segment": frozenset({"segment", "account"}),
}
"""Which fields of a file speak of which column of a deal."""


class _Cells:
    """The cells of one row by field."""

    def __init__(self, line: Line, at: Mapping[str, int], is_ours: bool) -> None:
        self._line, self._at, self._is_ours = line, at, is_ours

    def raw(self, name: str) -> str:
        """What stands there; nothing where the file has no such column."""
        index = self._at.get(name)
        if index is None:
            return ""
        cell = self._line.cells[index]
        return bare(cell) if self._is_ours else cell

    def text(self, name: str, most: int) -> str | None:
        """A text in one line; raises Faulty where it is too long to be kept."""
        cell = self.raw(name)
        if not cell:
            return None
        plain = tidy(cell)
        if len(plain) > most:
            raise Faulty(f"its {name} has {len(plain)} characters; {most} are the most")
        return plain or None

    def lines(self, name: str) -> str | None:
        """A text that may have several lines."""
        return self.raw(name).translate(UNSEEN).strip()[:LONGEST_TEXT] or None


def _note(cells: _Cells, step: str | None) -> str | None:
    """What the file tells that has no field of its own: remarks, and a step without a day."""
    parts = (cells.lines("note"), f"Next step: {step}" if step else None)
    return "\n".join(filter(None, parts)) or None


def _kind_of_loss(cells: _Cells) -> Outcome:
    """To whom a deal was lost, as far as the file tells."""
    if cells.text("competitor", LONGEST_DETAIL):
        return Outcome.LOST_TO_COMPETITION
    reason = cells.text("reason", LONGEST_TEXT)
    return Outcome(vocabulary().losses.get(key(reason or ""), Outcome.LOST))


def _qualified(stage: Stage) -> Stage:
    """A closed import counts as qualified, whatever its stage was called."""
    return max(stage, Stage.OPPORTUNITY, key=lambda one: one.order)
