"""The methods of Slack's Web API that the product calls, answered by the local Slack."""

import json
import mimetypes
from collections.abc import Callable

from bot.playground.cast import BOT, TEAM, TEAM_DOMAIN, Channel
from bot.playground.records import File, Json, Message, SlackRefusal, View
from bot.playground.slack import LocalSlack

Method = Callable[[LocalSlack, Json], Json]
BOT_ID = "B0COACH"


def call(slack: LocalSlack, name: str, args: Json) -> Json:
    """Slack's answer to one call; a refusal is an answer too."""
    method = METHODS.get(name)
    if method is None:
        return {"ok": False, "error": "unknown_method"}
    try:
        return {"ok": True} | method(slack, args)
    except SlackRefusal as refused:
        return {"ok": False, "error": refused.error}


def auth_test(slack: LocalSlack, args: Json) -> Json:
    """Whose token it is."""
    return {
        "url": slack.url,
        "team": TEAM_DOMAIN,
        "team_id": TEAM,
        "user": "dealcoach",
        "user_id": BOT,
        "bot_id": BOT_ID,
        "enterprise_id": None,
        "is_enterprise_install": False,
    }


def users_info(slack: LocalSlack, args: Json) -> Json:
    """A person's profile."""
    person = slack.people.get(str(args.get("user")))
    if person is None:
        raise SlackRefusal("user_not_found")
    return {
        "user": {
            "id": person.id,
            "team_id": TEAM,
            "name": person.handle,
            "real_name": person.name,
            "tz": person.zone,
            "is_admin": person.is_admin,
            "is_owner": person.is_admin,
            "is_bot": False,
            "deleted": False,
            "profile": {"real_name": person.name, "display_name": person.first_name},
        }
    }


def conversations_open(slack: LocalSlack, args: Json) -> Json:
    """The direct messages with one person."""
    return {"channel": {"id": slack.direct(str(args.get("users"))).id}}


def conversations_info(slack: LocalSlack, args: Json) -> Json:
    """What a channel is."""
    return {"channel": described(slack.channel(str(args.get("channel"))))}


def conversations_list(slack: LocalSlack, args: Json) -> Json:
    """The public channels."""
    return {"channels": [described(c) for c in slack.channels.values() if c.person is None]}


def conversations_history(slack: LocalSlack, args: Json) -> Json:
    """What stands in a channel, newest first."""
    channel = slack.channel(str(args.get("channel")))
    oldest, limit = float(args.get("oldest") or 0), int(args.get("limit") or 100)
    found = [
        payload(message)
        for message in reversed(slack.messages)
        if message.channel == channel and message.only_for is None and float(message.ts) > oldest
    ]
    return {"messages": found[:limit], "has_more": len(found) > limit}


def chat_post_message(slack: LocalSlack, args: Json) -> Json:
    """The bot speaks."""
    text, blocks = _said(args)
    channel = slack.channel(str(args.get("channel")))
    message = slack.post(channel, text, blocks, metadata=args.get("metadata"))
    return {"channel": channel.id, "ts": message.ts, "message": payload(message)}


def chat_update(slack: LocalSlack, args: Json) -> Json:
    """The bot changes what it said; blocks that are not sent again are gone."""
    text, blocks = _said(args)
    message = slack.message(str(args.get("channel")), str(args.get("ts")))
    slack.change(message, text, blocks)
    return {"channel": message.channel.id, "ts": message.ts, "text": text}


def chat_post_ephemeral(slack: LocalSlack, args: Json) -> Json:
    """The bot says something for one person's eyes."""
    text, blocks = _said(args)
    channel, person = slack.channel(str(args.get("channel"))), str(args.get("user"))
    if person not in slack.people:
        raise SlackRefusal("user_not_in_channel")
    return {"message_ts": slack.post(channel, text, blocks, only_for=person).ts}


def chat_delete(slack: LocalSlack, args: Json) -> Json:
    """The bot takes back what it said."""
    message = slack.message(str(args.get("channel")), str(args.get("ts")))
    if message.who != BOT:
        raise SlackRefusal("cant_delete_message")
    slack.delete(message)
    return {"channel": message.channel.id, "ts": message.ts}


def views_open(slack: LocalSlack, args: Json) -> Json:
    """A modal in front of the person."""
    return {"view": shown(slack.open_modal(str(args.get("trigger_id")), _view(args)))}


def views_push(slack: LocalSlack, args: Json) -> Json:
    """A modal on top of the one that is open."""
    return {"view": shown(slack.push_modal(str(args.get("trigger_id")), _view(args)))}


