"""Settings: the form, what it sends, and the same in words."""

from slack_sdk.errors import SlackApiError

from bot.door import Answer, Ask, Open, Redraw, Reply, Silence
from bot.grammar.requests import Mojo, Setting
from bot.handlers import pages
from bot.runtime import Runtime, reason
from bot.usecases import forgetting, mood, nudging, settling
from bot.usecases.asking import Asking
from bot.usecases.workspace_settings import is_channel
from bot.views import mood as mood_views
from bot.views import nudge as nudge_views
from bot.views import settings as views
from bot.views.forms import Origin, unpacked, values
from coaching.errors import Refusal
from coaching.nudges import NudgeKind

NOT_SEEN = "I can't post in that channel. Say `/invite @Deal Coach` in it, then choose it again."
NOT_ASKED = "I couldn't ask Slack about that channel. Please try again in a minute."


def settings(runtime: Runtime, ask: Ask, asking: Asking, request: Setting | Mojo) -> Answer:
    """`settings` opens the form, `settings hour 8:30` sets one thing, `mojo low` today's mood."""
    if isinstance(request, Mojo):
        return mojo(runtime, asking, request)
    if not request.name:
        return open_form(runtime, ask, asking)
    if request.name == "forget":
        with runtime.database.begin() as session:
            name = forgetting.forget(session, asking, request.value)
        return Reply(views.forgotten(name))
    if request.name == "channel":
        _can_post(runtime, ask, asking, request.value)
    with runtime.database.begin() as session:
        result = settling.set_one(session, asking, request.name, request.value)
    return Reply(views.settled(result))


def mojo(runtime: Runtime, asking: Asking, request: Mojo) -> Answer:
    """`mojo low`, `mojo ok`."""
    with runtime.database.begin() as session:
        found = mood.say(session, asking, low=request.low)
    return Reply(mood_views.mood(found))


def open_form(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The form with everything as it stands."""
    with runtime.database.read() as session:
        found = settling.look(session, asking)
    return Open(views.form(found, _origin(ask)))


def submit(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The form that was sent: all of it or nothing."""
    state = ask.body["view"]["state"]["values"]
    sent = values(state)
    if sent.get("channel"):
        _can_post(runtime, ask, asking, sent["channel"])
    with runtime.database.begin() as session:
        result = settling.set_many(session, asking, {name: sent.get(name, "") for name in state})
    if unpacked(ask.body["view"]["private_metadata"]).home:
        pages.refresh(runtime, ask, result.asking)
    return Reply(views.settled(result))


def switch(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """Something recurring is turned on or off, on Home or in the form."""
    name, turned = ask.value.split("|")
    with runtime.database.begin() as session:
        result = settling.set_one(session, asking, name, turned)
    if ask.on_home:
        pages.refresh(runtime, ask, result.asking)
        return Silence()
    if ask.body.get("view"):
        origin = unpacked(ask.body["view"]["private_metadata"])
        return Redraw(views.form(result, origin))
    return Reply(views.settled(result))


def less(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """“Less like this” below a nudge: that kind comes no more."""
    kind = NudgeKind(ask.value)
    rest = [one.value for one in nudging.wanted(asking.member) if one is not kind]
    with runtime.database.begin() as session:
        settling.set_one(session, asking, "nudges", " ".join(rest) or "off")
    return Reply(nudge_views.less(kind), replaces=True)


def _can_post(runtime: Runtime, ask: Ask, asking: Asking, chosen: str) -> None:
    """Refuses a channel in which the recap could not be posted, before it is stored."""
    channel = chosen.lstrip("#")
    if not is_channel(channel) or channel == asking.workspace.recap_channel:
        return
    try:
        client = runtime.slack.client(runtime.token_of(ask.tenant))
        found = client.conversations_info(channel=channel).get("channel") or {}
    except SlackApiError as error:
        if reason(error) == "missing_scope":
            return
        raise Refusal(NOT_SEEN, field="channel") from error
    except OSError as error:
        raise Refusal(NOT_ASKED, field="channel") from error
    if found.get("is_archived"):
        raise Refusal("That channel is archived. Choose one that is in use.", field="channel")
    if found.get("is_private") and not found.get("is_member", True):
        raise Refusal(NOT_SEEN, field="channel")


def _origin(ask: Ask) -> Origin:
    return Origin("settings", response_url=ask.response_url, home=ask.on_home)
