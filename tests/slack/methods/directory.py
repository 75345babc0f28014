"""auth.*, users.*, team.*"""

from tests.slack.methods.registry import method, page
from tests.slack.people import Workspace
from tests.slack.records import Json
from tests.slack.state import SlackRefusal, State


@method("auth.test")
def test(state: State, workspace: Workspace, args: Json) -> Json:
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "team_id": workspace.id,
        "user": "dealcoach",
        "user_id": workspace.bot,
        "bot_id": workspace.bot_id,
        "enterprise_id": workspace.enterprise,
        "is_enterprise_install": workspace.org_wide,
    }


@method("auth.revoke")
def revoke(state: State, workspace: Workspace, args: Json) -> Json:
    workspace.tokens.clear()
    return {"revoked": True}


@method("users.info", "users:read")
def info(state: State, workspace: Workspace, args: Json) -> Json:
    user = workspace.users.get(str(args.get("user")))
    if user is None:
        raise SlackRefusal("user_not_found")
    return {"user": user.payload(state.now()) | _of_all(workspace)}


def _of_all(workspace: Workspace) -> Json:
    """What Slack adds for the people of an organisation."""
    if workspace.enterprise is None:
        return {}
    return {"enterprise_user": {"enterprise_id": workspace.enterprise, "teams": [workspace.id]}}


@method("users.list", "users:read")
def list_(state: State, workspace: Workspace, args: Json) -> Json:
    people = [user.payload(state.now()) for user in workspace.users.values()]
    shown, cursor = page(people, args)
    return {"members": shown, "response_metadata": {"next_cursor": cursor}}


@method("users.lookupByEmail", "users:read.email")
def lookup(state: State, workspace: Workspace, args: Json) -> Json:
    for user in workspace.users.values():
        if user.email and user.email == args.get("email"):
            return {"user": user.payload(state.now())}
    raise SlackRefusal("users_not_found")


@method("team.info", "team:read")
def team(state: State, workspace: Workspace, args: Json) -> Json:
    return {"team": {"id": workspace.id, "name": workspace.name, "domain": workspace.domain}}
