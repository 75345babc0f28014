"""Who may call which method: token, then scope, then the method itself."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.slack.people import Workspace
from tests.slack.records import Call, Json
from tests.slack.state import SlackRefusal, State

Handler = Callable[[State, Workspace, Json], Json]
OpenHandler = Callable[[State, Call], Json]


@dataclass(frozen=True)
class Method:
    """A method that needs a bot token, and the scope it asks for."""

    handler: Handler
    scope: str | None


METHODS: dict[str, Method] = {}
OPEN: dict[str, OpenHandler] = {}


def method(name: str, scope: str | None = None) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(handler, scope)
        return handler

    return register


def open_method(name: str) -> Callable[[OpenHandler], OpenHandler]:
    """A method that does not take a bot token."""

    def register(handler: OpenHandler) -> OpenHandler:
        OPEN[name] = handler
        return handler

    return register


def answer(state: State, call: Call) -> Json:
    """Carry out a call; raises SlackRefusal."""
    if call.method in OPEN:
        return OPEN[call.method](state, call)
    wanted = METHODS.get(call.method)
    if wanted is None:
        raise SlackRefusal("unknown_method", req_method=call.method)
    if call.team is None:
        raise SlackRefusal("invalid_auth" if call.token else "not_authed")
    workspace = state.workspaces[call.team]
    if workspace.revoked:
        raise SlackRefusal("account_inactive")
    expires_at = workspace.expiries.get(call.token)
    if expires_at is not None and expires_at <= state.now():
        raise SlackRefusal("token_expired")
    require(workspace, wanted.scope)
    return wanted.handler(state, workspace, call.args)


def require(workspace: Workspace, scope: str | None) -> None:
    """Refuse where the installation was not given a scope; None among scopes means all."""
    if scope and workspace.scopes is not None and scope not in workspace.scopes:
        provided = ",".join(sorted(workspace.scopes))
        raise SlackRefusal("missing_scope", needed=scope, provided=provided)


def truth(args: Json, name: str) -> bool:
    return args.get(name) in (True, "true", "1", 1, "True")


def page(items: list[Json], args: Json, default: int = 100) -> tuple[list[Json], str]:
    """One page of a list and the cursor of the next."""
    start = int(args.get("cursor") or 0)
    limit = int(args.get("limit") or default)
    more = start + limit < len(items)
    return items[start : start + limit], str(start + limit) if more else ""
