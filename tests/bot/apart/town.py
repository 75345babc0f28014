"""A deployment that companies share. They have people of the same Slack ids and deals of the same
names; what is typed in one has its mark, which nothing that leaves for another one may have."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import select

from bot.console import exporting
from bot.installations import Installations
from bot.main import Bot, build
from bot.settings import Settings
from bot.usecases import coach
from bot.usecases.joining import Profile, join
from bot.usecases.requests import DealWords
from bot.views import daily, refusal
from coaching.people import Role
from storage import members, settings, tables
from tests.bot.app import Clock, settings_for
from tests.bot.installs.walk import oauth
from tests.bot.person import elements
from tests.bot.sight.rows import Row, delivered
from tests.bot.sight.world import AtOnce, Desk, Numbers
from tests.bot.usecases.office import TUESDAY, Seller
from tests.slack import ADA, BEN, InProcessDoor, SlackServer, bolt_dispatch
from tests.slack.deliveries import Delivery
from tests.slack.people import Workspace

MARK = re.compile(r"qz\d{4}[ab]")
MARKED = re.compile(
    r"\b(Zyx(?:fair|pro|bank|rival|dana|ads)|Rival|Dana|deck|google|pro|words|food makers)\b"
)
"""Words of the table that are no deal's name."""
QUOTED = re.compile(r'"([^"]*)"')
INSIDE = {"anna": Role.SELLER, "ben": Role.SELLER, "mara": Role.MANAGER, "ada": Role.ADMIN}
OUTSIDE: dict[str, dict[str, Any]] = {
    "guest": {"is_restricted": True},
    "stranger": {"is_stranger": True, "team": "T0PARTNER"},
    "gone": {"deleted": True},
}
PEOPLE = (*INSIDE, *OUTSIDE)
STORY = (
    "add Zyxglobex 43217 stage opportunity close 25 march source Zyxfair product Zyxpro "
    "segment Zyxbank",
    'log zyxglobex call "they like it" with Zyxdana then fri "send it"',
    "people zyxglobex add Zyxdana CFO decides",
    'fact zyxglobex problem "slow"',
    "add Zyxwon 7k stage opportunity source Zyxfair",
    "won zyxwon 7k",
    "add Zyxlost 8k stage opportunity",
    'lost zyxlost to Zyxrival "price"',
    "add Zyxpark 9k",
    "park zyxpark until june",
    "add Acme 3k stage prospect",
)
Left = tuple[str, str]
"""For which workspace something was, and what it said."""


class Slack(SlackServer):
    """One in which people of several workspaces have the same ids; `here` says who is meant."""

    here: Workspace | None = None

    def workspace_of(self, user: str) -> Workspace:
        return self.here or super().workspace_of(user)


