"""The days and moments of a row, in the order of its column and the zone of the workspace."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.imports import amounts, dates
from bot.imports.cells import Cells, Faulty
from bot.imports.columns import Columns
from bot.imports.survey import Survey
from bot.imports.vocabulary import Place
from coaching.deals import Outcome

NOON = time(12)
"""When something happened of which only the day is known (ours)."""
EARLIEST = 1970
"""The first year that a deal's date is believed to be in (ours)."""


class Moments:
    """Reads the dates of one file's rows."""

    def __init__(self, columns: Columns, survey: Survey, zone: str, *, day_first: bool) -> None:
        otherwise = day_first if columns.told.day_first is None else columns.told.day_first
        self._orders = {name: survey.day_first(name, otherwise) for name in (*survey.orders, "")}
        self._columns, self._clock = columns, ZoneInfo(zone)

    def read(self, cells: Cells, name: str) -> date | datetime | None:
        """What stands there; raises Faulty for what is no date."""
        text = cells.raw(name)
        if text.casefold() in amounts.NOTHING:
            return None
        found = dates.read(text, self._orders[name if name in self._orders else ""])
        if found is None or found.year < EARLIEST:
            raise Faulty(f"“{text[:60]}” in {self._columns.called(name)} is no date")
        return found

    def day(self, cells: Cells, name: str) -> date | None:
        """The workspace's day."""
        found = self.read(cells, name)
        if isinstance(found, datetime):
            return self.day_of(found) if found.tzinfo else found.date()
        return found

    def moment(self, cells: Cells, name: str) -> datetime | None:
        """The moment; noon where only a day is written."""
        found = self.read(cells, name)
        return None if found is None else self._exact(found)

    def closing(self, cells: Cells, place: Place) -> datetime | None:
        """When a deal that is over ended, if the file tells."""
        if place.outcome is None:
            return None
        own = "won_on" if place.outcome is Outcome.WON else "lost_on"
        found = (self.moment(cells, name) for name in (own, "closed_on", "close_on"))
        return next(filter(None, found), None)

    def day_of(self, moment: datetime) -> date:
        """The workspace's day of a moment."""
        return moment.astimezone(self._clock).date()

    def _exact(self, found: date | datetime) -> datetime:
        if not isinstance(found, datetime):
            found = datetime.combine(found, NOON)
        local = found if found.tzinfo else found.replace(tzinfo=self._clock)
        return local.astimezone(UTC)
