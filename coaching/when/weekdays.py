"""Weekdays alone: "thu" is the next to come, "next friday" is next calendar week's."""

import re
from datetime import date

from coaching.when.values import DAY, Grain, Said, When, monday_of, one_day
from coaching.when.words import WEEKDAY, WEEKDAY_NUMBER

_DAYS_AWAY = {
    "today": 0,
    "now": 0,
    "right now": 0,
    "later today": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "day after tomorrow": 2,
    "overmorrow": 2,
    "day before yesterday": -2,
    "ereyesterday": -2,
    "fortnight": 14,
    "today week": 7,
    "week today": 7,
    "a week today": 7,
    "tomorrow week": 8,
    "week tomorrow": 8,
    "a week tomorrow": 8,
    "2 weeks today": 14,
    "2 weeks tomorrow": 15,
    "3 weeks today": 21,
}
_WEEKS_AWAY = {
    "last week": -1,
    "last weeks": -1,
    "this week": 0,
    "this weeks": 0,
    "next": 1,
    "next week": 1,
    "next weeks": 1,
    "after next": 2,
}
_WEEKS_AFTER_COMING = {"": 0, "coming": 0, "this coming": 0, "week": 1, "fortnight": 2}
_WEEKDAY = re.compile(
    rf"(?:(this coming|this past|next weeks|this weeks|last weeks|this|next|coming|last|past) )?"
    rf"({WEEKDAY})(?: (week|fortnight|after next|this week|next week|last week))?"
)
_WEEKEND = re.compile(
    r"(?:over |at |on )?(?:the )?(?:(this coming|this|next|coming|last|past) )?weekend"
)


def near_day(phrase: str, said: Said) -> When | None:
    """Read "tomorrow", "a week today" and the like."""
    shift = _DAYS_AWAY.get(phrase.removeprefix("the "))
    return None if shift is None else one_day(said.today + shift * DAY)


def coming_weekday(number: int, today: date) -> date:
    """Give the next such weekday after today (said on a Wednesday, "wed" is in seven days)."""
    return today + ((number - today.weekday() - 1) % 7 + 1) * DAY


def weekday(phrase: str, said: Said) -> When | None:
    """Read one weekday with the words around it: "next friday", "tuesday week", "last monday"."""
    match = _WEEKDAY.fullmatch(phrase)
    if not match or (match[1] and match[3]):
        return None
    return one_day(_chosen(match[1] or match[3] or "", WEEKDAY_NUMBER[match[2]], said.today))


def _chosen(word: str, number: int, today: date) -> date:
    if word in _WEEKS_AFTER_COMING:
        return coming_weekday(number, today) + 7 * _WEEKS_AFTER_COMING[word] * DAY
    in_this_week = monday_of(today) + number * DAY
    if word in _WEEKS_AWAY:
        return in_this_week + 7 * _WEEKS_AWAY[word] * DAY
    if word == "this":
        return in_this_week if in_this_week >= today else in_this_week + 7 * DAY
    return today - ((today.weekday() - number - 1) % 7 + 1) * DAY


def weekend(phrase: str, said: Said) -> When | None:
    """Read a Saturday and Sunday: this week's, or for "next weekend" next week's."""
    match = _WEEKEND.fullmatch(phrase)
    if not match:
        return None
    weeks = {"next": 1, "last": -1, "past": -1}.get(match[1], 0)
    saturday = monday_of(said.today) + (5 + 7 * weeks) * DAY
    sunday = saturday + DAY
    return When(sunday if said.today == sunday else saturday, sunday, Grain.DAY)
