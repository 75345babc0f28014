"""The time machine: how far it goes, and when the next list and the next recap come."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta

from bot.playground.asked import Act, NotDone
from bot.playground.cast import TEAM
from coaching.localtime import moment_of, next_fire
from coaching.workdays import Workdays
from storage import members, moments
from storage.moments import DAILY_LIST, RECAP

AHEAD = re.compile(r"\+(\d{1,3})h")
MOST_HOURS = 168
MONDAY, NINE, HALF_PAST_EIGHT = 0, time(9), time(8, 30)


def travel(act: Act) -> None:
    """Moves the clock; what is due on the way comes at its moment."""
    to = act.text("to")
    ahead = AHEAD.fullmatch(to)
    if ahead:
        if int(ahead[1]) > MOST_HOURS:
            raise NotDone("That is more than a week ahead; go there in smaller steps.")
        until = act.stage.clock() + timedelta(hours=int(ahead[1]))
    elif to in MOMENTS:
        until = MOMENTS[to](act)
    else:
        raise NotDone("The time machine goes to +1h, morning or monday.")
    act.stage.travel(until, act.playing.players)


def _next_morning(act: Act) -> datetime:
    """When the person's next list comes."""
    with act.stage.bot.runtime.database.within(TEAM).read() as session:
        member = members.by_slack_id(session, TEAM, act.person.id)
        due = moments.find(session, TEAM, DAILY_LIST, str(member.id)) if member else None
    if due is not None:
        return due.next_at
    return next_fire(act.stage.clock(), HALF_PAST_EIGHT, act.person.zone, Workdays())[1]


def _next_monday(act: Act) -> datetime:
    """When the next recap is told, or nine o'clock there on its day, if that is later."""
    with act.stage.bot.runtime.database.within(TEAM).read() as session:
        recap = moments.find(session, TEAM, RECAP, "")
    if recap is not None:
        return max(recap.next_at, moment_of(recap.local_date, NINE, act.person.zone))
    return next_fire(act.stage.clock(), NINE, act.person.zone, Workdays(frozenset({MONDAY})))[1]


MOMENTS: dict[str, Callable[[Act], datetime]] = {
    "morning": _next_morning,
    "monday": _next_monday,
}
