"""How a person becomes a member, by their first command or look at Home, and how they change."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.usecases import schedule
from bot.usecases.regions import country_of
from coaching.localtime import is_zone
from coaching.people import LIST_AT, MONDAY_TO_FRIDAY, Member, Role
from storage import adopting, installs, members, placeholders, settings
from storage.database import Session

FALLBACK_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack knows of a person. `zone` is an IANA name, never an offset."""

    slack_id: str
    name: str
    zone: str
    is_admin: bool = False
    email: str = ""


def join(
    session: Session, workspace_id: str, workspace_name: str, profile: Profile, now: datetime
) -> None:
    """Makes the person a member, with a first list on the next working day; harmless twice."""
    zone = profile.zone if is_zone(profile.zone) else FALLBACK_ZONE
    adopted = adopting.adopt(session, workspace_id, workspace_name)
    if adopted or members.add_workspace(session, workspace_id, workspace_name, now):
        settings.store(session, workspace_id, "zone", zone, now)
    if profile.email:
        placeholders.take_over(session, workspace_id, profile.email, profile.slack_id, zone)
    installed = _has_installed(session, workspace_id, profile.slack_id)
    members.add(
        session,
        workspace_id,
        now,
        slack_id=profile.slack_id,
        name=profile.name,
        email=profile.email.casefold() or None,
        zone=zone,
        list_at=LIST_AT,
        working_days=MONDAY_TO_FRIDAY,
        country=country_of(zone),
        read_at=now,
        role=Role.ADMIN if profile.is_admin or installed else Role.SELLER,
    )
    member = members.by_slack_id(session, workspace_id, profile.slack_id)
    assert member is not None
    schedule.first_list(session, member, now)


def known(session: Session, workspace_id: str, slack_id: str) -> Member | None:
    """Whoever that is here; None of somebody who never was."""
    return members.by_slack_id(session, workspace_id, slack_id)


def follow(session: Session, member: Member, profile: Profile | None, now: datetime) -> None:
    """What Slack says of a member now; None of somebody who has left. A zone set by hand stays.

    A zone that changed moves the next list in the same transaction, to a day that had none yet.
    """
    if profile is None:
        members.change(session, member, active=False)
        return
    role = _role(session, member, profile)
    fresh = replace(member, name=profile.name, role=role, active=True)
    if is_zone(profile.zone) and not members.zone_is_by_hand(session, member):
        fresh = replace(fresh, zone=profile.zone)
    if fresh == member:
        return
    names = ("name", "role", "active", "zone")
    members.change(session, member, **{name: getattr(fresh, name) for name in names})
    if fresh.zone != member.zone:
        schedule.reschedule_list(session, fresh, now)


def _role(session: Session, member: Member, profile: Profile) -> Role:
    """Slack's admins are admins, and who installed the app; who is one no longer is a seller, a
    manager stays one."""
    if profile.is_admin:
        return Role.ADMIN
    if member.role is not Role.ADMIN:
        return member.role
    installed = _has_installed(session, member.workspace_id, member.slack_id)
    return Role.ADMIN if installed else Role.SELLER


def _has_installed(session: Session, workspace_id: str, slack_id: str | None) -> bool:
    found = installs.find(session, workspace_id)
    return found is not None and found.installer == slack_id
