"""The Home tab: shown, turned over, and drawn anew when something changed on it."""

import logging

from slack_sdk.errors import SlackClientError

from bot.answers import publish
from bot.door import Answer, Ask, Home, Open, Reply, later
from bot.runtime import Runtime, reason
from bot.usecases import overview, samples, settling, welcoming
from bot.usecases.asking import Asking
from bot.views import home as views
from bot.views import welcome
from bot.views.forms import Origin, values

log = logging.getLogger(__name__)


def home(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The Home tab, when it is opened."""
    return _drawn(runtime, asking)


def turn(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """Another page of the deals."""
    return _drawn(runtime, asking, int(ask.value))


def confirm(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The first step: zone and hour are right."""
    with runtime.database.begin() as session:
        welcoming.confirm(session, asking)
    return _drawn(runtime, asking)


def skip(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The steps are left."""
    with runtime.database.begin() as session:
        welcoming.skip(session, asking)
    return _drawn(runtime, asking)


def open_profile(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The second step: the form for the company profile."""
    return Open(welcome.form(asking.workspace.profile, Origin("settings", home=ask.on_home)))


def submit_profile(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The profile that was written."""
    typed = values(ask.body["view"]["state"]["values"]).get(welcome.FIELD, "")
    with runtime.database.begin() as session:
        now = settling.set_one(session, asking, "profile", typed).asking
    refresh(runtime, ask, now)
    return Reply(welcome.profile_kept(now.workspace.profile))


def add_samples(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """Sample deals to look at."""
    with runtime.database.begin() as session:
        samples.add(session, asking)
    return _drawn(runtime, asking)


def remove_samples(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The sample deals are not wanted any more."""
    with runtime.database.begin() as session:
        samples.remove(session, asking)
    return _drawn(runtime, asking)


def refresh(runtime: Runtime, ask: Ask, asking: Asking) -> None:
    """Draws Home anew behind an answer, on a thread of its own."""

    def redraw() -> None:
        client = runtime.slack.client(runtime.token_of(ask.tenant))
        try:
            publish(client, ask.user, _drawn(runtime, asking))
        except (SlackClientError, OSError) as error:
            log.warning("Home could not be drawn anew in %s: %s", ask.tenant, reason(error))

    later(runtime, ask, redraw)


def _drawn(runtime: Runtime, asking: Asking, page: int = 1) -> Home:
    with runtime.database.read() as session:
        found = overview.overview(session, asking, page)
    return Home(views.home(found, asking), views.home(found, asking, plain=True))
