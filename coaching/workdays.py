"""The days on which a member works, and the next one from a given day."""

from dataclasses import dataclass
from datetime import date, timedelta

from coaching.people import MONDAY_TO_FRIDAY

WEEK = 7
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Workdays:
    """Working weekdays (Monday is 0) less the days off: public holidays and leave.

    Without a single weekday nothing is ever moved: `on_or_after` gives the day itself.
    """

    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    off: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether the member works on that day."""
        return day.weekday() in self.weekdays and day not in self.off

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one.

        Looks one week further than there are days off, which always reaches a working day
        if there is a weekday; where there is none up to the last date, it is the day itself.
        """
        first = day.toordinal()
        end = min(first + WEEK * (len(self.off) + 1), date.max.toordinal() + 1)
        candidates = map(date.fromordinal, range(first, end))
        return next(filter(self.is_working, candidates), day)

    def after(self, day: date) -> date:
        """The first working day later than that day."""
        return self.on_or_after(day + DAY)

    def ordinal(self, day: date) -> int:
        """How many working days lie before that day, counted from the first date there is.

        Consecutive working days differ by one; a day off has the number of the working day
        that follows it. It holds from day to day while earlier days off stay in `off`.
        Without a weekday every day counts.
        """
        before = day.toordinal() - 1
        if not self.weekdays:
            return before
        weeks, rest = divmod(before, WEEK)
        partial = sum(weekday in self.weekdays for weekday in range(rest))
        missed = sum(d < day and d.weekday() in self.weekdays for d in self.off)
        return weeks * len(self.weekdays) + partial - missed
