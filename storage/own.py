"""What of each table is one member's own: their words and name, and what was kept of them."""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, Table, and_, or_, select

from storage import tables
from storage.moments import DAILY_LIST, NUDGES

Own = Callable[[int], ColumnElement[bool]]
TO_ONE = ("daily_list", "list_update", "welcome", "welcome_back")
"""Kinds of messages whose subject is the member they go to."""
NUDGE = "nudge"
"""The kind of message whose subject begins with the member, before a colon."""
HISTORY = (
    tables.buyers,
    tables.close_date_moves,
    tables.exchanges,
    tables.facts,
    tables.forecast_calls,
    tables.stage_moves,
    tables.touches,
)
"""What people wrote about deals."""
NOBODYS = frozenset(
    {"install_states", "installations", "products", "settings", "texts", "workspaces"}
)
"""Tables that hold no word of one member's: a workspace's own, and secrets."""


def letters(member: int) -> ColumnElement[bool]:
    """The messages that went to a member, or are to go."""
    kind, subject = tables.outbox.c.kind, tables.outbox.c.subject
    to_them = and_(kind.in_(TO_ONE), subject == str(member))
    in_their_line = tables.outbox.c.channel == (
        select(tables.members.c.dm_channel)
        .where(
            tables.members.c.workspace_id == tables.outbox.c.workspace_id,
            tables.members.c.id == member,
        )
        .scalar_subquery()
    )
    nudged = and_(kind == NUDGE, subject.startswith(f"{member}:"))
    return or_(to_them, nudged, in_their_line)


def moments(member: int) -> ColumnElement[bool]:
    """What comes to a member again and again."""
    table = tables.due_moments
    return and_(table.c.kind.in_((DAILY_LIST, NUDGES)), table.c.subject == str(member))


def _by(table: Table, *columns: str) -> Own:
    return lambda member: or_(*(table.c[name] == member for name in columns))


OF_MEMBER: Mapping[str, Own] = {
    **{table.name: _by(table, "member_id") for table in HISTORY},
    "absences": _by(tables.absences, "member_id", "cover_id"),
    "audit": _by(tables.audit, "member_id"),
    "deals": _by(tables.deals, "owner_id"),
    "due_moments": moments,
    "imported": lambda member: tables.imported.c.deal_id.in_(
        select(tables.deals.c.id).where(
            tables.deals.c.workspace_id == tables.imported.c.workspace_id,
            tables.deals.c.owner_id == member,
        )
    ),
    "members": _by(tables.members, "id"),
    "outbox": letters,
    "spend": _by(tables.spend, "member_id"),
    "suggestions": _by(tables.suggestions, "member_id"),
    "targets": _by(tables.targets, "member_id", "owner_id"),
}
"""For each table which rows are a member's; a table that is neither here nor in NOBODYS is a fault
(tests/bot/test_privacy.py)."""
