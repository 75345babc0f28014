"""What a post to a response_url does."""

from typing import TYPE_CHECKING

from tests.slack.limits import message_faults
from tests.slack.records import Hook, Json, Message, Response
from tests.slack.state import HOOK_SECONDS, HOOK_USES

if TYPE_CHECKING:
    from tests.slack.state import State


def answer_hook(state: "State", id: str, body: Json) -> tuple[int, str]:
    """Carry out a post to a response_url; gives HTTP status and text."""
    hook = state.hooks.get(id)
    if hook is None:
        return 404, "no_service"
    if hook.uses >= HOOK_USES:
        return 404, "used_url"
    if state.now() - hook.at > HOOK_SECONDS:
        return 404, "expired_url"
    if message_faults(body):
        return 400, "invalid_blocks"
    hook.uses += 1
    response = Response(id, hook.user, hook.channel, body)
    response.message = _change(state, hook, body)
    state.responses.append(response)
    return 200, "ok"


def _change(state: "State", hook: Hook, body: Json) -> Message | None:
    if _flag(body, "delete_original"):
        if hook.message:
            hook.message.deleted = True
        return None
    if _flag(body, "replace_original") and hook.message:
        hook.message.text = str(body.get("text", ""))
        hook.message.blocks = state.named(body.get("blocks"))
        hook.message.edits.append(body)
        return hook.message
    return shown_to(state, hook.user, hook.channel, body)


def shown_to(state: "State", user: str, channel: str, body: Json) -> Message:
    """Post an answer: to the person alone, or to the channel when it says in_channel."""
    workspace = state.workspace_of(user)
    return state.post(
        workspace,
        channel,
        workspace.bot,
        bot_id=workspace.bot_id,
        text=str(body.get("text", "")),
        blocks=body.get("blocks") or [],
        attachments=body.get("attachments") or [],
        only_for=None if body.get("response_type") == "in_channel" else user,
    )


def _flag(body: Json, name: str) -> bool:
    return body.get(name) in (True, "true")
