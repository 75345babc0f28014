"""What is known of a deal's buyer: people, facts, what was given and asked. Only ever voided."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, Table, bindparam, insert, select

from coaching.buyers import Buyer, Part
from coaching.exchange import Exchange
from coaching.facts import Fact, FactKind
from storage import tables
from storage.database import Session
from storage.history import Entry
from storage.names import name_key


def _of_deal(table: Table) -> Select[Any]:
    """What stands of a deal, the oldest first."""
    standing = (
        table.c.workspace_id == bindparam("workspace"),
        table.c.deal_id == bindparam("deal"),
        table.c.voided_at.is_(None),
    )
    return select(table).where(*standing).order_by(table.c.id)


_BUYERS, _FACTS, _EXCHANGES = map(_of_deal, (tables.buyers, tables.facts, tables.exchanges))
_TOLD = tuple(
    select(table).where(
        table.c.workspace_id == bindparam("workspace"), table.c.action_id == bindparam("action")
    )
    for table in (tables.buyers, tables.facts, tables.exchanges)
)
_ADD_BUYERS, _ADD_FACTS, _ADD_EXCHANGE = map(
    insert, (tables.buyers, tables.facts, tables.exchanges)
)


def add_buyers(
    session: Session, entry: Entry, buyers: Iterable[Buyer], *, removed: bool = False
) -> None:
    """Keeps people as they are known from now on, or as no longer of the team."""
    rows = [
        {
            **_row(entry),
            "name": buyer.name,
            "name_key": name_key(buyer.name),
            "title": buyer.title,
            "parts": [part.value for part in buyer.ordered],
            "known_by": list(buyer.known_by),
            "channel": buyer.channel,
            "removed": removed,
        }
        for buyer in buyers
    ]
    if rows:
        session.execute(_ADD_BUYERS, rows)


def buyers(session: Session, workspace_id: str, deal_id: int) -> dict[str, Buyer]:
    """The buying team by the key of the name, in the order in which they became known."""
    found: dict[str, Buyer] = {}
    for row in session.execute(_BUYERS, {"workspace": workspace_id, "deal": deal_id}):
        if row.removed:
            found.pop(row.name_key, None)
        else:
            found[row.name_key] = as_buyer(row)
    return found


def add_facts(session: Session, entry: Entry, told: Mapping[FactKind, str | None]) -> None:
    """Keeps facts as they are known from now on; None makes one unknown again."""
    rows = [{**_row(entry), "kind": kind.value, "body": text} for kind, text in told.items()]
    if rows:
        session.execute(_ADD_FACTS, rows)


def facts(session: Session, workspace_id: str, deal_id: int) -> dict[FactKind, Fact]:
    """What is known of a deal, in the order of FactKind."""
    rows = session.execute(_FACTS, {"workspace": workspace_id, "deal": deal_id})
    newest = {FactKind(row.kind): row.body for row in rows}
    return {kind: Fact(kind, newest[kind]) for kind in FactKind if newest.get(kind)}


def add_exchange(session: Session, entry: Entry, exchange: Exchange) -> None:
    """Keeps what was given or asked."""
    row = {**_row(entry), "at": exchange.at, "gave": exchange.gave, "what": exchange.what}
    session.execute(_ADD_EXCHANGE, row)


def exchanges(session: Session, workspace_id: str, deal_id: int) -> list[Exchange]:
    """What was given and asked, oldest first."""
    rows = session.execute(_EXCHANGES, {"workspace": workspace_id, "deal": deal_id})
    return [Exchange(row.gave, row.what, row.at) for row in rows]


def of_action(
    session: Session, workspace_id: str, action_id: int
) -> tuple[Buyer | None, tuple[str, str | None] | None, Exchange | None]:
    """What one action told: a person, a fact (its kind and text), or something exchanged."""
    asked = {"workspace": workspace_id, "action": action_id}
    person, fact, traded = (session.execute(told, asked).first() for told in _TOLD)
    return (
        as_buyer(person) if person else None,
        (fact.kind, fact.body) if fact else None,
        Exchange(traded.gave, traded.what, traded.at) if traded else None,
    )


def as_buyer(row: Any) -> Buyer:
    """The person of a row."""
    parts = frozenset(Part(part) for part in row.parts)
    return Buyer(row.name, row.title, parts, tuple(row.known_by), row.channel)


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "workspace_id": entry.workspace_id,
        "deal_id": entry.deal_id,
        "member_id": entry.member_id,
        "action_id": entry.action_id,
        "at": entry.at,
    }
