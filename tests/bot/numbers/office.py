"""A database whose figures an admin asks for, without Slack between."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.usecases.asking import Asking
from coaching.people import Member, Role
from storage import settings, tables
from storage.database import Database, open_database


@dataclass
class Books:
    """Figures of one workspace, as one member sees them."""

    database: Database
    asking: Asking

    def asks(self, look: Callable[..., Any], *wanted: Any, **more: Any) -> Any:
        """What a figure comes to."""
        with self.database.everywhere.read() as session:
            return look(session, self.asking, *wanted, **more)


@contextmanager
def books(url: str, now: datetime, role: Role = Role.ADMIN, member: int = 10**9) -> Iterator[Books]:
    """The first workspace of a database, seen by somebody."""
    database = open_database(url)
    try:
        with database.everywhere.read() as session:
            workspace_id = session.execute(tables.workspaces.select()).first().id
            workspace = settings.workspace(session, workspace_id)
        who = Member(member, workspace_id, None, "Ada", workspace.zone, role=role)
        yield Books(database, Asking(who, workspace, now))
    finally:
        database.close()
