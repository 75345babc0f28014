"""views.*"""

import itertools

from tests.slack.drawn import drawn
from tests.slack.limits import view_faults
from tests.slack.methods.registry import method
from tests.slack.people import Workspace
from tests.slack.records import Json, Trigger, View
from tests.slack.state import SlackRefusal, State

STACK = 3
_hashes = itertools.count(1)


def new_hash(state: State) -> str:
    return f"{int(state.now())}.h{next(_hashes)}"


def checked(workspace: Workspace, args: Json) -> Json:
    view: Json = args.get("view") or {}
    faults = view_faults(view, workspace.refused_blocks)
    if faults:
        raise SlackRefusal("invalid_arguments", response_metadata={"messages": faults})
    return view


def build(state: State, workspace: Workspace, user: str, body: Json) -> View:
    """Draw a new view for a person."""
    body = body | {"blocks": state.named(body.get("blocks"))}
    id = state.new_id("V")
    hash = new_hash(state)
    return View(id, workspace.id, user, body, hash, workspace.bot_id, state.app_id, root_id=id)


def redraw(state: State, view: View, body: Json) -> None:
    """Put a new body in a view; what was typed stays where the same input still stands."""
    view.body = body | {"blocks": state.named(body.get("blocks"))}
    view.hash = new_hash(state)
    standing = {place for place, _ in drawn(view.blocks)}
    view.entered = {place: value for place, value in view.entered.items() if place in standing}


def pile(state: State, workspace: Workspace, below: View, body: Json) -> View:
    """Push a view on another's stack."""
    if len(state.stack(below)) >= STACK:
        raise SlackRefusal("push_limit_reached")
    view = build(state, workspace, below.user, body)
    view.root_id, view.previous_id = below.root_id, below.id
    state.views.append(view)
    return view


def unique(state: State, workspace: Workspace, body: Json, but: View | None = None) -> None:
    external = body.get("external_id")
    for view in state.views:
        same = external and view.team == workspace.id and view.body.get("external_id") == external
        if same and view is not but:
            raise SlackRefusal("duplicate_external_id")


def _spend(state: State, workspace: Workspace, args: Json) -> Trigger:
    trigger = state.spend_trigger(str(args.get("trigger_id")))
    if trigger.team != workspace.id:
        raise SlackRefusal("invalid_trigger_id")
    return trigger


def _find(state: State, workspace: Workspace, args: Json) -> View:
    id, external = args.get("view_id"), args.get("external_id")
    for view in state.views:
        named = view.id == id or (external and view.body.get("external_id") == external)
        if named and view.team == workspace.id and view.is_open:
            return view
    raise SlackRefusal("not_found")


def _fresh(view: View, args: Json) -> None:
    if args.get("hash") and args["hash"] != view.hash:
        raise SlackRefusal("hash_conflict")


@method("views.open")
def open_(state: State, workspace: Workspace, args: Json) -> Json:
    body = checked(workspace, args)
    unique(state, workspace, body)
    trigger = _spend(state, workspace, args)
    view = build(state, workspace, trigger.user, body)
    state.views.append(view)
    return {"view": view.payload()}


@method("views.push")
def push(state: State, workspace: Workspace, args: Json) -> Json:
    body = checked(workspace, args)
    unique(state, workspace, body)
    trigger = _spend(state, workspace, args)
    below = _find(state, workspace, {"view_id": trigger.view_id})
    return {"view": pile(state, workspace, below, body).payload()}


@method("views.update")
def update(state: State, workspace: Workspace, args: Json) -> Json:
    body = checked(workspace, args)
    view = _find(state, workspace, args)
    unique(state, workspace, body, but=view)
    _fresh(view, args)
    redraw(state, view, body)
    return {"view": view.payload()}


@method("views.publish")
def publish(state: State, workspace: Workspace, args: Json) -> Json:
    body = checked(workspace, args)
    user = str(args.get("user_id"))
    if user not in workspace.users:
        raise SlackRefusal("invalid_arguments")
    home = state.homes.get(user)
    if home is None:
        home = state.homes[user] = build(state, workspace, user, body)
    else:
        _fresh(home, args)
        redraw(state, home, body)
    return {"view": home.payload()}
