"""What Slack says of a person, as the product keeps it."""

from collections.abc import Mapping
from typing import Any

from bot.usecases.joining import Profile

OUTSIDER = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")


def profile_of(slack_id: str, user: Mapping[str, Any]) -> Profile | None:
    """The person; None for a guest, a stranger, a bot, or somebody who has left."""
    if any(user.get(flag) for flag in OUTSIDER):
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
