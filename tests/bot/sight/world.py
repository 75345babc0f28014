"""One deployment in two versions that differ in a single thing: whether Ben's deals are of this
workspace, or of another one that nobody here belongs to. All numbers are the same in both."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.main import Bot, build
from bot.usecases import coach, settling, spending
from bot.usecases.joining import Profile, join
from bot.usecases.requests import Aim, Cost, DealWords
from coaching.money import Money
from coaching.people import Role
from storage import members, settings, tables
from storage.database import Database, open_database
from storage.migrate import upgrade
from tests.bot.app import Clock, settings_for
from tests.bot.usecases.office import TUESDAY, Office, Seller
from tests.slack import ADA, ANNA, BEN, InProcessDoor, SlackServer, bolt_dispatch
from tests.slack.deliveries import Delivery
from tests.slack.people import TEAM

MARA, NORA, CARA, GONE = "U0000MARA", "U0000NORA", "U0000CARA", "U0000GONE"
ELSEWHERE = "T00OTHER"
FILLED, EMPTY = "filled", "empty"
STAGED = (
    ("won", ("won {} 43217",)),
    ("lost", ('lost {} to Zyxrival "zyxprice"',)),
    ("none", ('lost {} no decision "zyxbudget"',)),
    ("gone", ('letgo {} "zyxwhy"',)),
    ("park", ("park {} until june",)),
    ("pushed", ("date {} 30 april", "date {} 30 june")),
    ("stalled", ('log {} mail "zyxlong silence"',)),
)
"""Deals of Ben's by what becomes of them."""


@dataclass(frozen=True)
class Numbers:
    """What a forged button may name: Ben's deal, action and suggestion, and himself."""

    deal: int
    action: int
    suggestion: int
    ben: int
    file: str = ""


class Desk(Office):
    """A workspace whose people join by hand."""

    def __post_init__(self) -> None:
        self.ben = Seller(self, BEN)


def people(database: Database) -> None:
    """Everybody of both workspaces; Mara leads Ben, Nora leads Cara, and one has left."""
    early = TUESDAY - timedelta(days=90)
    with database.everywhere.begin() as session:
        for user, name, role in (
            (ANNA, "anna", Role.SELLER),
            (BEN, "ben", Role.SELLER),
            (ADA, "ada", Role.ADMIN),
            (MARA, "mara", Role.MANAGER),
            (NORA, "nora", Role.MANAGER),
            (CARA, "cara", Role.SELLER),
            (GONE, "gone", Role.SELLER),
        ):
            zone = "Europe/Lisbon"
            join(session, TEAM, "Acme", Profile(user, name, zone, role is Role.ADMIN), early)
            one = members.by_slack_id(session, TEAM, user)
            assert one is not None
            members.change(session, one, role=role)
        numbers = {
            one.name: one.id for one in (_found(session, u) for u in (MARA, NORA, BEN, CARA))
        }
        led = [[numbers["mara"], [numbers["ben"]]], [numbers["nora"], [numbers["cara"]]]]
        settings.store(session, TEAM, "teams", led, early)
        join(session, ELSEWHERE, "Other", Profile(BEN, "ben", "Europe/Lisbon"), early)


def _found(session: Any, user: str) -> Any:
    return members.by_slack_id(session, TEAM, user)


def fill(office: Desk) -> Numbers:
    """Ben's half a year: deals in every state, with words, money, and things of his own."""
    ben = office.ben
    office.now = TUESDAY - timedelta(days=80)
    deal = ben.says(
        "add Zyxglobex 43217 stage opportunity close 25 march "
        "source Zyxfair product Zyxpro segment Zyxbank"
    ).deal
    for name, lines in STAGED:
        ben.says(f"add Zyx{name} 43217 stage opportunity close 25 march source Zyxfair")
        office.passes(days=2)
        for line in lines:
            ben.says(line.format(f"zyx{name}"))
    for number in range(5):
        ben.says(f"add Zyxmore{number} 43217 stage opportunity")
        ben.says(f"won zyxmore{number} 43217")
    ben.says("add Zyxlead")
    office.now = TUESDAY - timedelta(days=3)
    for line in (
        "move zyxglobex short list",
        "people zyxglobex add Zyxdana CFO decides",
        'fact zyxglobex problem "zyxproblem"',
        "gave zyxglobex zyxdeck",
        'in zyxglobex "zyxsure"',
        "date zyxglobex 30 march",
    ):
        ben.says(line)
        office.passes(hours=1)
    return _private(office, deal.id)


