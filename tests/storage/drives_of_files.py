"""How the functions behind import and export are driven: as in `drives`."""

from datetime import date
from typing import Any

from storage import adopting, arrivals, exporting, importing, placeholders, plain
from storage.database import Session
from storage.deals import Sight
from storage.incoming import COLUMNS, Batch, Change, Incoming
from tests.storage.drives import Drive
from tests.storage.world import NOW, OURS, TODAY, Side

KEY = "1"
"""The key under which both sides have their deal from a file."""


def batch(us: Side) -> Batch:
    """Rows that somebody of ours brings."""
    return Batch(OURS, "o", NOW, TODAY, us.member.id)


def incoming(owner: int, key: str = KEY, name: str = "Acme") -> Incoming:
    """A row of a file that names a deal."""
    blank: dict[str, Any] = dict.fromkeys(COLUMNS)
    values = blank | {
        "owner_id": owner, "name": name, "name_key": name.casefold(), "stage": "lead",
        "created_at": NOW, "entered_stage_at": NOW, "decision_on": date(2026, 6, 1),
    }  # fmt: skip
    said = {"name": name, "decision_on": "2026-06-01"}
    return Incoming(2, key, said, values, "lead", NOW, note="said")


def known(session: Session, us: Side, them: Side) -> Any:
    """What the importer finds of our deal, with their numbers in it."""
    (ours,) = importing._known(session, batch(us), [incoming(us.member.id)]).values()
    theirs = {"deal_id": them.deal, "owner_id": them.member.id}
    return type("Forged", (), ours._asdict() | theirs)


def file_of_members() -> tuple[list[str], list[list[str]]]:
    """A table's file as an export writes it."""
    return ["slack_id", "name", "zone", "list_at", "working_days", "role", "created_at"], [
        ["U9", "x", "UTC", "08:30:00", "0", "seller", NOW.isoformat()]
    ]


LOOK_FOR_THEIRS: dict[str, Drive] = {
    "exporting.own_rows": lambda s, us, them: [
        row
        for name in exporting.own_names()
        for row in exporting.own_rows(
            s, Sight(OURS, frozenset({them.member.id})), them.member.id, name
        )
    ],
}
LOOK_ALIKE: dict[str, Drive] = {
    "exporting.rows": lambda s, us, them: [
        list(exporting.rows(s, OURS, name)) for name in exporting.file_names()
    ],
    "importing.namesakes": lambda s, us, them: (
        s.execute(importing.imported.delete()),
        importing.namesakes(s, batch(us), ["Acme", "Acme OTHER"]),
    )[1],
    "placeholders.owners": lambda s, us, them: placeholders.owners(s, OURS),
}
CHANGE_OURS: dict[str, Drive] = {
    "arrivals.add": lambda s, us, them: arrivals.add(
        s, batch(us), [incoming(us.member.id, "2")], us.action.id
    ),
    "exporting.restore": lambda s, us, them: exporting.restore(
        s, "members", OURS, *file_of_members()
    ),
    "importing.store": lambda s, us, them: importing.store(
        s, batch(us), [incoming(us.member.id), incoming(us.member.id, "2")]
    ),
    "placeholders.add": lambda s, us, them: placeholders.add(s, OURS, ["Ben"], "UTC", NOW),
    "placeholders.take_over": lambda s, us, them: (
        placeholders.add(s, OURS, ["b@a.test"], "UTC", NOW),
        placeholders.take_over(s, OURS, "b@a.test", "U7", "UTC"),
    ),
}
CHANGE_THEIRS: dict[str, Drive] = {
    "arrivals.change": lambda s, us, them: arrivals.change(
        s,
        batch(us),
        [Change(known(s, us, them), incoming(us.member.id), {"reason": "x"})],
        us.action.id,
    ),
}
MODULES = (adopting, arrivals, exporting, importing, placeholders, plain)
NOT_OF_ONE = {
    "exporting.own_names", "exporting.file_names", "exporting.header", "plain.as_plain",
    "plain.bare", "plain.guarded", "plain.is_secret", "plain.reader", "plain.writer",
    "adopting.adopt", "adopting.workspaces", "exporting.finish", "exporting.is_empty",
}  # fmt: skip
"""Functions of values, and what is asked of a whole database: by an export that is read back, and
by the first workspace that takes over what was imported before it came."""
