"""What Slack says of a person, as the product keeps it."""

from collections.abc import Mapping
from typing import Any

from bot.usecases.joining import Profile

OUTSIDER = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")


def profile_of(slack_id: str, user: Mapping[str, Any], tenant: str) -> Profile | None:
    """The person; None for a guest, a bot, somebody who has left, or somebody of elsewhere: whom a
    shared channel brings is no stranger to Slack, and belongs to another team all the same."""
    if any(user.get(flag) for flag in OUTSIDER) or not _is_ours(user, tenant):
        return None
    shown = user.get("profile") or {}
    name = shown.get("display_name") or user.get("real_name") or user.get("name") or slack_id
    return Profile(
        slack_id=slack_id,
        name=str(name),
        zone=str(user.get("tz") or ""),
        email=str(shown.get("email") or ""),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
    )


def _is_ours(user: Mapping[str, Any], tenant: str) -> bool:
    """Whether they belong to the team, or to the organisation that it is part of."""
    of_all = user.get("enterprise_user") or {}
    theirs = {user.get("team_id"), of_all.get("enterprise_id"), *(of_all.get("teams") or ())}
    return tenant in theirs or theirs == {None}
