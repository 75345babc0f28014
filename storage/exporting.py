"""Everything of a workspace as rows of text, table by table, and back into an empty database."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, and_, func, insert, or_, select

from storage import tables
from storage.database import Session
from storage.deals import Sight, seen
from storage.dialects import dialect_of, in_bulk
from storage.own import HISTORY, OF_MEMBER
from storage.plain import is_secret, reader, writer

FIRST = ("name", "amount", "currency", "stage", "next_step_on", "decision_on", "owner")
"""How deals.csv begins; `owner` repeats a name for whoever reads the file, and is not read back."""
RENAMED = {"next_step_on": "step_on"}
CHUNK = 1000
"""Rows that are held in memory at a time."""
TAKEN_BACK = "deals_taken_back"
"""A member's deals that were taken back, in a file of their own: deals.csv can be read again."""


def own_names() -> list[str]:
    """The tables of what a member may take along: deals first, and whatever is theirs."""
    every = (one.name for one in tables.Base.metadata.sorted_tables if one.name in OF_MEMBER)
    return ["deals", TAKEN_BACK, *(name for name in every if name != "deals")]


def file_names() -> list[str]:
    """The tables in the order in which they can be read back; each is a file of that name."""
    return [table.name for table in tables.Base.metadata.sorted_tables if _kept(table)]


def header(name: str) -> list[str]:
    """The first line of a table's file."""
    name = "deals" if name == TAKEN_BACK else name
    table = tables.Base.metadata.tables[name]
    own = [column.name for column in _columns(table)]
    if name != "deals":
        return own
    first = {RENAMED.get(column, column) for column in FIRST}
    return [*FIRST, *(column for column in own if column not in first)]


def rows(session: Session, workspace_id: str, name: str) -> Iterator[list[str]]:
    """A workspace's rows of one table, in the order of their keys."""
    return _written(session, name, _everything(name, workspace_id))


def own_rows(session: Session, sight: Sight, member_id: int, name: str) -> Iterator[list[str]]:
    """Of a table what is the member's own, and of deals and their history what they may see.

    What was taken back is left out, unless it is their own.
    """
    if name == TAKEN_BACK:
        table, deals = tables.deals, tables.deals
        kept = and_(deals.c.owner_id == member_id, deals.c.voided_at.is_not(None))
    else:
        table = tables.Base.metadata.tables[name]
        kept = _kept_for(table, sight, member_id)
    return _written(session, table.name, _everything(table.name, sight.workspace_id).where(kept))


def _kept_for(table: Table, sight: Sight, member_id: int) -> ColumnElement[bool]:
    own = OF_MEMBER[table.name](member_id)
    visible = select(tables.deals.c.id).where(*seen(sight.shape)).params(sight.values)
    if table is tables.deals:
        return table.c.id.in_(visible)
    if table.name == "imported":
        return table.c.deal_id.in_(visible)
    if table in HISTORY:
        return or_(own, and_(table.c.deal_id.in_(visible), table.c.voided_at.is_(None)))
    return own


def restore(
    session: Session,
    name: str,
    workspace_id: str,
    names: Sequence[str],
    cells: Iterable[Sequence[str]],
) -> int:
    """Puts a file's rows into its table, with the numbers they had; returns how many.

    Raises ValueError for a file that no export wrote.
    """
    in_bulk(session)
    table = tables.Base.metadata.tables[name]
    readers = [_reader_of(table, column) for column in names]
    total, batch = 0, []
    for line in cells:
        if len(line) != len(names):
            raise ValueError(f"{name}.csv: a row has {len(line)} cells instead of {len(names)}")
        batch.append(_values(table, workspace_id, readers, line))
        if len(batch) == CHUNK:
            total += _insert(session, table, batch)
            batch = []
    return total + _insert(session, table, batch)


def finish(session: Session) -> None:
    """PostgreSQL counts on from the numbers that were put in."""
    if dialect_of(session) != "postgresql":
        return
    for table in tables.Base.metadata.sorted_tables:
        if "id" in table.c and table.name != "workspaces":
            highest = select(func.coalesce(func.max(table.c.id), 1)).scalar_subquery()
            used = select(func.count(table.c.id) > 0).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, "id")
            session.execute(select(func.setval(sequence, highest, used)))


def is_empty(session: Session) -> bool:
    """Whether no workspace was ever here."""
    return session.execute(select(func.count()).select_from(tables.workspaces)).scalar_one() == 0


def _written(session: Session, name: str, statement: Select[Any]) -> Iterator[list[str]]:
    table = tables.Base.metadata.tables[name]
    writers = [_writer_of(table, column) for column in header(name)]
    result = session.execute(statement.execution_options(yield_per=CHUNK))
    for row in result:
        yield [write(value) for write, value in zip(writers, row, strict=True)]


@cache
def _shape(name: str) -> Select[Any]:
    table = tables.Base.metadata.tables[name]
    order = table.c.id if "id" in table.c else None
    keys = [order] if order is not None else list(table.primary_key.columns)
    if name != "deals":
        return select(*_columns(table)).order_by(*keys)
    named = {
        column: table.c[RENAMED.get(column, column)] for column in header(name) if column != "owner"
    }
    owner = (
        select(tables.members.c.name)
        .where(
            tables.members.c.workspace_id == table.c.workspace_id,
            tables.members.c.id == table.c.owner_id,
        )
        .scalar_subquery()
    )
    return select(*(named.get(column, owner) for column in header(name))).order_by(*keys)


def _everything(name: str, workspace_id: str) -> Select[Any]:
    table = tables.Base.metadata.tables[name]
    mine = table.c.id if name == "workspaces" else table.c.workspace_id
    return _shape(name).where(mine == workspace_id)


def _kept(table: Table) -> bool:
    return not table.info.get("secret")


def _columns(table: Table) -> list[Column[Any]]:
    return [one for one in table.c if one.name != "workspace_id" and not is_secret(one)]


def _writer_of(table: Table, column: str) -> Callable[[Any], str]:
    if table.name == "deals" and column == "owner":
        return writer(tables.members.c.name)
    return writer(table.c[RENAMED.get(column, column)])


def _reader_of(table: Table, column: str) -> tuple[str, Callable[[str], Any]] | None:
    """The column that a header names, with its way of reading; None for the repeated owner."""
    if table.name == "deals" and column == "owner":
        return None
    name = RENAMED.get(column, column) if table.name == "deals" else column
    if name not in {one.name for one in _columns(table)}:
        raise ValueError(
            f"{table.name}.csv has a column “{column}” that this version does not know"
        )
    return name, reader(table.c[name])


def _values(
    table: Table,
    workspace_id: str,
    readers: Sequence[tuple[str, Callable[[str], Any]] | None],
    cells: Sequence[str],
) -> Mapping[str, Any]:
    values = {} if table.name == "workspaces" else {"workspace_id": workspace_id}
    for known, cell in zip(readers, cells, strict=True):
        if known is not None:
            name, read = known
            values[name] = read(cell)
    return values


def _insert(session: Session, table: Table, batch: Sequence[Mapping[str, Any]]) -> int:
    if batch:
        session.execute(insert(table), batch)
    return len(batch)
