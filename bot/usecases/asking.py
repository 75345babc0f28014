"""Who asks, when, and what they may see."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from coaching.localtime import local_day
from coaching.people import Member, Role, Workspace
from coaching.workdays import Workdays
from storage.deals import Sight


@dataclass(frozen=True, slots=True)
class Asking:
    """One request of one member. `delivery` is the same for copies of a delivery, `fingerprint`
    for the same words typed again; both are None for what the clock does."""

    member: Member
    workspace: Workspace
    now: datetime
    delivery: str | None = None
    fingerprint: str | None = None

    @property
    def today(self) -> date:
        """The member's local day."""
        return local_day(self.now, self.member.zone)

    @property
    def local_now(self) -> datetime:
        """The member's local moment."""
        return self.now.astimezone(ZoneInfo(self.member.zone))

    @property
    def sight(self) -> Sight:
        """Admins see the whole workspace, everybody else their own deals."""
        everything = self.member.role is Role.ADMIN
        return Sight(self.workspace.id, None if everything else frozenset({self.member.id}))

    @property
    def workdays(self) -> Workdays:
        """The member's working days."""
        return Workdays(self.member.working_days)

    def silent(self) -> "Asking":
        """The same request without its delivery, for the second of two changes that it makes."""
        return replace(self, delivery=None, fingerprint=None)
