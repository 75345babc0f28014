"""The story: two months of a small company's pipeline, and what colleagues do in the weeks to come.

story.txt holds it: a local moment, who says it, and the words after /deal. The lines go through
the grammar and the usecases at their moment, so that history, shelves and reasons are the
product's own. What lies after BEGINS happens while the clock is moved.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import grammar
from bot.grammar.requests import Reading, Setting
from bot.handlers.writing import USECASES
from bot.playground.cast import TEAM, TEAM_DOMAIN, Person, person_called
from bot.usecases import settling
from bot.usecases.asking import Asking
from bot.usecases.joining import Profile, join
from coaching.errors import Refusal
from storage import members, settings
from storage.database import Database, Session

STORY = Path(__file__).with_name("story.txt")
BEGINS = datetime(2026, 3, 8, 20, tzinfo=UTC)
"""Sunday evening: what is told lies before it."""
OPENS = datetime(2026, 3, 9, 8, tzinfo=UTC)
"""Monday, 8:00 in Lisbon: half an hour before the first list."""


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the story."""

    at: datetime
    person: Person
    words: str


def tell(database: Database) -> list[Said]:
    """Stores the story so far, in one transaction; gives what is still to come."""
    story = read(STORY.read_text(encoding="utf-8"))
    with database.everywhere.begin() as session:
        asking: dict[str, Asking] = {}
        for said in (said for said in story if said.at < BEGINS):
            known = asking.get(said.person.id) or _joined(session, said)
            asking[said.person.id] = _say(session, _at(known, said.at), said.words)
    return [said for said in story if said.at >= BEGINS]


def happen(database: Database, said: Said) -> None:
    """One line of what is to come; where somebody has already done otherwise, nothing."""
    with suppress(Refusal), database.everywhere.begin() as session:
        _say(session, _at(_joined(session, said), said.at), said.words)


def read(text: str) -> list[Said]:
    """The lines of the story in the order of their moments; those with # explain."""
    found = []
    for row in text.splitlines():
        if not row.strip() or row.startswith("#"):
            continue
        on, at, handle, words = row.split(maxsplit=3)
        person = person_called(handle)
        assert person is not None, row
        local = datetime.fromisoformat(f"{on}T{at}").replace(tzinfo=ZoneInfo(person.zone))
        found.append(Said(local.astimezone(UTC), person, words))
    return sorted(found, key=lambda said: said.at)


def _joined(session: Session, said: Said) -> Asking:
    person = said.person
    profile = Profile(person.id, person.first_name, person.zone, person.is_admin)
    join(session, TEAM, TEAM_DOMAIN, profile, said.at)
    member = members.by_slack_id(session, TEAM, person.id)
    workspace = settings.workspace(session, TEAM)
    assert member is not None
    assert workspace is not None
    return Asking(member, workspace, said.at)


def _at(asking: Asking, moment: datetime) -> Asking:
    return Asking(asking.member, asking.workspace, moment)


def _say(session: Session, asking: Asking, words: str) -> Asking:
    """Does what one line says; gives the asking as it stands after a change of settings."""
    workspace = asking.workspace
    reading = Reading(asking.local_now, workspace.currency, workspace.day_first)
    request = grammar.parse(words, reading)
    if isinstance(request, Setting):
        return settling.set_one(session, asking, request.name, request.value).asking
    USECASES[type(request)](session, asking, request)
    return asking
