"""A workspace on a real database, and its people, who ask the bot without Slack between."""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from bot import grammar
from bot.grammar.requests import Reading
from bot.handlers.writing import USECASES
from bot.usecases import undoing
from bot.usecases.asking import Asking
from bot.usecases.finding import find_with_rest
from bot.usecases.joining import Profile, join
from bot.usecases.requests import DealWords
from bot.usecases.undoing import Undone
from bot.usecases.writing import Written
from coaching.deals import Deal
from coaching.people import Role
from storage import calendars, deals, identity, members, tables
from storage.database import Database

TUESDAY = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
DELIVERIES = itertools.count(1)


@dataclass
class Office:
    """One workspace; its clock stands until a test moves it."""

    database: Database
    workspace_id: str
    now: datetime = TUESDAY

    def __post_init__(self) -> None:
        self.anna = self.hires("U0ANNA", "Anna")
        self.ben = self.hires("U0BEN", "Ben", zone="America/New_York")
        self.ada = self.hires("U0ADA", "Ada", is_admin=True)

    def hires(self, user: str, name: str, zone: str = "Europe/Lisbon", **more: Any) -> "Seller":
        """Somebody joins."""
        with self.database.everywhere.begin() as session:
            join(session, self.workspace_id, "Acorn", Profile(user, name, zone, **more), self.now)
        return Seller(self, user)

    def placeholder(self, name: str) -> None:
        """An owner whom only an import knows."""
        with self.database.everywhere.begin() as session:
            members.add(
                session, self.workspace_id, self.now, slack_id=None, name=name, zone="UTC",
                list_at=time(8, 30), working_days=frozenset(range(5)), role=Role.SELLER,
            )  # fmt: skip

    def passes(self, **span: float) -> None:
        """Time goes by: passes(minutes=3)."""
        self.now += timedelta(**span)

    def row(self, deal: Deal | int) -> dict[str, Any]:
        """Everything that is stored of a deal."""
        number = deal if isinstance(deal, int) else deal.id
        with self.database.everywhere.read() as session:
            found = session.execute(select(tables.deals).where(tables.deals.c.id == number)).one()
        return dict(found._mapping)

    def history(self, table: str) -> list[Any]:
        """The rows of a history table that stand, oldest first."""
        rows = tables.Base.metadata.tables[table]
        with self.database.everywhere.read() as session:
            mine = select(rows).where(rows.c.workspace_id == self.workspace_id)
            standing = mine.where(rows.c.voided_at.is_(None)).order_by(rows.c.id)
            return list(session.execute(standing))

    def count(self, table: str) -> int:
        """How many rows a table has, voided ones too."""
        rows = tables.Base.metadata.tables[table]
        with self.database.everywhere.read() as session:
            mine = select(rows.c.id).where(rows.c.workspace_id == self.workspace_id)
            return len(session.execute(mine).all())


@dataclass
class Seller:
    """A member who types."""

    office: Office
    user: str

    def asking(self, line: str = "", delivery: str | None = None) -> Asking:
        """A request of this member, now; typed words have a fingerprint."""
        words = sha256(" ".join(line.split()).casefold().encode()).hexdigest() if line else None
        unique = delivery or f"delivery {next(DELIVERIES)}"
        with self.office.database.everywhere.read() as session:
            known = identity.known(
                session, self.office.workspace_id, self.user, words, unique, now=self.office.now
            )
            assert known is not None
            now = self.office.now
            calendar = calendars.of_one(session, known.member, now.date())
        return Asking(
            known.member, known.workspace, now, unique, words, known.said_before, calendar
        )

    def says(self, line: str, delivery: str | None = None) -> Written:
        """A line that changes a deal."""
        asking = self.asking(line, delivery)
        request = grammar.parse(line, self.reading(asking))
        with self.office.database.everywhere.begin() as session:
            return USECASES[type(request)](session, asking, request)

    def does(self, request: Any) -> Written:
        """A change that a form or a button asks for."""
        with self.office.database.everywhere.begin() as session:
            return USECASES[type(request)](session, self.asking(), request)

    def undoes(self, change: Written | int | None = None, delivery: str | None = None) -> Undone:
        """The Undo button of a change, or `undo` alone."""
        asking = self.asking(delivery=delivery)
        with self.office.database.everywhere.begin() as session:
            if change is None:
                return undoing.undo_last(session, asking)
            number = change if isinstance(change, int) else change.action_id
            return undoing.undo(session, asking, number)

    def finds(self, words: str, *, more: bool = False, closed: bool = False) -> tuple[str, str]:
        """The name of the deal that words mean, and the words left over."""
        with self.office.database.everywhere.read() as session:
            deal, rest = find_with_rest(
                session, self.asking(), DealWords(words, more), closed=closed
            )
        return deal.name, rest

    def deal(self, number: int) -> Deal:
        """A deal as this member sees it."""
        asking = self.asking()
        with self.office.database.everywhere.read() as session:
            found = deals.by_id(session, asking.sight, number, asking.member.zone)
        assert found is not None
        return found

    def reading(self, asking: Asking) -> Reading:
        """How this member's lines are read."""
        workspace = asking.workspace
        return Reading(asking.local_now, workspace.currency, workspace.day_first)

    def becomes(self, role: Role) -> None:
        """Another role."""
        asking = self.asking()
        with self.office.database.everywhere.begin() as session:
            members.change(session, asking.member, role=role)
