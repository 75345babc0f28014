"""chat.*"""

from tests.slack.limits import message_faults
from tests.slack.methods.registry import method
from tests.slack.people import Channel, Workspace
from tests.slack.records import Json, Message
from tests.slack.state import SlackRefusal, State

POST_LIMIT = 40_000
UPDATE_LIMIT = 4_000


def target(workspace: Workspace, name: str) -> Channel:
    """Where a post goes: a channel by id or name, or a member's direct line."""
    if name in workspace.users:
        return workspace.direct(name)
    bare = name.removeprefix("#")
    named = (c for c in workspace.channels.values() if c.name == bare and not c.user)
    channel = workspace.channels.get(name) or next(named, None)
    if channel is None:
        raise SlackRefusal("channel_not_found")
    return _writable(workspace, channel)


def _writable(workspace: Workspace, channel: Channel) -> Channel:
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    if not channel.has_bot:
        public = workspace.scopes is None or "chat:write.public" in workspace.scopes
        if channel.is_private:
            raise SlackRefusal("channel_not_found")
        if not public:
            raise SlackRefusal("not_in_channel")
    return channel


def checked(workspace: Workspace, args: Json, limit: int) -> None:
    """Refuse what Slack would not show."""
    if not any(args.get(name) for name in ("text", "blocks", "attachments")):
        raise SlackRefusal("no_text")
    if len(args.get("text") or "") > limit:
        raise SlackRefusal("msg_too_long")
    faults = message_faults(args, workspace.refused_blocks)
    if faults:
        raise SlackRefusal("invalid_blocks", errors=faults, response_metadata={"messages": faults})
    metadata = args.get("metadata")
    if metadata and not ({"event_type", "event_payload"} <= metadata.keys()):
        raise SlackRefusal("invalid_metadata_format")


def posted(
    state: State, workspace: Workspace, args: Json, channel: str, only_for: str | None = None
) -> Message:
    return state.post(
        workspace,
        channel,
        workspace.bot,
        bot_id=workspace.bot_id,
        text=args.get("text") or "",
        blocks=args.get("blocks") or [],
        attachments=args.get("attachments") or [],
        metadata=args.get("metadata") or None,
        client_msg_id=args.get("client_msg_id"),
        thread_ts=args.get("thread_ts"),
        only_for=only_for,
    )


@method("chat.postMessage", "chat:write")
def post_message(state: State, workspace: Workspace, args: Json) -> Json:
    channel = target(workspace, str(args.get("channel")))
    checked(workspace, args, POST_LIMIT)
    message = posted(state, workspace, args, channel.id)
    shown = message.payload(state.app_id, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(state: State, workspace: Workspace, args: Json) -> Json:
    channel = target(workspace, str(args.get("channel")))
    checked(workspace, args, POST_LIMIT)
    user = str(args.get("user"))
    if user not in workspace.users:
        raise SlackRefusal("user_not_in_channel")
    return {"message_ts": posted(state, workspace, args, channel.id, user).ts}


def _own(state: State, workspace: Workspace, args: Json, refusal: str) -> Message:
    channel, ts = str(args.get("channel")), str(args.get("ts"))
    if channel not in workspace.channels:
        raise SlackRefusal("channel_not_found")
    message = state.message(workspace.id, channel, ts)
    if message is None or message.only_for:
        raise SlackRefusal("message_not_found")
    if message.author != workspace.bot:
        raise SlackRefusal(refusal)
    return message


@method("chat.update", "chat:write")
def update(state: State, workspace: Workspace, args: Json) -> Json:
    """Edit a message; blocks that are not sent again are gone."""
    message = _own(state, workspace, args, "cant_update_message")
    checked(workspace, args, UPDATE_LIMIT)
    message.edits.append(dict(args))
    message.text = args.get("text") or ""
    message.blocks = state.named(args.get("blocks"))
    message.attachments = args.get("attachments") or []
    message.metadata = args.get("metadata") or message.metadata
    shown = message.payload(state.app_id, with_metadata=True)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": shown,
    }


@method("chat.delete", "chat:write")
def delete(state: State, workspace: Workspace, args: Json) -> Json:
    message = _own(state, workspace, args, "cant_delete_message")
    message.deleted = True
    return {"channel": message.channel, "ts": message.ts}


@method("chat.getPermalink")
def permalink(state: State, workspace: Workspace, args: Json) -> Json:
    channel, ts = str(args.get("channel")), str(args.get("message_ts"))
    if channel not in workspace.channels:
        raise SlackRefusal("channel_not_found")
    if state.message(workspace.id, channel, ts) is None:
        raise SlackRefusal("message_not_found")
    name = f"p{ts.replace('.', '')}"
    link = f"https://{workspace.domain}.slack.com/archives/{channel}/{name}"
    return {"channel": channel, "permalink": link}
