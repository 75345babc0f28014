"""Everything that can be asked of the bot, row by row, each forged so that it is about a deal of
Ben's. `test_the_table_names_everything` holds the table against the registries."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot import routes
from bot.handlers import numbers
from bot.views import answers as answer_views
from bot.views import card, daily, home, listing, nudge, refusal, welcome, written
from bot.views import coach as coach_views
from bot.views import drafts as draft_views
from bot.views import files as file_views
from bot.views import forms as form_views
from bot.views import knowing as known_views
from bot.views import settings as settings_views
from bot.views.forms import FORMS, Origin, Shape
from bot.views.numbers import report as reports
from bot.views.numbers.cuts import packed
from bot.views.numbers.rows import ROWS_MARK
from coaching.numbers.periods import Period
from storage.numbers.cuts import CATEGORIES, OTHERS, PARTS, Cut
from storage.numbers.standing import DIMENSIONS
from tests.bot.sight.world import Numbers
from tests.slack import ADA
from tests.slack.deliveries import Delivery

ON_A_DEAL = (
    'log {} call "hi"', "move {} prospect", 'next {} "x" fri', "date {} 1 july", "won {}",
    'lost {} to Rival "price"', 'letgo {} "no"', "park {}", "snooze {} 3d", "wake {}",
    f"hand {{}} <@{ADA}|ada>", "reopen {}", "people {}", "people {} add Dana CFO",
    'fact {} problem "x"', "questions {}", "gave {} deck", 'asked {} "x"', "offramp {}",
    "coach {}", "show {}", "in {}", 'out {} "x"', 'call {} "hi"',
)  # fmt: skip
"""Lines on one deal, with {} for what names it."""
OWN_LINES = (
    "", "today", "list", "coach", "mirror", "mojo low", "mojo ok", "check Just checking in",
    "settings", "undo", "help", "import", "sdr 12k 40 4", "add Zyxglobex 5k", "add Mine",
    "target 500k", "cost google 2k march", "product pro 5k", "recap post", "close #{deal}",
)  # fmt: skip
"""Lines about what is one's own, or nobody's."""
KINDS_OF_LIST = (
    "all", "lead", "opportunity", "short list", "table", "fridge", "freezer", "overdue", "quiet",
    "stalled", "parked", "snoozed", "won", "lost", "letgo", "closed", "zyx", "<@U00000BEN|ben>",
    "@ben",
)  # fmt: skip
OVERVIEWS = (
    *(f"list {one}" for one in KINDS_OF_LIST),
    "recap", "export", "forecast", "forecast weighted", "forecast smb", "forecast as of 1 march",
    "numbers", *(f"numbers all time by {one}" for one in DIMENSIONS), "coverage", "funnel all time",
    "plan 1m", "slips", "slips all time", "channels all time", "hiring", "cost", "target",
    "product",
    "cost report all time by source", "cost report all time by owner",
)  # fmt: skip
"""Lines about everything that may be seen."""
SPELLINGS = ("#{deal}", "Zyxglobex", "zyxg", "Zyxglobx")
OF_A_DEAL = tuple(v for v, one in FORMS.items() if any(f.shape is Shape.DEAL for f in one.fields))
PRESSED: dict[str, tuple[str, ...]] = {
    daily.LOG: ("{deal}",),
    written.UNDO: ("{action}",),
    written.CHANGE: ("{action}",),
    daily.SNOOZE: ("{deal}|3d", "{deal}|until"),
    daily.PARK: ("{deal}",),
    daily.HAND: ("hand|{deal}",),
    refusal.RUN: ("show #{deal}", "won #{deal}"),
    daily.NOTE: ('log #{deal} call "hi"',),
    listing.PAGE: ("all|1|", "owner|1|U00000BEN", "text|1|zyx"),
    card.FORM: tuple(f"{verb}|{{deal}}" for verb in OF_A_DEAL),
    daily.ADD: ("add",),
    home.LOG_ANY: ("log",),
    home.SETTINGS: ("settings",),
    settings_views.SWITCH: ("list|off", "nudges|on"),
    nudge.LESS: ("promise",),
    home.LOG: ("{deal}",),
    home.TURN: ("1", "2"),
    listing.LOG: ("{deal}",),
    welcome.CONFIRM: ("confirm",),
    welcome.SET: ("settings",),
    welcome.PROFILE: ("profile",),
    welcome.FIRST: ("add",),
    welcome.SKIP: ("skip",),
    welcome.TRY: ("samples",),
    welcome.REMOVE: ("samples",),
    file_views.CONFIRM: ("{file}",),
    file_views.CANCEL: ("{file}",),
    reports.PICTURE: tuple(numbers.KINDS),
    reports.FILE: tuple(numbers.KINDS),
    reports.ROWS: (),
    known_views.ANSWER: ("{deal}",),
    known_views.ADD_PERSON: ("{deal}",),
    coach_views.COPY: ("{suggestion}",),
    coach_views.IN: ("{suggestion}",),
    coach_views.OUT: ("{suggestion}",),
    coach_views.NOT_NOW: ("{suggestion}",),
    coach_views.USEFUL: ("{suggestion}",),
    coach_views.USELESS: ("{suggestion}",),
    draft_views.OTHER: ("mine|Just checking in",),
    draft_views.LOG: ("mine|I spoke to Zyxglobex today",),
    form_views.STEER: (),
}
"""What a button carries, by its action; what a form or a cut carries is told below."""
LINES_OF_FIGURES = {"plan": "plan 1m", "sdr": "sdr 12k 40 4", "cost report": "cost report all time"}
TYPED = {
    "amount": "12k", "month": "2026-03-01", "period": "q1 2026", "quarter": "2026-03-31",
    "meetings": "40", "closed": "4", "parts": "decides", "closed_on": "2026-03-09", "on": "",
}  # fmt: skip
SUBMITTED: dict[str, tuple[str, dict[str, str]]] = {
    settings_views.SUBMIT: ("settings", {"rows": "7"}),
    answer_views.SUBMIT: ("{deal}", {"fact:problem": "x"}),
    welcome.SUBMIT: ("settings", {welcome.FIELD: "food makers"}),
}
"""Forms besides those of commands: the verb they came from, and what is filled in."""
SAID = ("2 tomorrow", "called zyxglobex", "show #{deal}")
MESSAGE = "Spoke with Zyxglobex and Zyxwon about the price"
ALL_TIME = Period(None, None, "all time")


Put = Callable[[str], str]


@dataclass(frozen=True)
class Row:
    """One thing that somebody does. `registry` is the name under which it is registered."""

    door: str
    registry: str
    told: str
    about: str = "a deal"
    fields: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return f"{self.door} {self.registry}: {self.told}"


def every_row() -> Iterator[Row]:
    """The whole table."""
    yield from lines()
    yield from presses()
    yield from forms()
    for name in routes.SHORTCUTS:
        about = "everything" if name == "log_to_deal" else "oneself"
        yield Row("shortcut", name, MESSAGE, about)
    yield Row("event", "app_home_opened", "", "oneself")
    yield from (Row("event", "message.im", words, "oneself") for words in SAID)


def lines() -> Iterator[Row]:
    for line in ON_A_DEAL:
        for spelt in SPELLINGS if line.startswith(("show", "log")) else SPELLINGS[:2]:
            yield Row("line", line.split()[0], line.format(spelt))
    for line in OWN_LINES:
        yield Row("line", (line.split() or ["today"])[0], line, "oneself")
    yield from (Row("line", line.split()[0], line, "everything") for line in OVERVIEWS)


def presses() -> Iterator[Row]:
    for name, values in PRESSED.items():
        for value in values:
            about = "a deal" if NAMED.search(value) else "everything"
            line = LINES_OF_FIGURES.get(value, value) if name in FIGURES else value
            yield Row("press", name, line, about)
    for cut in cuts():
        yield Row("press", reports.ROWS, cut, "everything")
    for cut in list(cuts())[-2:]:
        yield Row("press", reports.FILE, f"{ROWS_MARK}{cut}", "everything")
    for verb in FORMS:
        yield Row("steer", form_views.STEER, verb, "oneself")


NAMED = re.compile(r"\{(deal|action|suggestion)\}")
FIGURES = (reports.PICTURE, reports.FILE)


def cuts() -> Iterator[str]:
    """The rows behind every figure: of everybody's, and of Ben's."""
    for kind in (*PARTS, *CATEGORIES, *OTHERS):
        yield packed(Cut(kind, ALL_TIME))
    for by, group in zip(
        DIMENSIONS, ("{ben}", "Zyxfair", "Zyxpro", "Zyxbank", "Zyxrival"), strict=True
    ):
        yield packed(Cut("closed", ALL_TIME, by, group))
    yield packed(Cut("open", ALL_TIME, "owner", "{ben}"))


def forms() -> Iterator[Row]:
    for verb in FORMS:
        has_deal = verb in OF_A_DEAL
        about = "a deal" if has_deal else COUNTED.get(verb, "oneself")
        yield Row("submit", form_views.SUBMIT, verb, about, tuple(filled(verb)))
        for typed in LOOKED_FOR.get(verb, ("zyx",)) if has_deal else ():
            asked = (("typed", typed),)
            yield Row("options", form_views.DEAL_OPTIONS, verb, "everything", asked)
    for name, (verb, fields) in SUBMITTED.items():
        about = "a deal" if "{" in verb else "oneself"
        yield Row("submit", name, verb, about, tuple(fields.items()))


LOOKED_FOR = {"log": ("", "zyx", "Zyxglobx"), "reopen": ("", "Zyxwon"), "show": ("", "zyx")}
COUNTED = {"plan": "everything"}
"""Forms without a deal that count deals."""


def filled(verb: str) -> Iterator[tuple[str, Any]]:
    """Something in every field of a form."""
    for field in FORMS[verb].fields:
        match field.shape:
            case Shape.DEAL:
                yield field.name, "{deal}"
            case Shape.PERSON:
                yield field.name, ADA
            case Shape.MENU:
                yield field.name, field.choices[0][0]
            case Shape.DAY:
                yield field.name, TYPED.get(field.name, "2026-03-20")
            case Shape.TIME:
                yield field.name, "10:00"
            case _:
                yield field.name, TYPED.get(field.name, "words")


def delivered(world: Any, row: Row, user: str, numbers: Numbers | None = None) -> Delivery:
    """The row as Slack would bring it, with the numbers in their places."""
    known = numbers or world.numbers
    file = known.file or next(iter(world.slack.files))
    workspace = world.slack.workspace_of(user)
    places = {"deal": known.deal, "action": known.action, "suggestion": known.suggestion}

    def put(text: str) -> str:
        for name, value in {**places, "ben": known.ben, "file": file}.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    if row.door == "line":
        return world.door.build.command(put(row.told), user)
    if row.door in DOORS:
        kind, told = DOORS[row.door](row, put)
        if "view" in told:
            told["view"]["id"] = world.slack.new_id("V")
        if row.door == "press":
            place = workspace.direct(user).id
            told |= {"response_url": world.slack.new_hook(user, place)}
        return world.door.build._interactive(kind, user, None, told)
    if row.door == "shortcut":
        return shortcut(world, row, user)
    event = {"type": row.registry.partition(".")[0], "user": user, "text": put(row.told)}
    place = {"channel": f"D{user[1:]}", "channel_type": "im", "tab": "home"}
    return world.door.build.event({**event, **place}, workspace, world.slack.new_id("Ev"))


def pressing(row: Row, put: Put) -> tuple[str, Any]:
    return "block_actions", pressed(row.registry, put(row.told))


def steering(row: Row, put: Put) -> tuple[str, Any]:
    return "block_actions", {**pressed("steer", "x"), "view": view(row.told, {})}


def choosing(row: Row, put: Put) -> tuple[str, Any]:
    asked = {"action_id": row.registry, "block_id": "deal", "view": view(row.told, {})}
    return "block_suggestion", {**asked, "value": dict(row.fields)["typed"]}


def submitting(row: Row, put: Put) -> tuple[str, Any]:
    fields = {name: put(str(value)) for name, value in row.fields}
    return "view_submission", {"view": view(put(row.told), fields, row.registry)}


DOORS: dict[str, Callable[[Row, Put], tuple[str, Any]]] = {
    "press": pressing,
    "steer": steering,
    "options": choosing,
    "submit": submitting,
}


def shortcut(world: Any, row: Row, user: str) -> Delivery:
    message = {"text": row.told, "user": user, "ts": "1773133200.000100"}
    told = {"callback_id": row.registry, "message": message, "response_url": None}
    kind = "shortcut" if row.registry == "log_a_call" else "message_action"
    return world.door.build._interactive(kind, user, None, told)


def pressed(name: str, value: str) -> dict[str, Any]:
    action = {"action_id": name, "block_id": "b", "type": "button", "value": value}
    return {"actions": [action], "container": {"type": "message"}}


def view(verb: str, fields: dict[str, str], callback_id: str = "form") -> dict[str, Any]:
    """A form as Slack sends it back."""
    values = {name: {"value": given(name, value)} for name, value in fields.items() if value}
    metadata = Origin(verb).packed()
    return {
        "id": "V1", "hash": "h", "type": "modal", "callback_id": callback_id, "blocks": [],
        "private_metadata": metadata, "state": {"values": values},
    }  # fmt: skip


def given(name: str, value: str) -> dict[str, Any]:
    if name == "deal":
        return {"selected_option": {"value": value, "text": {"type": "plain_text", "text": "x"}}}
    return {"value": value}
