"""Every command, button, form and event, on one page."""

import re
from typing import Any

from slack_bolt import App

from bot.door import Handler, Unattended, guard, unattended
from bot.handlers import (
    coach,
    commands,
    drafts,
    files,
    forms,
    knowing,
    leaving,
    looking,
    messages,
    numbers,
    pages,
    rows,
    settings,
    shortcuts,
    writing,
)
from bot.runtime import Runtime
from bot.views import answers as answer_views
from bot.views import card, daily, home, listing, nudge, refusal, welcome, written
from bot.views import coach as coach_views
from bot.views import drafts as draft_views
from bot.views import files as file_views
from bot.views import forms as form_views
from bot.views import knowing as known_views
from bot.views import settings as settings_views
from bot.views.kit import pattern
from bot.views.numbers import report as reports

COMMAND = "/deal"
ACTIONS: dict[str, Handler] = {
    daily.LOG: forms.open_log_on,
    written.UNDO: writing.undo,
    written.CHANGE: forms.change,
    daily.SNOOZE: rows.snooze,
    daily.PARK: rows.park,
    daily.HAND: forms.open_verb_on,
    refusal.RUN: commands.run,
    daily.NOTE: commands.say,
    listing.PAGE: looking.turn,
    card.FORM: forms.open_verb_on,
    form_views.STEER: forms.steer,
    daily.ADD: forms.open_add,
    home.LOG_ANY: forms.open_log,
    home.SETTINGS: settings.open_form,
    settings_views.SWITCH: settings.switch,
    nudge.LESS: settings.less,
    home.LOG: forms.open_log_on,
    home.TURN: pages.turn,
    listing.LOG: forms.open_log_on,
    welcome.CONFIRM: pages.confirm,
    welcome.SET: settings.open_form,
    welcome.PROFILE: pages.open_profile,
    welcome.FIRST: forms.open_add,
    welcome.SKIP: pages.skip,
    welcome.TRY: pages.add_samples,
    welcome.REMOVE: pages.remove_samples,
    file_views.CONFIRM: files.confirm,
    file_views.CANCEL: files.cancel,
    reports.PICTURE: numbers.picture,
    reports.FILE: numbers.file,
    reports.ROWS: numbers.rows,
    known_views.ANSWER: knowing.open_answers,
    known_views.ADD_PERSON: forms.open_person_on,
    coach_views.COPY: coach.copy,
    coach_views.IN: coach.opted_in,
    coach_views.OUT: coach.opted_out,
    coach_views.NOT_NOW: coach.not_now,
    coach_views.USEFUL: coach.useful,
    coach_views.USELESS: coach.useless,
    draft_views.OTHER: drafts.turn,
    draft_views.LOG: drafts.open_log,
}
FORMS: dict[str, Handler] = {
    form_views.SUBMIT: forms.submit,
    settings_views.SUBMIT: settings.submit,
    answer_views.SUBMIT: knowing.submit_answers,
    welcome.SUBMIT: pages.submit_profile,
}
MENUS: dict[str, Handler] = {form_views.DEAL_OPTIONS: forms.deal_options}
SHORTCUTS: dict[str, Handler] = {
    "log_to_deal": shortcuts.log_to_deal,
    "check_draft": shortcuts.check_draft,
    "log_a_call": shortcuts.log_a_call,
}
EVENTS: dict[str, Handler] = {"app_home_opened": pages.home, "message.im": messages.message}

NEWS: dict[str, Unattended] = {
    "app_uninstalled": leaving.uninstalled,
    "tokens_revoked": leaving.revoked,
    "team_access_revoked": leaving.access_revoked,
    "user_change": leaving.changed,
}
"""What Slack tells with nobody there to be answered."""


def connect(app: App, runtime: Runtime) -> None:
    """Hangs every handler on the app, the one that is used most first."""
    app.command(COMMAND)(guard(runtime, commands.command))
    for name, handler in ACTIONS.items():
        app.action(re.compile(pattern(name)))(guard(runtime, handler))
    for name, handler in FORMS.items():
        app.view(name)(guard(runtime, handler))
    for name, handler in MENUS.items():
        app.options(name)(guard(runtime, handler))
    for name, handler in SHORTCUTS.items():
        app.shortcut(name)(guard(runtime, handler))
    for name, handler in EVENTS.items():
        kind, _, place = name.partition(".")
        matchers = [from_person] if place else []
        app.event(kind, matchers=matchers)(guard(runtime, handler))
    for name, told in NEWS.items():
        app.event(name)(unattended(runtime, told))
    app.event("message")(lambda ack: ack())


def from_person(event: dict[str, Any]) -> bool:
    """Whether somebody wrote or dropped it; changes, and what bots say, are no requests."""
    told = event.get("user") and not event.get("bot_id")
    return bool(told) and event.get("subtype") in (None, "file_share")
