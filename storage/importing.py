"""Deals of other programs, in sets: what is new is added, what changed there is changed here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from coaching.deals import Direction, TouchKind
from coaching.people import LIST_AT, MONDAY_TO_FRIDAY, Role
from storage import audit, tables
from storage.database import Session
from storage.deals import name_key
from storage.dialects import in_bulk

deals, imported, members = tables.deals, tables.imported, tables.members
STANDING = ("stage", "buying_stage", "outcome", "closed_on", "reason", "competitor")
GROUPS: tuple[tuple[str, ...], ...] = (
    STANDING,
    ("amount", "currency"),
    ("step_on", "step_what", "step_at"),
)
"""Fields that only make sense together: where one changed, all of them are taken over."""
COLUMNS = (
    *("owner_id", "name", "name_key", "decision_on", "source", "product", "segment"),
    *("created_at", "entered_stage_at"),
    *(column for group in GROUPS for column in group),
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row of a file. `said` is what the file itself says, by column, to be compared with what
    it says next time; `values` is the whole deal, with defaults for what the file leaves open."""

    row: int
    key: str
    said: Mapping[str, str | None]
    values: Mapping[str, Any]
    opened_in: str
    closed_at: datetime | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Where rows go, who brings them and when. `owners` bounds whose deals may be changed."""

    workspace_id: str
    origin: str
    at: datetime
    member_id: int | None = None
    owners: frozenset[int] | None = None


@dataclass(slots=True)
class Tally:
    """What became of rows; `refused` are those whose deal belongs to somebody else."""

    added: int = 0
    changed: int = 0
    same: int = 0
    refused: list[int] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Counts another batch, too."""
        self.added += other.added
        self.changed += other.changed
        self.same += other.same
        self.refused += other.refused


_KNOWN = (
    select(
        imported.c.key,
        imported.c.said,
        imported.c.id.label("imported_id"),
        deals.c.id.label("deal_id"),
        *(deals.c[name] for name in COLUMNS),
    )
    .join(
        deals,
        (deals.c.workspace_id == imported.c.workspace_id) & (deals.c.id == imported.c.deal_id),
    )
    .where(
        imported.c.workspace_id == bindparam("workspace"),
        imported.c.origin == bindparam("origin"),
        imported.c.key.in_(bindparam("keys", expanding=True)),
    )
)
_ADD_DEALS = insert(deals).returning(deals.c.id, sort_by_parameter_order=True)
_CHANGE_DEALS = update(deals).where(
    deals.c.workspace_id == bindparam("in_workspace"), deals.c.id == bindparam("of_deal")
)
_CHANGE_SAID = update(imported).where(
    imported.c.workspace_id == bindparam("in_workspace"), imported.c.id == bindparam("of")
)
_WORKSPACES = select(tables.workspaces.c.id).order_by(tables.workspaces.c.id)
_OWNERS = select(members.c.id, members.c.name, members.c.email, members.c.slack_id).where(
    members.c.workspace_id == bindparam("workspace")
)
_NAMESAKES = (
    select(deals.c.name_key)
    .outerjoin(
        imported,
        (imported.c.workspace_id == deals.c.workspace_id) & (imported.c.deal_id == deals.c.id),
    )
    .where(
        deals.c.workspace_id == bindparam("workspace"),
        deals.c.voided_at.is_(None),
        imported.c.id.is_(None),
        deals.c.name_key.in_(bindparam("names", expanding=True)),
    )
)


def store(session: Session, batch: Batch, rows: Sequence[Incoming], *, dry: bool = False) -> Tally:
    """Adds and changes what has to be; `dry` only counts. Keys must differ within the rows."""
    known = _known(session, batch, rows)
    tally = Tally()
    new, changed = [], []
    for row in rows:
        before = known.get(row.key)
        if before is None:
            new.append(row)
        elif batch.owners is not None and before.owner_id not in batch.owners:
            tally.refused.append(row.row)
        elif fresh := _fresh(before, row):
            changed.append((before, row, fresh))
        else:
            tally.same += 1
    tally.added, tally.changed = len(new), len(changed)
    if not dry and (new or changed):
        in_bulk(session)
        action_id = _entry(session, batch, tally)
        _add(session, batch, new, action_id)
        _change(session, batch, changed, action_id)
    return tally


