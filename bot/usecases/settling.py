"""Settings: looked at, and set one at a time or several at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.usecases import (
    forgetting,
    leave,
    own_settings,
    regions,
    schedule,
    teams,
    workspace_settings,
)
from bot.usecases.asking import Asking
from bot.usecases.leave import Leave
from bot.usecases.own_settings import DAY_NAMES
from bot.usecases.regions import Place
from coaching.people import Cover, Role
from storage import audit, feasts, members, moments
from storage.database import Session
from storage.moments import RECAP


@dataclass(frozen=True, slots=True)
class Settled:
    """The settings after a change, and when the recurring things come next."""

    asking: Asking
    next_list: datetime | None
    next_recap: datetime | None
    leave: tuple[Leave, ...] = ()
    place: Place | None = None
    place_name: str = ""
    next_holiday: tuple[date, str] | None = None
    managers: tuple[str, ...] = ()
    stands_in: tuple[Cover, ...] = ()

    @property
    def current(self) -> dict[str, str]:
        """The settings as the form and the words write them; what is only added stays empty."""
        member, workspace = self.asking.member, self.asking.workspace
        return {
            "hour": f"{member.list_at:%H:%M}",
            "zone": member.zone,
            "days": ",".join(DAY_NAMES[number] for number in sorted(member.working_days)),
            "holidays": self.place.code if self.place else "none",
            "away": "",
            "list": "on" if member.lists_on else "off",
            "rows": str(self.asking.policy.list_rows),
            "nudges": member.nudges.replace(" ", ",") or "off",
            "quiet": f"{member.quiet_from:%-H:%M} - {member.quiet_until:%-H:%M}",
            "channel": workspace.recap_channel or "none",
            "recap": f"{RECAP_DAYS[workspace.recap_weekday]} {workspace.recap_at:%-H:%M}",
            "currency": workspace.currency,
            "dates": "day first" if workspace.day_first else "month first",
            "language": workspace.language,
            "managers": ",".join(self.managers),
            "keep": forgetting.span_words(workspace.keep_texts_days),
            "closed": "",
        }


def look(session: Session, asking: Asking) -> Settled:
    """The settings as they stand."""
    workspace_id = asking.workspace.id
    member = asking.member
    next_recap = moments.find(session, workspace_id, RECAP, "")
    place = Place(member.country, member.region) if member.country else None
    return Settled(
        asking,
        schedule.next_list(session, member, asking.calendar.off),
        next_recap.next_at if next_recap else None,
        leave.planned(session, asking),
        place,
        regions.name_of(place) if place else "",
        _next_holiday(asking),
        _managers(session, asking),
        tuple(one for one in asking.calendar.covers if one.last >= asking.today),
    )


def _managers(session: Session, asking: Asking) -> tuple[str, ...]:
    if asking.member.role is not Role.ADMIN:
        return ()
    found = members.of_role(session, asking.workspace.id, Role.MANAGER)
    return tuple(one.slack_id for one in found if one.slack_id)


def _next_holiday(asking: Asking) -> tuple[date, str] | None:
    """The next public holiday that falls on a working weekday."""
    member, workdays = asking.member, asking.member.working_days
    known = feasts.days(member.country, member.region, asking.today.year, asking.today.year + 1)
    ahead = (day for day in known if day >= asking.today and day.weekday() in workdays)
    found = min(ahead, default=None)
    return (found, feasts.name_of(member.country, member.region, found)) if found else None


def set_one(session: Session, asking: Asking, name: str, typed: str) -> Settled:
    """Sets one thing from what was typed or chosen; raises Refusal with an example."""
    change = CHANGES[name]
    changed = change(session, asking, typed.strip())
    audit.append(
        session,
        asking.workspace.id,
        member_id=asking.member.id,
        deal_id=None,
        verb=f"settings {name}",
        at=asking.now,
        dedupe_key=asking.delivery,
    )
    return look(session, changed)


def set_many(session: Session, asking: Asking, chosen: dict[str, str]) -> Settled:
    """Sets several things at once, as the form does; all of them or none."""
    current = look(session, asking).current
    for name, typed in chosen.items():
        told = typed.strip() or EMPTY.get(name, "")
        if told != current.get(name):
            asking = CHANGES[name](session, asking, told)
    audit.append(
        session,
        asking.workspace.id,
        member_id=asking.member.id,
        deal_id=None,
        verb="settings",
        at=asking.now,
        dedupe_key=asking.delivery,
    )
    return look(session, asking)


CHANGES: dict[str, Callable[[Session, Asking, str], Asking]] = {
    "hour": own_settings.hour,
    "zone": own_settings.zone,
    "days": own_settings.days,
    "holidays": leave.holidays,
    "away": leave.away,
    "pause": leave.pause,
    "resume": leave.resume,
    "list": own_settings.lists,
    "rows": own_settings.rows,
    "nudges": own_settings.nudges,
    "quiet": own_settings.quiet,
    "channel": workspace_settings.channel,
    "recap": workspace_settings.recap,
    "currency": workspace_settings.currency,
    "dates": workspace_settings.dates,
    "language": workspace_settings.language,
    "profile": workspace_settings.profile,
    "closed": leave.closed,
    "managers": teams.managers,
    "team": teams.team,
    "keep": forgetting.texts,
    "rule": workspace_settings.rule,
    "warning": workspace_settings.warning,
    "rate": workspace_settings.rate,
    "selling": workspace_settings.selling,
}
EMPTY = {"channel": "none", "holidays": "none", "nudges": "off", "keep": "forever"}
"""What an empty field of the form stands for, where it does not stand for nothing."""
RECAP_DAYS = own_settings.WEEKDAYS
