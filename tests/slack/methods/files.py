"""files.*"""

from tests.slack.methods.registry import method
from tests.slack.people import Workspace
from tests.slack.records import Json
from tests.slack.state import SlackRefusal, State


def shown(file: Json) -> Json:
    return {name: value for name, value in file.items() if name not in ("content", "team")}


@method("files.getUploadURLExternal", "files:write")
def upload_url(state: State, workspace: Workspace, args: Json) -> Json:
    if not args.get("filename") or not int(args.get("length") or 0):
        raise SlackRefusal("invalid_arguments")
    file = state.new_file(workspace, workspace.bot, str(args["filename"]), b"")
    return {"upload_url": f"{state.url}/upload/{file['id']}", "file_id": file["id"]}


@method("files.completeUploadExternal", "files:write")
def complete(state: State, workspace: Workspace, args: Json) -> Json:
    """Share uploaded files; in a channel when one is named."""
    files = []
    for wanted in args.get("files") or []:
        file = state.files.get(wanted["id"])
        if file is None or file["team"] != workspace.id:
            raise SlackRefusal("file_not_found")
        file["title"] = wanted.get("title") or file["name"]
        file["size"] = len(file["content"])
        files.append(shown(file))
    if args.get("channel_id"):
        if args["channel_id"] not in workspace.channels:
            raise SlackRefusal("channel_not_found")
        state.post(
            workspace,
            args["channel_id"],
            workspace.bot,
            bot_id=workspace.bot_id,
            text=args.get("initial_comment") or "",
            thread_ts=args.get("thread_ts"),
            files=files,
        )
    return {"files": files}


@method("files.info", "files:read")
def info(state: State, workspace: Workspace, args: Json) -> Json:
    file = state.files.get(str(args.get("file")))
    if file is None or file["team"] != workspace.id:
        raise SlackRefusal("file_not_found")
    return {"file": shown(file)}
