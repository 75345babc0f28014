"""Who works here: a workspace and its settings, a member and their clock."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from coaching.policy import Policy


class Role(StrEnum):
    """What a member may see and set; everybody sees their own deals."""

    SELLER = "seller"
    MANAGER = "manager"
    ADMIN = "admin"


MONDAY_TO_FRIDAY = frozenset(range(5))
"""Working days unless a member says otherwise; Monday is 0."""

LIST_AT = time(8, 30)
"""When the daily list arrives, local time, unless a member says otherwise (ours)."""


QUIET_FROM, QUIET_UNTIL = time(18, 0), time(8, 0)
"""When no nudge comes, local time, unless a member says otherwise (ours)."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a workspace. `slack_id` is None for an owner known from an import only.

    `nudges` names the kinds that are on; `low_on` is the last day they said to be low.
    """

    id: int
    workspace_id: str
    slack_id: str | None
    name: str
    zone: str
    list_at: time = LIST_AT
    working_days: frozenset[int] = MONDAY_TO_FRIDAY
    role: Role = Role.SELLER
    dm_channel: str | None = None
    active: bool = True
    country: str | None = None
    region: str | None = None
    lists_on: bool = True
    list_rows: int | None = None
    nudges: str = ""
    quiet_from: time = QUIET_FROM
    quiet_until: time = QUIET_UNTIL
    low_on: date | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """Whose due rows a member takes over, and for which days."""

    owner_id: int
    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """A member's days off (public holidays, leave, days the workspace is closed), and covers."""

    off: frozenset[date] = frozenset()
    covers: tuple[Cover, ...] = ()

    def covering(self, day: date) -> tuple[Cover, ...]:
        """Whom the member stands in for on that day."""
        return tuple(cover for cover in self.covers if cover.first <= day <= cover.last)


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Slack enterprise or team and what it has set.

    `selling` is enterprise, smb or auto; `rates` are (currency, from which day, worth of one unit
    in the workspace's currency), as they were entered; `teams` are a manager's number and those of
    their people, where not every seller is theirs; `keep_texts_days` is how long words about ended
    deals are kept, 0 for ever.
    """

    id: str
    name: str
    zone: str = "UTC"
    currency: str = "USD"
    day_first: bool = True
    language: str = "en"
    recap_channel: str | None = None
    recap_weekday: int = 0
    recap_at: time = time(9, 0)
    profile: str = ""
    warnings_off: str = ""
    selling: str = "auto"
    rates: tuple[tuple[str, str, str], ...] = ()
    teams: tuple[tuple[int, tuple[int, ...]], ...] = ()
    keep_texts_days: int = 0
    policy: Policy = Policy()
