"""conversations.*"""

from tests.slack.methods.registry import method, page, require, truth
from tests.slack.people import Channel, Workspace
from tests.slack.records import Json, Message
from tests.slack.state import SlackRefusal, State


def known(workspace: Workspace, args: Json) -> Channel:
    """The channel a call names, if the app may know of it."""
    channel = workspace.channels.get(str(args.get("channel")))
    if channel is None or (channel.is_private and not channel.has_bot):
        raise SlackRefusal("channel_not_found")
    return channel


def kind(channel: Channel) -> str:
    """The first half of a scope's name."""
    if channel.user:
        return "im"
    return "groups" if channel.is_private else "channels"


@method("conversations.open", "im:write")
def open_(state: State, workspace: Workspace, args: Json) -> Json:
    users = args.get("users")
    names = users.split(",") if isinstance(users, str) else list(users or [])
    if len(names) != 1:
        raise SlackRefusal("users_list_not_supplied" if not names else "method_not_supported")
    user = workspace.users.get(names[0])
    if user is None:
        raise SlackRefusal("user_not_found")
    if user.deleted:
        raise SlackRefusal("user_disabled")
    channel = workspace.direct(user.id)
    return {"channel": channel.payload() if truth(args, "return_im") else {"id": channel.id}}


@method("conversations.info")
def info(state: State, workspace: Workspace, args: Json) -> Json:
    channel = known(workspace, args)
    require(workspace, f"{kind(channel)}:read")
    return {"channel": channel.payload()}


@method("conversations.list")
def list_(state: State, workspace: Workspace, args: Json) -> Json:
    types = str(args.get("types") or "public_channel").split(",")
    names = {"im": "im", "groups": "private_channel", "channels": "public_channel"}
    for scope, name in names.items():
        if name in types:
            require(workspace, f"{scope}:read")
    found = [
        channel.payload()
        for channel in workspace.channels.values()
        if names[kind(channel)] in types
        and not (channel.is_private and not channel.has_bot)
        and not (channel.is_archived and truth(args, "exclude_archived"))
    ]
    shown, cursor = page(found, args)
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


@method("conversations.join", "channels:join")
def join(state: State, workspace: Workspace, args: Json) -> Json:
    channel = known(workspace, args)
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    channel.has_bot = True
    return {"channel": channel.payload()}


@method("conversations.members")
def members(state: State, workspace: Workspace, args: Json) -> Json:
    channel = known(workspace, args)
    require(workspace, f"{kind(channel)}:read")
    ids = [channel.user, workspace.bot] if channel.user else list(workspace.users)
    return {"members": ids, "response_metadata": {"next_cursor": ""}}


def readable(state: State, workspace: Workspace, args: Json) -> list[Message]:
    """What a channel's history shows by now, oldest first."""
    channel = known(workspace, args)
    require(workspace, f"{kind(channel)}:history")
    if not channel.has_bot:
        raise SlackRefusal("not_in_channel")
    now = state.now()
    told = state.conversation(channel.id, workspace.id)
    return [message for message in told if message.seen_from <= now]


def within(args: Json, ts: str) -> bool:
    """Is a message between oldest and latest? The bounds count only when inclusive."""
    moment = _micros(ts)
    oldest, latest = args.get("oldest"), args.get("latest")
    low, high = _micros(oldest or "0"), _micros(latest) if latest else None
    if truth(args, "inclusive"):
        return low <= moment and (high is None or moment <= high)
    return low < moment and (high is None or moment < high)


def _micros(ts: object) -> int:
    seconds, _, fraction = str(ts).partition(".")
    return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0")[:6])


@method("conversations.history")
def history(state: State, workspace: Workspace, args: Json) -> Json:
    """Newest first; with oldest alone, the page nearest to it (or as history_nearest says)."""
    found = [
        message
        for message in readable(state, workspace, args)
        if message.thread_ts in (None, message.ts)
    ]
    limit = min(int(args.get("limit") or 100), workspace.history_limit)
    cursor = args.get("cursor")
    chosen = [message for message in found if within(args, message.ts)]
    if cursor:
        chosen = [message for message in chosen if _micros(message.ts) < _micros(cursor)]
    alone = args.get("oldest") and not args.get("latest") and not cursor
    forward = alone and workspace.history_nearest == "oldest"
    shown = chosen[:limit] if forward else chosen[-limit:]
    more = len(shown) < len(chosen)
    answer: Json = {"messages": _payloads(state, args, shown[::-1]), "has_more": more}
    if more and shown == chosen[-limit:]:
        answer["response_metadata"] = {"next_cursor": shown[0].ts}
    return answer


@method("conversations.replies")
def replies(state: State, workspace: Workspace, args: Json) -> Json:
    """A thread, oldest first, its parent leading."""
    parent = str(args.get("ts"))
    thread = [
        message
        for message in readable(state, workspace, args)
        if parent in (message.ts, message.thread_ts)
    ]
    if not thread:
        raise SlackRefusal("thread_not_found")
    replies = [message for message in thread[1:] if within(args, message.ts)]
    limit = min(int(args.get("limit") or 1000), workspace.history_limit)
    shown = [thread[0], *replies][:limit]
    return {"messages": _payloads(state, args, shown), "has_more": len(replies) + 1 > limit}


def _payloads(state: State, args: Json, messages: list[Message]) -> list[Json]:
    metadata = truth(args, "include_all_metadata")
    return [message.payload(state.app_id, metadata) for message in messages]
