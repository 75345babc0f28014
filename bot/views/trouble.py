"""What keeps a message from its place, told to somebody who can put it right."""

from bot.views.kit import Said, said, section

WHY = {
    "is_archived": "it is archived",
    "not_in_channel": "I am not a member of it",
    "channel_not_found": "it is gone, or private and without me",
}


def channel_gone(channel: str, reason: str) -> Said:
    """The recap's channel takes nothing of ours any more."""
    why = WHY.get(reason, "Slack does not let me")
    return said(
        f"The recap could not be posted in its channel: {why}.",
        section(
            f"I could not post the weekly recap in <#{channel}>: {why}. Invite me there "
            "(`/invite @Deal Coach`), or choose another channel with `/deal settings`."
        ),
    )