def _private(office: Desk, deal: int) -> Numbers:
    """What is Ben's alone, and a touch of a moment ago."""
    ben = office.ben
    with office.database.everywhere.begin() as session:
        for name, typed in (
            ("hour", "7:13"),
            ("zone", "Asia/Kathmandu"),
            ("away", "5 may - 6 may"),
        ):
            settling.set_one(session, ben.asking(), name, typed)
        spent = Money(Decimal(4321), "USD")
        spending.cost(session, ben.asking(), Cost("Zyxads", spent, TUESDAY.date().replace(day=1)))
        quarter = (TUESDAY.date().replace(month=1, day=1), TUESDAY.date().replace(day=31))
        spending.aim(session, ben.asking(), Aim(spent, *quarter))
        made = coach.on_request(session, ben.asking(), DealWords(f"#{deal}"))
    office.now = TUESDAY
    action = ben.says('log zyxglobex call "zyxnote budget was cut" in with Zyxdana').action_id
    return Numbers(deal, action, made.id, ben.asking().member.id)


def template(folder: Path, kind: str) -> tuple[Path, Numbers]:
    """The database of one version, closed, to be copied."""
    file = folder / f"{kind}.db"
    database = open_database(f"sqlite:///{file}")
    upgrade(database)
    people(database)
    numbers = fill(Desk(database, TEAM if kind == FILLED else ELSEWHERE))
    own = Desk(database, TEAM, TUESDAY - timedelta(days=30))
    for user, name in ((ANNA, "Mine"), (GONE, "Theirs")):
        Seller(own, user).says(f"add {name} 7k stage opportunity close 20 march", name)
    with database.everywhere.begin() as session:
        members.change(session, _found(session, GONE), active=False)
    database.close()
    return file, numbers


class AtOnce(Executor):
    """Does what is to be done later before the answer: nothing is waited for."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(*args, **more))
        return done


@dataclass
class World:
    """A bot over one version, and a Slack that keeps what anybody was shown."""

    bot: Bot
    slack: SlackServer
    door: InProcessDoor
    numbers: Numbers

    def shown(self, delivery: Delivery) -> str:
        """Everything that leaves the bot while it answers: all of it is for whoever asked."""
        calls, files = len(self.slack.requests), set(self.slack.files)
        answers = len(self.slack.responses)
        status, body, _ = self.door.send(delivery)
        told: list[Any] = [status, body]
        told += [[one.method, _kept(one.args)] for one in self.slack.requests[calls:]]
        told += [one.body for one in self.slack.responses[answers:]]
        told += [_text(self.slack.files[one]["content"]) for one in set(self.slack.files) - files]
        words = json.dumps(told, ensure_ascii=False, default=str)
        return words.replace(self.slack.url, "http://slack")

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table."""
        with self.bot.runtime.database.everywhere.read() as connection:
            return {
                table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
                for table in tables.Base.metadata.sorted_tables
            }


PASSING = frozenset({"token", "trigger_id", "view_id", "hash"})


def _kept(args: Any) -> Any:
    return {name: value for name, value in dict(args).items() if name not in PASSING}


def _text(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    archive = zipfile.ZipFile(io.BytesIO(content))
    return "\n".join(f"{name}\n{archive.read(name).decode()}" for name in archive.namelist())


@contextmanager
def opened(folder: Path, made: tuple[Path, Numbers]) -> Iterator[World]:
    """A world of its own over a copy."""
    file, numbers = made
    copy = folder / f"copy-{file.name}"
    shutil.copy(file, copy)
    with SlackServer() as slack:
        clock = Clock(TUESDAY)
        slack.clock = clock
        for user, name in ((MARA, "mara"), (NORA, "nora"), (CARA, "cara")):
            slack.workspace.add_user(user, name)
        slack.workspace.add_user(GONE, "gone", deleted=True)
        file_of_ben = slack.new_file(slack.workspace, BEN, "zyx.csv", b"id,name\n1,Zyxfile\n")
        assert file_of_ben["id"]
        chosen = settings_for(slack, f"sqlite:///{copy}")
        bot = build(chosen, now=clock, soon=AtOnce())
        try:
            yield World(bot, slack, InProcessDoor(slack, bolt_dispatch(bot.app)), numbers)
        finally:
            bot.close()
