"""Who asks, when, and what they may see."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coaching.localtime import local_day
from coaching.people import Calendar, Member, Role, Workspace
from coaching.policy import Policy
from coaching.workdays import Workdays
from storage.deals import Sight


@dataclass(frozen=True, slots=True)
class Asking:
    """One request of one member. `delivery` is the same for copies of a delivery, `fingerprint`
    for the same words typed again, and `said_before` is when that last happened; all three are
    None for what the clock does. Without `any_list` the member surely has no list of today."""

    member: Member
    workspace: Workspace
    now: datetime
    delivery: str | None = None
    fingerprint: str | None = None
    said_before: datetime | None = None
    calendar: Calendar = field(default_factory=Calendar)
    any_list: bool = True

    @property
    def today(self) -> date:
        """The member's local day."""
        return local_day(self.now, self.member.zone)

    @property
    def retyped(self) -> bool:
        """Whether the same words were given within the last minute (a setting)."""
        span = timedelta(seconds=self.workspace.policy.retyped_seconds)
        return self.said_before is not None and self.now - self.said_before <= span

    @property
    def policy(self) -> Policy:
        """The workspace's numbers, with those that the member has set."""
        rows, policy = self.member.list_rows, self.workspace.policy
        return policy if rows is None else replace(policy, list_rows=rows)

    @property
    def local_now(self) -> datetime:
        """The member's local moment."""
        return self.now.astimezone(ZoneInfo(self.member.zone))

    @property
    def sight(self) -> Sight:
        """Admins see the whole workspace; managers their team, which is every seller unless it was
        named; everybody their own deals and those they cover."""
        if self.member.role is Role.ADMIN:
            return Sight(self.workspace.id, None)
        if self.member.role is not Role.MANAGER:
            return Sight(self.workspace.id, self.owners)
        team = dict(self.workspace.teams).get(self.member.id)
        return Sight(self.workspace.id, self.owners.union(team or ()), sellers=team is None)

    def sees_deals_of(self, owner: Member) -> bool:
        """Whether any deal of that owner is to be seen."""
        sight = self.sight
        if sight.owners is None or owner.id in sight.owners:
            return True
        return sight.sellers and owner.role is Role.SELLER

    @property
    def owners(self) -> frozenset[int]:
        """Whose deals are the member's to work today: their own, and of those they stand in for."""
        covered = (cover.owner_id for cover in self.calendar.covering(self.today))
        return frozenset({self.member.id, *covered})

    @property
    def workdays(self) -> Workdays:
        """The member's working days, less holidays, leave and closed days."""
        return Workdays(self.member.working_days, self.calendar.off)

    @property
    def first_workday(self) -> int:
        """The weekday on which what is asked once a week is asked; Monday is 0."""
        return min(self.member.working_days, default=0)

    def silent(self) -> "Asking":
        """The same request without its delivery, for the second of two changes that it makes."""
        return replace(self, delivery=None, fingerprint=None, said_before=None)