def namesakes(session: Session, workspace_id: str, names: Iterable[str]) -> set[str]:
    """The keys of those names that a deal has which came from no file."""
    asked = {"workspace": workspace_id, "names": list({name_key(name) for name in names})}
    return set(session.execute(_NAMESAKES, asked).scalars())


def owners(session: Session, workspace_id: str) -> dict[str, int]:
    """Members by the key of their name and by their address; those on Slack before placeholders."""
    found: dict[str, int] = {}
    rows = session.execute(_OWNERS, {"workspace": workspace_id}).all()
    for row in sorted(rows, key=lambda row: (row.slack_id is None, row.id)):
        for name in filter(None, (row.name, row.email)):
            found.setdefault(name_key(name), row.id)
    return found


def add_placeholders(
    session: Session, workspace_id: str, names: Sequence[str], zone: str, now: datetime
) -> None:
    """Members without Slack, whose deals can be handed over; an address is kept as such."""
    if names:
        everybody = {
            "workspace_id": workspace_id, "slack_id": None, "zone": zone, "list_at": LIST_AT,
            "working_days": MONDAY_TO_FRIDAY, "role": Role.SELLER, "created_at": now,
        }  # fmt: skip
        session.execute(
            insert(members),
            [
                {**everybody, "name": name, "email": name_key(name) if "@" in name else None}
                for name in names
            ],
        )


def take_over(session: Session, workspace_id: str, email: str, slack_id: str, zone: str) -> None:
    """Gives a placeholder's deals to the person of that address, unless they are here already."""
    known = select(members.c.id).where(
        members.c.workspace_id == workspace_id, members.c.slack_id == slack_id
    )
    placeholder = select(func.min(members.c.id)).where(
        members.c.workspace_id == workspace_id,
        members.c.slack_id.is_(None),
        members.c.email == name_key(email),
    )
    if session.execute(known).first() is None:
        session.execute(
            update(members)
            .where(
                members.c.workspace_id == workspace_id,
                members.c.id == placeholder.scalar_subquery(),
            )
            .values(slack_id=slack_id, zone=zone)
        )


def workspaces(session: Session) -> list[str]:
    """Every workspace there is."""
    return list(session.execute(_WORKSPACES).scalars())


def deals_of(session: Session, workspace_id: str) -> int:
    """How many deals stand, open or closed."""
    mine = (deals.c.workspace_id == workspace_id, deals.c.voided_at.is_(None))
    return session.execute(select(func.count()).select_from(deals).where(*mine)).scalar_one()


def _known(session: Session, batch: Batch, rows: Sequence[Incoming]) -> dict[str, Any]:
    keys = [row.key for row in rows]
    asked = {"workspace": batch.workspace_id, "origin": batch.origin, "keys": keys}
    return {row.key: row for row in session.execute(_KNOWN, asked)}


def _fresh(before: Any, row: Incoming) -> dict[str, Any]:
    """The columns in which the file says something new, with those that belong to them."""
    told = {name for name, text in row.said.items() if before.said.get(name) != text}
    for group in GROUPS:
        if told & set(group):
            told |= set(group)
    if "owner" in told:
        told = (told - {"owner"}) | {"owner_id"}
    if "name" in told:
        told.add("name_key")
    if "stage" in told:
        told.add("entered_stage_at")
    return {name: row.values[name] for name in COLUMNS if name in told}


def _entry(session: Session, batch: Batch, tally: Tally) -> int:
    """One entry of the audit for a whole batch; the history rows of its deals refer to it."""
    action_id = audit.append(
        session,
        batch.workspace_id,
        member_id=batch.member_id,
        deal_id=None,
        verb="import",
        at=batch.at,
        changes={"origin": batch.origin, "added": tally.added, "changed": tally.changed},
    )
    assert action_id is not None
    return action_id