def views_update(slack: LocalSlack, args: Json) -> Json:
    """Another body for a modal that is open."""
    view = slack.view(str(args.get("view_id")))
    _same(view, args)
    slack.redraw(view, _view(args))
    return {"view": shown(view)}


def views_publish(slack: LocalSlack, args: Json) -> Json:
    """Somebody's Home tab."""
    person = str(args.get("user_id"))
    if person in slack.homes:
        _same(slack.homes[person], args)
    return {"view": shown(slack.publish(person, _view(args)))}


def files_info(slack: LocalSlack, args: Json) -> Json:
    """What a dropped file is."""
    file = slack.files.get(str(args.get("file")))
    if file is None:
        raise SlackRefusal("file_not_found")
    return {"file": attached(slack, file)}


def files_upload_url(slack: LocalSlack, args: Json) -> Json:
    """Where the bot may put a file."""
    file = File(f"F{slack.number()}", str(args.get("filename") or "file"), b"", BOT)
    slack.files[file.id] = file
    return {"upload_url": f"{slack.url}/upload/{file.id}", "file_id": file.id}


def files_complete(slack: LocalSlack, args: Json) -> Json:
    """The bot shows a file that it has put there."""
    told = args.get("files") or []
    wanted = json.loads(told) if isinstance(told, str) else told
    files = [slack.files[one["id"]] for one in wanted if one["id"] in slack.files]
    if len(files) != len(wanted):
        raise SlackRefusal("file_not_found")
    if args.get("channel_id"):
        channel = slack.channel(str(args["channel_id"]))
        for number, file in enumerate(files):
            words = str(args.get("initial_comment") or "") if number == 0 else ""
            slack.post(channel, words, file=file)
    return {"files": [attached(slack, file) for file in files]}


METHODS: dict[str, Method] = {
    "auth.test": auth_test,
    "users.info": users_info,
    "conversations.open": conversations_open,
    "conversations.info": conversations_info,
    "conversations.list": conversations_list,
    "conversations.history": conversations_history,
    "chat.postMessage": chat_post_message,
    "chat.postEphemeral": chat_post_ephemeral,
    "chat.update": chat_update,
    "chat.delete": chat_delete,
    "files.completeUploadExternal": files_complete,
    "files.getUploadURLExternal": files_upload_url,
    "files.info": files_info,
    "views.open": views_open,
    "views.push": views_push,
    "views.update": views_update,
    "views.publish": views_publish,
}


def described(channel: Channel) -> Json:
    """A channel as Slack shows it to an app."""
    if channel.person:
        return {"id": channel.id, "is_im": True, "user": channel.person}
    return {"id": channel.id, "name": channel.name, "is_channel": True, "is_archived": False}


def payload(message: Message) -> Json:
    """A message as Slack shows it to an app."""
    told: Json = {"type": "message", "user": message.who, "ts": message.ts, "text": message.text}
    if message.who == BOT:
        told |= {"bot_id": BOT_ID, "blocks": message.blocks}
    return told | ({"metadata": message.metadata} if message.metadata else {})


def attached(slack: LocalSlack, file: File) -> Json:
    """A file as Slack shows it to an app, which fetches it with its token."""
    address = f"{slack.url}/files/{file.id}"
    return {
        "id": file.id,
        "name": file.name,
        "title": file.name,
        "mimetype": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        "filetype": file.name.rpartition(".")[2].lower(),
        "size": len(file.content),
        "user": file.who,
        "mode": "hosted",
        "url_private": address,
        "url_private_download": address,
    }


def shown(view: View) -> Json:
    """A view as Slack shows it to an app."""
    about = {"id": view.id, "team_id": TEAM, "hash": view.hash, "bot_id": BOT_ID}
    defaults = {"private_metadata": "", "callback_id": "", "state": {"values": {}}}
    return (
        defaults | view.body | about | {"root_view_id": view.root, "previous_view_id": view.below}
    )


def _same(view: View, args: Json) -> None:
    if args.get("hash") and args["hash"] != view.hash:
        raise SlackRefusal("hash_conflict")


def _view(args: Json) -> Json:
    """The view of a call; the SDK sends it as JSON, a form as text."""
    view = args.get("view")
    found = json.loads(view) if isinstance(view, str) else view
    if not isinstance(found, dict) or not isinstance(found.get("blocks"), list):
        raise SlackRefusal("invalid_arguments")
    return found


def _said(args: Json) -> tuple[str, list[Json]]:
    text, blocks = str(args.get("text") or ""), list(args.get("blocks") or [])
    if not text and not blocks:
        raise SlackRefusal("no_text")
    return text, blocks