@dataclass
class Company:
    """A workspace with its people, and what has been made there."""

    team: Workspace
    mark: str
    numbers: dict[str, list[int]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def person(self, name: str) -> str:
        """Somebody's Slack id, here and everywhere."""
        return f"U0000{name.upper()}"

    def own(self, row: Row) -> Row:
        """The row as it is said here: with the mark, and of people of this company."""
        typed = row.door == "line" or row.registry in (refusal.RUN, daily.NOTE)
        fields = tuple((name, self.marked(value)) for name, value in row.fields)
        return replace(row, told=self.marked(row.told, quoted=typed), fields=fields)

    def marked(self, words: Any, *, quoted: bool = False) -> Any:
        """Free words with the mark behind them."""
        if words == "x":
            return f"x {self.mark}"
        text = MARKED.sub(rf"\1{self.mark}", str(words))
        text = text.replace(ADA, self.person("ada")).replace(BEN, self.person("ben"))
        return QUOTED.sub(rf'"\1 {self.mark}"', text) if quoted else text


@dataclass
class Town:
    """One bot for all of them; `pressed` are buttons that anybody was shown, wherever."""

    bot: Bot
    slack: Slack
    door: InProcessDoor
    clock: Clock
    settings: Settings
    numbers: Numbers = field(default_factory=lambda: Numbers(0, 0, 0, 0))
    buttons: list[tuple[str, Any]] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)

    def begins(self) -> None:
        """The clock stands where it stood at first, and nobody has been shown anything."""
        self.clock.moment = TUESDAY
        self.buttons.clear()

    def found(self, letter: str) -> Company:
        """Another company, with its story so far."""
        number = f"{len(self.marks) + 1:04d}{letter}"
        mark = f"qz{number}"
        team = self.slack.add_workspace(f"T{number.upper()}", name=f"Team {mark}")
        self.marks[team.id] = mark
        team.token = f"xoxb-{mark}"
        team.tokens = {team.token}
        company = Company(team, mark)
        for name in PEOPLE:
            known = {"email": f"{name}@acme.test", "real_name": f"{name.title()} {mark}"}
            team.add_user(company.person(name), name, **known, **OUTSIDE.get(name, {}))
        team.add_channel("C000SALES", "sales")
        self.installs(company)
        self._people(company)
        self._story(company)
        return company

    def installs(self, company: Company) -> None:
        """The app is in, or is in again."""
        assert self.bot.installing
        store = self.bot.installing.installations
        assert isinstance(store, Installations)
        team = company.team
        team.tokens = {team.token}
        store.save(
            Installation(
                app_id=self.slack.app_id, team_id=team.id, team_name=team.name,
                bot_token=team.token, bot_id="B1", bot_user_id=team.bot, bot_scopes=["commands"],
                user_id=company.person("ada"), installed_at=self.clock().timestamp(),
            )
        )  # fmt: skip

    def leaves(self, company: Company) -> list[Left]:
        """The app is taken out."""
        event = self.door.build.event({"type": "app_uninstalled"}, company.team)
        return self.sends(event, company)

    def _people(self, company: Company) -> None:
        now, team = self.clock(), company.team.id
        with self.bot.runtime.database.everywhere.begin() as session:
            for name, role in INSIDE.items():
                shown = f"{name.title()} {company.mark}"
                profile = Profile(company.person(name), shown, "Europe/Lisbon", role is Role.ADMIN)
                join(session, team, company.team.name, profile, now)
                one = members.by_slack_id(session, team, profile.slack_id)
                assert one is not None
                members.change(session, one, role=role)
                company.numbers[name] = [one.id]
            led = [[company.numbers["mara"][0], company.numbers["ben"]]]
            settings.store(session, team, "teams", led, now)

    def _story(self, company: Company) -> None:
        desk = Desk(self.bot.runtime.database, company.team.id, self.clock())
        ben = Seller(desk, company.person("ben"))
        for line in STORY:
            ben.says(company.marked(line, quoted=True))
            desk.passes(minutes=1)
        Seller(desk, company.person("anna")).says("add Mine 5k stage opportunity")
        with desk.database.everywhere.begin() as session:
            coach.on_request(session, ben.asking(), DealWords("zyxglobex"))
        self.clock.moment = desk.now
        sheet = f"id,name,note\n1,Zyxfile,{company.mark}\n".encode()
        file = self.slack.new_file(company.team, company.person("ben"), "zyx.csv", sheet)
        company.files.append(str(file["id"]))

    def look(self, company: Company) -> None:
        """What numbers a button of that company may carry now."""
        known = (("deals", tables.deals), ("action", tables.audit), ("said", tables.suggestions))
        with self.bot.runtime.database.within(company.team.id).read() as session:
            for name, table in known:
                mine = select(table.c.id).where(table.c.workspace_id == company.team.id)
                company.numbers[name] = list(session.execute(mine).scalars()) or [0]

    def carried(self, company: Company, nth: int) -> Numbers:
        """Numbers of that company's, which a button may carry."""
        deals, actions, said = (company.numbers[name] for name in ("deals", "action", "said"))
        return Numbers(
            deals[nth % len(deals)], actions[-1 - nth % len(actions)], said[nth % len(said)],
            company.numbers["ben"][0], company.files[0],
        )  # fmt: skip

    def asks(self, company: Company, name: str, row: Row, numbers: Numbers) -> list[Left]:
        """Somebody does that; all that leaves the bot meanwhile."""
        self.slack.here = company.team
        delivery = delivered(self, company.own(row), company.person(name), numbers)
        return self.sends(delivery, company)

    def sends(self, delivery: Delivery, company: Company) -> list[Left]:
        """Whatever Slack brings."""
        with self.leaving() as left:
            status, body, _ = self.door.send(delivery)
        left.append((company.team.id, f"{status} {body}"))
        self._remember(body)
        return left

    @contextmanager
    def leaving(self) -> Iterator[list[Left]]:
        """Everything that is sent to Slack within the block, by whose token or address it goes."""
        calls, answers = len(self.slack.requests), len(self.slack.responses)
        files, left = set(self.slack.files), list[Left]()
        yield left
        for call in self.slack.requests[calls:]:
            left.append((call.team or "", f"{call.method} {dict(call.args)}"))
            self._remember(json.dumps(dict(call.args), default=str))
        for answer in self.slack.responses[answers:]:
            left.append((self.slack.hooks[answer.id].team, str(answer.body)))
        for one in set(self.slack.files) - files:
            file = self.slack.files[one]
            left.append((str(file["team"]), readable(file["content"])))

    def _remember(self, body: str) -> None:
        """Buttons that somebody was shown."""
        if body.startswith("{"):
            shown = elements(_unpacked(json.loads(body)))
            self.buttons += [(str(e["action_id"]), e["value"]) for e in shown if e.get("value")]
            del self.buttons[:-60]

    def exported(self, company: Company, folder: Path) -> str:
        """What the operator gets who exports that workspace."""
        exporting.run(self.settings, folder, company.team.id)
        return "\n".join(file.read_text() for file in folder.iterdir())

    def rows(self, company: Company) -> dict[str, list[str]]:
        """Every row of a company."""
        found = {}
        with self.bot.runtime.database.everywhere.read() as session:
            for table in tables.Base.metadata.sorted_tables:
                owner = table.c.get("workspace_id", table.c.get("id"))
                if owner is not None:
                    mine = select(table).where(owner == company.team.id)
                    found[table.name] = sorted(repr(tuple(row)) for row in session.execute(mine))
        return found


def _unpacked(body: Any) -> Any:
    """Blocks and views travel as text within text."""
    return {
        name: json.loads(value) if isinstance(value, str) and value[:1] in ("{", "[") else value
        for name, value in body.items()
    }


def readable(content: bytes) -> str:
    """A file's words."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    archive = zipfile.ZipFile(io.BytesIO(content))
    return "\n".join(f"{name}\n{archive.read(name).decode()}" for name in archive.namelist())


@contextmanager
def town(database_url: str) -> Iterator[Town]:
    """A bot that any workspace may install."""
    with Slack() as slack:
        slack.clock = clock = Clock(TUESDAY)
        chosen = settings_for(slack, database_url, **oauth(slack))
        bot = build(chosen, now=clock, soon=AtOnce())
        try:
            door = InProcessDoor(slack, bolt_dispatch(bot.app))
            yield Town(bot, slack, door, clock, chosen)
        finally:
            bot.close()
