"""What an ack changes on the person's screen."""

from tests.slack.deliveries import Delivery
from tests.slack.hooks import shown_to
from tests.slack.limits import message_faults, view_faults
from tests.slack.methods.views import pile, redraw
from tests.slack.records import Ack, Json, View
from tests.slack.state import SlackWouldRefuse, State

OPTIONS = 100


def settle(state: State, delivery: Delivery, ack: Ack) -> None:
    """Carry out what the ack asks for; raises SlackWouldRefuse if Slack would not."""
    if not ack.ok:
        return
    with state.lock:
        if delivery.kind == "slash_commands":
            _answered(state, delivery, ack)
        elif delivery.payload.get("type") == "view_submission":
            _submitted(state, delivery, ack)
        elif delivery.payload.get("type") == "block_suggestion":
            _suggested(delivery, ack)


def _answered(state: State, delivery: Delivery, ack: Ack) -> None:
    """An answer to a command is a message for the person alone, unless it says in_channel."""
    user, channel = delivery.payload["user_id"], delivery.payload["channel_id"]
    if ack.body:
        _accept(message_faults(ack.body, state.workspace_of(user).refused_blocks))
        if not any(ack.body.get(name) for name in ("text", "blocks", "attachments")):
            raise SlackWouldRefuse(f"no_text: {ack.body}")
        ack.message = shown_to(state, user, channel, ack.body)


def _submitted(state: State, delivery: Delivery, ack: Ack) -> None:
    view = delivery.surface
    if not isinstance(view, View):
        return
    action = ack.body.get("response_action")
    if action == "errors":
        _complained(view, ack)
    elif action in ("update", "push"):
        ack.view = _redrawn(state, view, ack.body["view"], action)
    elif action == "clear":
        for other in state.stack(view):
            other.is_open = False
    elif ack.body:
        raise SlackWouldRefuse(f"Not an answer to a submission: {ack.body}")
    else:
        view.is_open = False


def _complained(view: View, ack: Ack) -> None:
    inputs = {block["block_id"] for block in view.blocks if block.get("type") == "input"}
    strange = ack.errors.keys() - inputs
    if strange or not ack.errors:
        raise SlackWouldRefuse(f"Errors must name input blocks: {ack.errors}, not {strange}")
    ack.view = view


def _redrawn(state: State, view: View, body: Json, action: str) -> View:
    workspace = state.workspaces[view.team]
    _accept(view_faults(body, workspace.refused_blocks))
    if action == "push":
        return pile(state, workspace, view, body)
    redraw(state, view, body)
    return view


def _suggested(delivery: Delivery, ack: Ack) -> None:
    """Remember what a menu was offered, so that it can be chosen."""
    if len(ack.options) > OPTIONS:
        raise SlackWouldRefuse(f"{len(ack.options)} options; Slack shows {OPTIONS}.")
    if "options" not in ack.body and "option_groups" not in ack.body:
        raise SlackWouldRefuse(f"Not an answer to an options request: {ack.body}")
    if isinstance(delivery.surface, View):
        place = (delivery.payload["block_id"], delivery.payload["action_id"])
        delivery.surface.offered[place] = ack.options


def _accept(faults: list[str]) -> None:
    if faults:
        raise SlackWouldRefuse("; ".join(faults))
