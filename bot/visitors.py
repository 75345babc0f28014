"""Who asks: a member, somebody who becomes one, or nobody of the workspace's own."""

from math import ceil

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.asks import Ask, fingerprint
from bot.directory import profile_of
from bot.runtime import Runtime
from bot.usecases.asking import Asking
from bot.usecases.joining import Profile, join
from coaching.errors import Refusal
from coaching.wording import plural
from storage import calendars, identity

STRANGERS = "Deal Coach is for the people of this workspace, so I have nothing for you here."
NO_PROFILE = "I couldn't ask Slack who you are. Please try again in a minute."


class TooFast(Refusal):
    """One member's flood: nobody else is to notice it."""


class NoLonger(Refusal):
    """Somebody who was a member: what they had been shown on Home goes, too."""


def admit(runtime: Runtime, ask: Ask) -> None:
    """Raises TooFast, before anything is read, for more than a person can mean to ask."""
    wait = runtime.turnstile.wait(f"{ask.tenant}/{ask.user}")
    if wait:
        raise TooFast(
            "That is more than I take from one person at a time, so nothing was done with it. "
            f"Please go on in {plural(ceil(wait), 'second')}."
        )


def identify(runtime: Runtime, here: Runtime, ask: Ask, client: WebClient) -> Asking:
    """The member and the workspace; whoever comes first becomes a member (one call to Slack), and
    finds there what was imported before anybody had come from Slack."""
    found = _known(here, ask)
    if found is None:
        profile = _profile(ask, client)
        with runtime.database.everywhere.begin() as session:
            join(session, ask.tenant, ask.tenant_name, profile, runtime.now())
        found = _known(here, ask)
        assert found is not None
    return found


def _known(runtime: Runtime, ask: Ask) -> Asking | None:
    now, words = runtime.now(), fingerprint(ask)
    with runtime.database.glance() as session:
        found = identity.known(session, ask.tenant, ask.user, words, ask.delivery, now=now)
        if found is None:
            return None
        asked = calendars.of_one if found.any_leave else calendars.holidays_of
        calendar = asked(session, found.member, now.date())
    if not found.member.active:
        raise NoLonger(STRANGERS)
    return Asking(
        found.member,
        found.workspace,
        now,
        ask.delivery,
        words,
        found.said_before,
        calendar,
        found.any_list,
    )


def _profile(ask: Ask, client: WebClient) -> Profile:
    try:
        user = client.users_info(user=ask.user).get("user") or {}
    except (SlackClientError, OSError) as error:
        raise Refusal(NO_PROFILE) from error
    found = profile_of(ask.user, user, ask.tenant)
    if found is None:
        raise Refusal(STRANGERS)
    return found
