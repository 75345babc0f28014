"""The door: who asks, and the guard around every handler, which nothing escapes."""

import logging
import uuid
from collections.abc import Callable
from time import perf_counter
from typing import Any

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot import attachments
from bot.answers import Answer, Doorstep, Home, Open, Options, Redraw, Reply, Silence
from bot.asks import Ask, read
from bot.attachments import Person
from bot.grammar import BY_NAME, VERBS
from bot.runtime import Runtime, reason
from bot.usecases.asking import Asking
from bot.usecases.writing import Repeated
from bot.views import daily, home, refusal, written
from bot.views.kit import Json, Said
from bot.visitors import NoLonger, TooFast, admit, identify
from coaching.errors import Refusal
from storage.database import NotStored

__all__ = [
    "Answer",
    "Ask",
    "Handler",
    "Home",
    "Open",
    "Options",
    "Redraw",
    "Reply",
    "Silence",
    "Unattended",
    "guard",
    "later",
    "unattended",
]

log = logging.getLogger(__name__)

LIST_LINES = ("", "today")
"""What is typed to see the list."""
DOORS = {
    "block_actions": "a button",
    "block_suggestion": "a menu",
    "event_callback": "an event",
    "message_action": "a shortcut",
    "shortcut": "a shortcut",
    "view_submission": "a form",
}
COMMANDS = {name: name for name in BY_NAME} | {
    alias: verb.name for verb in VERBS for alias in verb.aliases
}
"""What is typed, and the command that it counts as."""
NOT_OPENED = "Slack did not let me open that form in time. Please say it again."


Handler = Callable[[Runtime, Ask, Asking], Answer]
Unattended = Callable[[Runtime, Ask], None]


def guard(runtime: Runtime, handler: Handler) -> Callable[..., None]:
    """The Bolt listener around a handler: refusals become sentences, faults an apology."""

    def listener(ack: Callable[..., Any], body: dict[str, Any], client: WebClient) -> None:
        ask = read(body)
        step = Doorstep(runtime, ask, ack, client)
        begun, outcome = perf_counter(), "answered"
        try:
            admit(runtime, ask)
            here = runtime.within(ask.tenant)
            step.answer(handler(here, ask, identify(runtime, here, ask, client)))
        except Refusal as refused:
            outcome = "too fast" if isinstance(refused, TooFast) else "refused"
            _refuse(step, refused)
        except Repeated:
            outcome = "repeated"
            step.answer(_quiet(ask, written.repeated()))
        except NotStored as busy:
            outcome = "not stored"
            _busy(step, busy.sentence)
        except SlackClientError as error:
            outcome = "not shown"
            log.warning("Slack refused a view in %s: %s", ask.tenant, reason(error))
            _refuse(step, Refusal(NOT_OPENED))
        except Exception:
            outcome = "failed"
            reference = uuid.uuid4().hex[:8]
            log.exception("request failed, reference %s, workspace %s", reference, ask.tenant)
            runtime.meters.faults.labels("request").inc()
            _apologise(step, reference)
        finally:
            took = perf_counter() - begun
            runtime.meters.requests.labels(kind_of(ask), outcome).observe(took)

    return listener


def kind_of(ask: Ask) -> str:
    """The command that was typed, if it is one of ours, else by which door the request came."""
    if "command" not in ask.body:
        return DOORS.get(str(ask.body.get("type")), "other")
    first = ask.line.split(maxsplit=1)[:1]
    return COMMANDS.get(first[0].casefold(), "unknown") if first else "today"


def unattended(runtime: Runtime, handler: Unattended) -> Callable[..., Any]:
    """The Bolt listener around what Slack tells by itself, with nobody there to be answered.

    What could not be stored is not acknowledged, so that Slack tells it again.
    """

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        ask = read(body)
        try:
            handler(runtime, ask)
        except Exception:
            log.exception("news of workspace %s is not stored", ask.tenant)
            ack.response = BoltResponse(status=503)

    return listener


def later(runtime: Runtime, ask: Ask, work: Callable[[], Said | None]) -> None:
    """Does slow work after the acknowledgement; what comes of it is told in the direct messages."""
    runtime.soon.submit(_aside, runtime, ask, work)


def _aside(runtime: Runtime, ask: Ask, work: Callable[[], Said | None]) -> None:
    try:
        said = work()
    except Refusal as refused:
        said = refusal.refusal(refused)
    except NotStored as busy:
        said = refusal.refusal(Refusal(busy.sentence))
    except Exception:
        reference = uuid.uuid4().hex[:8]
        log.exception("later work failed, reference %s, workspace %s", reference, ask.tenant)
        runtime.meters.faults.labels("later work").inc()
        said = refusal.apology(reference)
    if said is not None:
        attachments.say(runtime, Person(ask.tenant, ask.user), said)


def _refuse(step: Doorstep, refused: Refusal) -> None:
    ask = step.ask
    if isinstance(refused, NoLonger) and _is_home(ask):
        _publish(step, home.nothing(refused.sentence))
    elif ask.fields:
        step.field_error(refused, ask.fields)
    else:
        again = ask.line or ask.pressed
        step.answer(_quiet(ask, refusal.refusal(refused, again, typed=ask.line)))


def _busy(step: Doorstep, sentence: str) -> None:
    if not _unread(step, sentence):
        _refuse(step, Refusal(sentence))


def _apologise(step: Doorstep, reference: str) -> None:
    """A form stays open with what was typed in it, for that would be gone with it."""
    ask, apology = step.ask, refusal.apology(reference, step.ask.line)
    if ask.fields:
        step.field_error(Refusal(apology.text), ask.fields)
    elif not _unread(step, apology.text):
        step.answer(_quiet(ask, apology))


def _unread(step: Doorstep, words: str) -> bool:
    """A list that cannot be read says so: an empty answer would seem to say that nothing is due."""
    ask = step.ask
    if _is_home(ask):
        _publish(step, home.unread(words))
        return True
    if "command" in ask.body and ask.line.strip().casefold() in LIST_LINES:
        step.answer(Reply(daily.unread(words)))
        return True
    return False


def _is_home(ask: Ask) -> bool:
    return bool((ask.body.get("event") or {}).get("type") == "app_home_opened")


def _publish(step: Doorstep, view: Json) -> None:
    try:
        step.answer(Home(view))
    except (SlackClientError, OSError) as error:
        log.warning("Home could not be shown in %s: %s", step.ask.tenant, reason(error))


def _quiet(ask: Ask, said: Said) -> Answer:
    """An answer where there is somebody to read it; options and events get none."""
    kind = ask.body.get("type")
    if kind == "block_suggestion":
        return Options()
    return Silence() if kind == "event_callback" else Reply(said)
