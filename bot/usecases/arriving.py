"""A workspace that installs the app, takes it out, or comes back."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.usecases.joining import Profile, join
from coaching.localtime import local_day
from coaching.people import Member, Role
from storage import adopting, installs, members, outbox, sending
from storage.database import Session
from storage.installs import Installed
from storage.outbox import Letter

log = logging.getLogger(__name__)

WELCOME = "welcome"
WELCOME_BACK = "welcome_back"


def arrive(
    session: Session, found: Installed, name: str, installer: Profile | None, now: datetime
) -> None:
    """The workspace is there, or is back with all its data; who installed it is an admin and hears
    what comes next. Done again where all works, it changes the tokens and says nothing."""
    workspace = found.workspace_id
    if installer is not None:
        join(session, workspace, name, replace(installer, is_admin=True), now)
    elif not adopting.adopt(session, workspace, name):
        members.add_workspace(session, workspace, name, now)
    is_new = installs.find(session, workspace) is None
    installs.put(session, found)
    is_back = installs.come_back(session, workspace)
    member = members.by_slack_id(session, workspace, found.installer) if installer else None
    if member is None:
        return
    members.change(session, member, role=Role.ADMIN, active=True)
    if is_new or is_back:
        kind = WELCOME if is_new else WELCOME_BACK
        day = local_day(now, member.zone)
        outbox.put(session, {Letter(workspace, kind, str(member.id), day): now})


def leave(session: Session, tenant: str, at: datetime, now: datetime) -> None:
    """Everything stops at once; the data stays for a while. A message that was late, about an
    installation before the one there is, changes nothing. `at` is a whole second."""
    found = installs.find(session, tenant)
    if found is None:
        sending.stop(session, tenant, now)
        return
    is_about_it = at >= found.installed_at.replace(microsecond=0)
    if is_about_it and installs.leave(session, tenant, now):
        log.warning("workspace %s has taken the app out: all of it stops", tenant)


def shut_out(
    session: Session, tenant: str, teams: Iterable[str], at: datetime, now: datetime
) -> None:
    """Teams that an organisation took the app from. Who was of them Slack no longer shows us: all
    are asked about again at once, and those whom it does not show have left."""
    for team in teams:
        if team == tenant or installs.find(session, team) is not None:
            leave(session, team, at, now)
    members.ask_about_all(session, tenant)


def told(session: Session, letter: Letter) -> Member | None:
    """Who is to be greeted."""
    member = members.by_id(session, letter.workspace_id, int(letter.subject))
    return member if member and member.active and member.slack_id else None
