"""The first steps of somebody who has just come: zone and hour, company profile, first deal."""

from dataclasses import dataclass

from bot.usecases.asking import Asking
from coaching.people import Role
from storage import audit
from storage.database import Session

SETTINGS = "settings"
CONFIRMED = "settings confirmed"
SKIPPED = "settings skipped"
AT_HOME = 3
"""Who has so many open deals knows the way (ours)."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Which of the three are done; the profile is an admin's to change once it is written."""

    hours: bool
    profile: str
    first_deal: bool
    may_write_profile: bool = True


def steps(session: Session, asking: Asking, open_deals: int) -> Steps | None:
    """The steps, or None once they are done, left, or somebody plainly knows the way."""
    if open_deals >= AT_HOME:
        return None
    done = audit.verbs_of(session, asking.workspace.id, asking.member.id)
    profile = asking.workspace.profile
    first = open_deals > 0 or "close" in done
    hours = any(verb.startswith(SETTINGS) for verb in done)
    if SKIPPED in done or (hours and profile and first):
        return None
    admin = asking.member.role is Role.ADMIN
    return Steps(hours, profile, first, may_write_profile=admin or not profile)


def confirm(session: Session, asking: Asking) -> None:
    """Zone and hour are right as they stand."""
    _note(session, asking, CONFIRMED)


def skip(session: Session, asking: Asking) -> None:
    """The rest of the steps is not wanted."""
    _note(session, asking, SKIPPED)


def _note(session: Session, asking: Asking, verb: str) -> None:
    audit.append(
        session,
        asking.workspace.id,
        member_id=asking.member.id,
        deal_id=None,
        verb=verb,
        at=asking.now,
        dedupe_key=asking.delivery,
    )
