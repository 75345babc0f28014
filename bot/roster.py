"""Who works here, read again from Slack once a day: zones, names, roles, and who has left."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.directory import profile_of
from bot.runtime import Runtime, reason
from bot.usecases.joining import follow
from coaching.people import Member
from storage import members

log = logging.getLogger(__name__)

EVERY = timedelta(hours=24)
SOON = timedelta(minutes=10)
"""After a call that failed."""
BATCH = 30
"""People read at a time; Slack bears more than a hundred such calls a minute."""
GONE = frozenset({"user_not_found", "users_not_found", "user_not_visible"})


def refresh(runtime: Runtime) -> int:
    """Reads whoever is due; after a failure the rest of that workspace waits. Returns how many
    were read."""
    now = runtime.now()
    with runtime.database.everywhere.begin() as session:
        due = members.claim_to_read(session, now, now - EVERY, BATCH)
    missed: list[Member] = []
    for member in due:
        shut = any(one.workspace_id == member.workspace_id for one in missed)
        if shut or not _read(runtime, member, now):
            missed.append(member)
    if missed:
        _again_soon(runtime, missed, now)
    return len(due) - len(missed)


def _read(runtime: Runtime, member: Member, now: datetime) -> bool:
    token = runtime.token_of(member.workspace_id)
    if token is None:
        return False
    try:
        user = _asked(runtime.slack.client(token), member)
    except (SlackClientError, OSError) as error:
        log.warning("a member of %s cannot be read: %s", member.workspace_id, reason(error))
        return False
    profile = profile_of(member.slack_id or "", user, member.workspace_id)
    with runtime.database.within(member.workspace_id).begin() as session:
        follow(session, member, profile, now)
    return True


def _asked(client: WebClient, member: Member) -> Mapping[str, Any]:
    """The person; somebody whom Slack no longer finds has left."""
    try:
        return dict(client.users_info(user=str(member.slack_id)).get("user") or {})
    except SlackApiError as error:
        if reason(error) in GONE:
            return {"deleted": True}
        raise


def _again_soon(runtime: Runtime, missed: list[Member], now: datetime) -> None:
    with runtime.database.everywhere.begin() as session:
        members.read_again(session, missed, now - EVERY + SOON)
