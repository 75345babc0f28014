"""apps.*, oauth.*, api.*: what needs no bot token."""

from base64 import b64encode

from tests.slack.methods.registry import method, open_method
from tests.slack.people import Workspace
from tests.slack.records import Call, Json
from tests.slack.state import SlackRefusal, State

ROTATION_SECONDS = 43_200


@open_method("api.test")
def api_test(state: State, call: Call) -> Json:
    return {"args": call.args}


@open_method("apps.connections.open")
def connections_open(state: State, call: Call) -> Json:
    """Give the address of a Socket Mode connection; each ticket is good once."""
    if call.token != state.app_token:
        raise SlackRefusal("invalid_auth")
    address = state.url.replace("http://", "ws://")
    return {"url": f"{address}/link?ticket={state.new_ticket()}&app_id={state.app_id}"}


@method("apps.uninstall")
def uninstall(state: State, workspace: Workspace, args: Json) -> Json:
    workspace.tokens.clear()
    return {}


@open_method("oauth.v2.access")
def access(state: State, call: Call) -> Json:
    """Exchange a code, or a refresh token, for a bot token."""
    args = call.args
    basic = b64encode(f"{state.client_id}:{state.client_secret}".encode()).decode()
    given = (args.get("client_id"), args.get("client_secret"))
    if call.token != f"Basic {basic}" and given != (state.client_id, state.client_secret):
        raise SlackRefusal("bad_client_secret")
    rotating = args.get("grant_type") == "refresh_token"
    code = args.get("refresh_token") if rotating else args.get("code")
    team = state.codes.pop(str(code), None)
    if team is None:
        raise SlackRefusal("invalid_refresh_token" if rotating else "invalid_code")
    return _installation(state, state.workspaces[team])


def _installation(state: State, workspace: Workspace) -> Json:
    """A fresh bot token; with rotation on, one that expires and a token to refresh it."""
    if workspace.rotates:
        workspace.token = state.new_id(f"xoxe.xoxb-{workspace.id}-")
    workspace.tokens.add(workspace.token)
    workspace.revoked = False
    installer = next(user for user in workspace.users.values() if not user.is_bot)
    enterprise = {"id": workspace.enterprise, "name": workspace.name}
    answer: Json = {
        "access_token": workspace.token,
        "token_type": "bot",
        "scope": ",".join(sorted(workspace.scopes or {"commands", "chat:write"})),
        "bot_user_id": workspace.bot,
        "app_id": state.app_id,
        "team": None if workspace.org_wide else {"id": workspace.id, "name": workspace.name},
        "enterprise": enterprise if workspace.enterprise else None,
        "authed_user": {"id": installer.id},
        "is_enterprise_install": workspace.org_wide,
    }
    if workspace.rotates:
        refresh = state.new_code(workspace.id)
        answer |= {"refresh_token": refresh, "expires_in": ROTATION_SECONDS}
        workspace.expiries[workspace.token] = state.now() + ROTATION_SECONDS
    return answer
