"""Two workspaces that have everything alike: names, Slack ids, deliveries, letters."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select, update

from coaching.buyers import Buyer, Part
from coaching.deals import Direction, Stage, Touch, TouchKind
from coaching.exchange import Exchange
from coaching.facts import FactKind
from coaching.kept import Answer, Kept, Sort
from coaching.money import Money
from coaching.numbers.periods import Period
from coaching.people import Member, Role
from storage import (
    audit,
    calendars,
    deals,
    history,
    knowledge,
    members,
    moments,
    outbox,
    products,
    sending,
    settings,
    spending,
    suggestions,
    tables,
    texts,
)
from storage.audit import Action
from storage.database import Database, Session
from storage.history import Entry, StageMove
from storage.numbers import calls
from storage.outbox import Letter
from storage.products import Product
from storage.sending import Claim
from storage.spending import Noted, Spend, Target

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
WEEK = timedelta(days=7)
EVERY_DAY = frozenset(range(7))
OURS, THEIRS = "T1", "T2"
MARK = " OTHER"


@dataclass(frozen=True)
class Side:
    """One workspace; its deal, people and texts say “marked” where they are told apart."""

    workspace: str
    member: Member
    deal: int
    action: Action
    entry: Entry
    letter: Letter
    claim: Claim
    outbox: int


def side(session: Session, workspace: str, mark: str) -> Side:
    """A workspace with one member, one deal worked on once, and one letter on its way."""
    members.add_workspace(session, workspace, f"Acorn{mark}", NOW)
    members.add(
        session, workspace, NOW, slack_id="U1", name=f"Anna{mark}", zone="UTC",
        list_at=time(8, 30), working_days=EVERY_DAY, role=Role.ADMIN, read_at=NOW,
    )  # fmt: skip
    member = members.by_slack_id(session, workspace, "U1")
    assert member is not None
    number = deals.add(
        session, workspace, owner_id=member.id, name=f"Acme{mark}", stage=Stage.OPPORTUNITY,
        created_at=NOW, entered_stage_at=NOW, parked=False, amount=Decimal(10), currency="USD",
    )  # fmt: skip
    entry = worked_on(session, workspace, member, number, mark)
    action = audit.by_id(session, workspace, entry.action_id)
    assert action is not None
    session.execute(
        update(tables.deals).where(tables.deals.c.id == number).values(decision_on=TODAY)
    )
    settings.store(session, workspace, "currency", "EUR" if mark else "USD", NOW)
    settings.store(session, workspace, "list_rows", 9 if mark else 8, NOW)
    moments.put(
        session, workspace, moments.DAILY_LIST, "1", next_at=NOW, local_date=TODAY,
        zone=f"UTC{mark}", local_time=time(8, 30), working_days=EVERY_DAY,
    )  # fmt: skip
    session.execute(
        insert(tables.imported),
        {"workspace_id": workspace, "deal_id": number, "origin": "o", "key": "1", "said": {}},
    )
    calendars.add(session, workspace, member.id, "away", (TODAY, TODAY + WEEK), NOW)
    suggested = Kept(0, member.id, TODAY, Sort.PLAY, "candy", f"candy{mark}", number)
    kept = replace(suggested, id=suggestions.add(session, workspace, suggested, NOW))
    suggestions.answer(session, workspace, kept, Answer.USEFUL, NOW, entry.action_id)
    texts.keep(session, workspace, "plays", [{"id": f"candy{mark}"}], NOW)
    letter = Letter(workspace, "daily_list", "1", TODAY)
    outbox.put(session, {letter: NOW})
    (claim,) = sending.claim(session, NOW, timedelta(minutes=2), 10)
    sending.freeze(session, claim, f"D1{mark}", {"said": f"hello{mark}"})
    return Side(workspace, member, number, action, entry, letter, claim, claim.id)


def worked_on(session: Session, workspace: str, member: Member, deal: int, mark: str) -> Entry:
    """One action that touches the deal, moves it and pushes its date."""
    number = audit.append(
        session, workspace, member_id=member.id, deal_id=deal, verb="log", at=NOW,
        dedupe_key="delivery", fingerprint="words", changes={"reason": [None, f"why{mark}"]},
    )  # fmt: skip
    assert number is not None
    entry = Entry(workspace, deal, member.id, number, NOW)
    touch = Touch(0, deal, TouchKind.CALL, Direction.OUT, NOW, f"said{mark}", "Dana")
    history.add_touch(session, entry, touch)
    if mark:
        history.add_touch(session, entry, touch)
    move = StageMove(NOW, Stage.LEAD, Stage.OPPORTUNITY, None, f"x{mark}", None, None)
    history.add_stage_move(session, entry, move)
    history.add_close_date_move(
        session, entry, date(2026, 4, 1), date(2027 if mark else 2026, 5, 1)
    )
    learnt(session, entry, mark)
    return entry


def learnt(session: Session, entry: Entry, mark: str) -> None:
    """What is known of the buyer, and a month's spend and a quarter's target beside it."""
    dana = Buyer("Dana", f"CFO{mark}", frozenset({Part.DECIDES}), ("Anna",), None)
    knowledge.add_buyers(session, entry, [dana])
    knowledge.add_facts(session, entry, {FactKind.PROBLEM: f"slow{mark}"})
    knowledge.add_exchange(session, entry, Exchange(True, f"deck{mark}", NOW))
    quarter = Period(date(2026, 1, 1), date(2026, 3, 31), "Q1 2026")
    calls.add_call(session, entry, True, f"sure{mark}", quarter)
    noted = Noted(entry.workspace_id, entry.member_id, entry.action_id, NOW)
    ten = Money(Decimal(10), "EUR" if mark else "USD")
    spending.add_spend(session, noted, Spend(f"google{mark}", date(2026, 3, 1), ten))
    products.add(
        session,
        entry.workspace_id,
        entry.action_id,
        NOW,
        [Product(f"Pro{mark}", ten, Decimal("0.5"))],
    )
    period = (date(2026, 1, 1), date(2026, 3, 31))
    spending.add_target(session, noted, Target(entry.member_id, *period, ten))
    year = date(2027 if mark else 2026, 12, 31)
    spending.add_target(session, noted, Target(None, period[0], year, ten))


def everything_of(session: Session, workspace: str) -> dict[str, list[Any]]:
    """Every row of a workspace, table by table."""
    found = {}
    for table in tables.Base.metadata.sorted_tables:
        if table.name == "install_states":
            continue
        column = table.c.id if table.name == "workspaces" else table.c.workspace_id
        rows = session.execute(select(table).where(column == workspace))
        found[table.name] = sorted(map(repr, rows))
    return found


class InVain(Exception):
    """Ends a transaction that is not to be kept."""


@contextmanager
def in_vain(lent: Database) -> Iterator[Session]:
    """A transaction that is taken back at the end."""
    with suppress(InVain), lent.begin() as session:
        yield session
        raise InVain
