"""Who sees what: whoever may not see a deal is told, in all that they can do, exactly what they
would be told if it were in another company."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import grammar, routes
from bot.usecases import settling
from bot.views import forms as form_views
from bot.views.forms import FORMS
from bot.visitors import STRANGERS
from tests.bot.sight.rows import OVERVIEWS, Row, delivered, every_row
from tests.bot.sight.world import (
    EMPTY,
    FILLED,
    GONE,
    MARA,
    NORA,
    Desk,
    Numbers,
    World,
    opened,
    template,
)
from tests.bot.usecases.office import Seller
from tests.slack import ADA, ANNA, BEN
from tests.slack.people import TEAM

ROWS = list(every_row())
BROKEN = "something went wrong"
PRIVATE = {MARA: ("7:13", "kathmandu", "5 may", "zyxads"), ADA: ("7:13", "kathmandu", "5 may")}
"""What Ben set for himself; what he counted as spent an admin sees, too."""
Template = tuple[Path, Numbers]


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    folder = tmp_path_factory.mktemp("sight")
    return {kind: template(folder, kind) for kind in (FILLED, EMPTY)}


@pytest.fixture
def filled(tmp_path: Path, templates: dict[str, Template]) -> Iterator[World]:
    with opened(tmp_path, templates[FILLED]) as world:
        yield world


@pytest.fixture
def empty(tmp_path: Path, templates: dict[str, Template]) -> Iterator[World]:
    with opened(tmp_path, templates[EMPTY]) as world:
        yield world


def test_the_table_names_everything() -> None:
    by_door: dict[str, set[str]] = {}
    for row in ROWS:
        by_door.setdefault(row.door, set()).add(row.registry)
    aliases = {alias for verb in grammar.VERBS for alias in verb.aliases}
    kinds = {"called", "phone", "mail", "email", "e-mail", "mailed", "emailed", "meeting", "met",
             "demo", "message", "msg", "visit", "visited", "note"}  # fmt: skip
    assert by_door["line"] == set(grammar.BY_NAME) - (aliases - {"call"}) - kinds
    assert by_door["press"] | by_door["steer"] == set(routes.ACTIONS)
    assert by_door["submit"] == set(routes.FORMS)
    assert {
        row.told for row in ROWS if row.registry == form_views.SUBMIT and row.door == "submit"
    } == set(FORMS)
    assert by_door["options"] == set(routes.MENUS)
    assert by_door["shortcut"] == set(routes.SHORTCUTS)
    assert by_door["event"] == set(routes.EVENTS)


@pytest.mark.parametrize("user", [ANNA, NORA])
def test_a_foreign_deal_is_as_if_it_were_in_another_company(
    filled: World, empty: World, user: str
) -> None:
    """A seller, and the manager of another team."""
    rows = [row for row in ROWS if user == ANNA or row.about != "oneself"]
    told = [(row, *_both(filled, empty, row, user)) for row in rows]
    assert [(str(row), here) for row, here, there in told if here != there] == []
    assert [str(row) for row, here, _ in told if BROKEN in here or "[200" not in here[:4]] == []


@pytest.mark.parametrize("user", [MARA, ADA])
def test_what_is_somebodys_own_is_no_managers_and_no_admins(
    filled: World, empty: World, user: str
) -> None:
    own = [row for row in ROWS if row.about == "oneself"]
    told = [(row, *_both(filled, empty, row, user)) for row in own]
    assert [(str(row), here) for row, here, there in told if here != there] == []
    looked = [row for row in ROWS if row.about != "oneself" and row.door in ("line", "options")]
    every = " ".join(filled.shown(delivered(filled, row, user)) for row in looked).casefold()
    assert "zyxnote" in every
    assert [word for word in PRIVATE[user] if word in every] == []


@pytest.mark.parametrize("user", [MARA, ADA, BEN])
def test_their_team_an_admin_and_the_owner_see_it(filled: World, user: str) -> None:
    unseen = []
    for number, row in enumerate(row for row in ROWS if row.about == "a deal"):
        known = _fresh(filled, f"Zyxfresh{number}", row, user)
        words = filled.shown(delivered(filled, row, user, known))
        if not re.search(
            r"zyx(fresh|globex)|thank you|noted|no play applies", words, re.IGNORECASE
        ):
            unseen.append((str(row), words))
    assert unseen == []


@pytest.mark.parametrize("line", [line for line in OVERVIEWS if "zyx" in line or "ben" in line])
def test_lists_show_it_to_those_who_may(filled: World, line: str) -> None:
    row = Row("line", "list", line)
    assert "Zyxglobex" in filled.shown(delivered(filled, row, MARA))
    assert "Zyxglobex" in filled.shown(delivered(filled, row, ADA))


OUTSIDERS: dict[str, dict[str, Any]] = {
    "a guest": {"is_restricted": True},
    "a guest of one channel": {"is_ultra_restricted": True},
    "a stranger": {"is_stranger": True},
    "a person of a shared channel": {"team": "T0PARTNER"},
    "a bot": {"is_bot": True},
    "somebody who has left": {},
}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_get_nothing_by_any_door(filled: World, who: str) -> None:
    user = GONE if who == "somebody who has left" else "U000OTHER"
    if user != GONE:
        filled.slack.workspace.add_user(user, "other", **OUTSIDERS[who])
    before = filled.rows()
    told = {str(row): filled.shown(delivered(filled, row, user)) for row in ROWS}
    assert {name: left for name, words in told.items() if (left := _texts(words) - NOTHING)} == {}
    assert filled.rows() == before


NOTHING = {STRANGERS, "Deal Coach", "Close", ""}


def test_old_buttons_of_a_deal_that_went_to_somebody_else_say_that_it_is_not_there(
    filled: World,
) -> None:
    """Anna's own deal, logged on and suggested a way out of; then an admin gave it to Ben."""
    desk = Desk(filled.bot.runtime.database, TEAM)
    anna, ada, ben = (Seller(desk, user) for user in (ANNA, ADA, BEN))
    deal = anna.says("add Zyxglobex stage opportunity 12k").deal.id
    filled.shown(delivered(filled, Row("line", "offramp", f"offramp #{deal}"), ANNA))
    with filled.bot.runtime.database.everywhere.read() as connection:
        suggestion = connection.exec_driver_sql("SELECT max(id) FROM suggestions").scalar_one()
    action = anna.says(f'log #{deal} call "hi"').action_id
    ada.says(f"hand #{deal} <@{BEN}|ben>")
    ben.says(f'log #{deal} mail "zyxlater"')
    known = Numbers(deal, action, suggestion, filled.numbers.ben)
    mine = [row for row in ROWS if row.about == "a deal" and "Zyx" not in row.told]
    before = _of_deal(filled, deal)
    told = {str(row): filled.shown(delivered(filled, row, ANNA, known)) for row in mine}
    assert {name: words for name, words in told.items() if "zyxlater" in words} == {}
    gone = re.compile(r"no such deal|no deal called|thank you|noted", re.IGNORECASE)
    assert {name: words for name, words in told.items() if not gone.search(words)} == {}
    assert _of_deal(filled, deal) == before