def _add(session: Session, batch: Batch, rows: Sequence[Incoming], action_id: int) -> None:
    if not rows:
        return
    mine = {"workspace_id": batch.workspace_id, "parked": False}
    ids = session.execute(_ADD_DEALS, [{**mine, **row.values} for row in rows]).scalars().all()
    placed = list(zip(ids, rows, strict=True))
    _put(
        session,
        imported,
        [
            {
                "workspace_id": batch.workspace_id,
                "deal_id": deal_id,
                "origin": batch.origin,
                "key": row.key,
                "said": dict(row.said),
            }
            for deal_id, row in placed
        ],
    )
    entries = [(_history(batch, deal_id, action_id), row) for deal_id, row in placed]
    _put(
        session, tables.stage_moves, [move for entry, row in entries for move in _moves(entry, row)]
    )
    dated = [(entry, row) for entry, row in entries if row.values["decision_on"]]
    _put(session, tables.close_date_moves, [_date_move(e, row.values, None) for e, row in dated])
    noted = [(entry, row) for entry, row in entries if row.note]
    _put(session, tables.touches, [_note(entry, row) for entry, row in noted])


def _change(
    session: Session,
    batch: Batch,
    rows: Sequence[tuple[Any, Incoming, Mapping[str, Any]]],
    action_id: int,
) -> None:
    if not rows:
        return
    scope = {"in_workspace": batch.workspace_id}
    after = [
        {**{name: getattr(before, name) for name in COLUMNS}, **fresh} for before, _, fresh in rows
    ]
    session.execute(
        _CHANGE_DEALS,
        [
            {**scope, "of_deal": before.deal_id, **now}
            for (before, _, _), now in zip(rows, after, strict=True)
        ],
    )
    session.execute(
        _CHANGE_SAID,
        [
            {**scope, "of": before.imported_id, "said": {**before.said, **row.said}}
            for before, row, _ in rows
        ],
    )
    moves, dates = [], []
    for (before, row, _), now in zip(rows, after, strict=True):
        entry = _history(batch, before.deal_id, action_id)
        if any(getattr(before, name) != now[name] for name in STANDING[:3]):
            moves.append(_move(entry, before, now, row.closed_at or batch.at))
        if before.decision_on != now["decision_on"]:
            dates.append({**_date_move(entry, now, before.decision_on), "at": batch.at})
    _put(session, tables.stage_moves, moves)
    _put(session, tables.close_date_moves, dates)


def _put(session: Session, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _history(batch: Batch, deal_id: int, action_id: int) -> dict[str, Any]:
    return {
        "workspace_id": batch.workspace_id,
        "deal_id": deal_id,
        "member_id": batch.member_id,
        "action_id": action_id,
        "at": batch.at,
    }


def _moves(entry: Mapping[str, Any], row: Incoming) -> list[dict[str, Any]]:
    """How the deal came in and, if it is over, how it ended, each at its own moment."""
    values = row.values
    start = {"stage": row.opened_in, "buying_stage": values["buying_stage"], "outcome": None}
    nowhere = {"stage": None, "buying_stage": None, "outcome": None}
    moves = [_step({**entry, "at": values["created_at"]}, nowhere, start)]
    if row.closed_at is not None:
        moves.append(_step({**entry, "at": row.closed_at}, start, values))
    return moves


def _move(
    entry: Mapping[str, Any], before: Any, now: Mapping[str, Any], at: datetime
) -> dict[str, Any]:
    was = {name: getattr(before, name) for name in STANDING}
    return _step({**entry, "at": at}, was, now)


def _step(
    entry: Mapping[str, Any], was: Mapping[str, Any], now: Mapping[str, Any]
) -> dict[str, Any]:
    names = ("stage", "buying_stage", "outcome")
    return {
        **entry,
        **{f"from_{name}": was[name] for name in names},
        **{f"to_{name}": now[name] for name in names},
    }


def _date_move(entry: Mapping[str, Any], values: Mapping[str, Any], was: Any) -> dict[str, Any]:
    at = {"at": values["created_at"]}
    return {**entry, **at, "from_on": was, "to_on": values["decision_on"]}


def _note(entry: Mapping[str, Any], row: Incoming) -> dict[str, Any]:
    at = {"at": row.values["created_at"]}
    return {
        **entry, **at, "kind": TouchKind.NOTE, "direction": Direction.OUT,
        "body": row.note, "who": None,
    }  # fmt: skip
