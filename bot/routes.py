"""Every command, button, form and event, on one page."""

import re

from slack_bolt import App

from bot.door import Handler, guard
from bot.handlers import commands, forms, knowing, looking, rows, settings, writing
from bot.runtime import Runtime
from bot.views import answers as answer_views
from bot.views import card, daily, home, listing, refusal, written
from bot.views import forms as form_views
from bot.views import knowing as known_views
from bot.views import settings as settings_views
from bot.views.kit import pattern

COMMAND = "/deal"
ACTIONS: dict[str, Handler] = {
    daily.LOG: forms.open_log_on,
    written.UNDO: writing.undo,
    written.CHANGE: forms.change,
    daily.SNOOZE: rows.snooze,
    daily.PARK: rows.park,
    refusal.RUN: commands.run,
    listing.PAGE: looking.turn,
    card.FORM: forms.open_verb_on,
    daily.ADD: forms.open_add,
    home.LOG_ANY: forms.open_log,
    home.SETTINGS: settings.open_form,
    known_views.ANSWER: knowing.open_answers,
    known_views.ADD_PERSON: forms.open_person_on,
}
FORMS: dict[str, Handler] = {
    form_views.SUBMIT: forms.submit,
    settings_views.SUBMIT: settings.submit,
    answer_views.SUBMIT: knowing.submit_answers,
}
MENUS: dict[str, Handler] = {form_views.DEAL_OPTIONS: forms.deal_options}
EVENTS: dict[str, Handler] = {"app_home_opened": looking.home}


def connect(app: App, runtime: Runtime) -> None:
    """Hangs every handler on the app, the one that is used most first."""
    app.command(COMMAND)(guard(runtime, commands.command))
    for name, handler in ACTIONS.items():
        app.action(re.compile(pattern(name)))(guard(runtime, handler))
    for name, handler in FORMS.items():
        app.view(name)(guard(runtime, handler))
    for name, handler in MENUS.items():
        app.options(name)(guard(runtime, handler))
    for name, handler in EVENTS.items():
        app.event(name)(guard(runtime, handler))