@pytest.mark.parametrize("user", [ANNA, MARA])
def test_what_concerns_the_workspace_is_set_by_admins_alone(filled: World, user: str) -> None:
    told = {
        name: filled.shown(
            delivered(filled, Row("line", "settings", f"settings {name} {typed}"), user)
        )
        for name, typed in SETTINGS.items()
    }
    refused = {name for name, words in told.items() if "by an admin" in words}
    assert SETTINGS.keys() | OWN_SETTINGS == settling.CHANGES.keys()
    assert refused == SETTINGS.keys()


OWN_SETTINGS = {
    "hour", "zone", "days", "holidays", "away", "pause", "resume", "list", "rows", "nudges",
    "quiet", "profile",
}  # fmt: skip
"""The profile is written by whoever comes first."""
SETTINGS = {
    "channel": "<#C0GENERAL|general>", "recap": "friday", "currency": "EUR", "dates": "month first",
    "language": "de", "closed": "24 dec", "managers": f"<@{ANNA}|anna>", "rule": "prospect_days 9",
    "team": f"<@{MARA}|mara> <@{ANNA}|anna>", "warning": "silence off", "rate": "EUR 1.08",
    "selling": "smb",
    "keep": "2 years",
}  # fmt: skip


def _both(here: World, there: World, row: Row, user: str) -> tuple[str, str]:
    return here.shown(delivered(here, row, user)), there.shown(delivered(there, row, user))


def _fresh(world: World, name: str, row: Row, user: str) -> Numbers:
    """A deal of Ben's that nothing was done to, in the state in which the row makes sense; and, for
    what is undone or answered, an action and a suggestion of whoever does it."""
    desk = Desk(world.bot.runtime.database, TEAM)
    who, ben = Seller(desk, user), Seller(desk, BEN)
    deal = ben.says(f"add {name} 12k stage opportunity").deal.id
    action = who.says(f'log #{deal} call "hi"').action_id
    if "reopen" in str(row):
        ben.says(f"won #{deal}")
    if "wake" in str(row):
        ben.says(f"park #{deal}")
    suggestion = 0
    if "{suggestion}" in row.told:
        line = Row("line", "offramp", f"offramp #{deal}")
        world.shown(delivered(world, line, user))
        with world.bot.runtime.database.everywhere.read() as connection:
            suggestion = connection.exec_driver_sql("SELECT max(id) FROM suggestions").scalar_one()
    return Numbers(deal, action, suggestion, world.numbers.ben)


def _of_deal(world: World, deal: int) -> list[Any]:
    """The deal and all of its history."""
    rows = world.rows()
    kept = ("deals", "touches", "stage_moves", "close_date_moves", "buyers", "facts", "exchanges")
    return [rows[name] for name in (*kept, "forecast_calls")] + [timedelta(0), deal]


def _texts(words: str) -> set[str]:
    """Every text that stands in what was shown, and every complaint beside a field."""
    found = set(re.findall(r'\\*"text\\*": \\*"((?:[^"\\]|\\(?!"))*?)\\*"', words))
    status_and_body = json.loads(words)[1]
    body = json.loads(status_and_body) if status_and_body.startswith("{") else {}
    errors = set((body.get("errors") or {}).values())
    return {text for text in found if not text.startswith("You said: /deal ")} | errors
