"""The lists of many members, asked for at once, are those that the rules give for each of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert

from bot.usecases import morning
from bot.usecases.asking import Asking
from coaching.names import name_key
from coaching.people import Calendar, Cover, Member, Workspace
from coaching.policy import Policy, Window
from coaching.priority import daily_list
from storage import deals, tables
from storage.database import Database, Session, open_database
from storage.migrate import upgrade

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
TEAMS = ("T1", "T2")
SELLERS = 3
ZONES = ("UTC", "Europe/Lisbon", "Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu")
near = st.integers(-40, 40)
close = st.integers(-4, 1)
far = st.one_of(near, st.integers(-300, 300))


def day(ahead: int) -> date:
    return NOON.date() + timedelta(days=ahead)


def moments(most_days: int) -> st.SearchStrategy[datetime]:
    """Earlier moments, often close to a midnight somewhere."""
    minutes = st.integers(0, most_days * 24 * 60)
    close = st.builds(lambda d, m: d * 1440 + m, st.integers(0, most_days), st.integers(-2, 2))
    return st.one_of(minutes, close).map(lambda ago: NOON - timedelta(minutes=max(ago, 0)))


def maybe(one: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(st.none(), one)


rows = st.fixed_dictionaries(
    {
        "owner": st.integers(0, SELLERS - 1),
        "team": st.sampled_from(TEAMS),
        "name": st.sampled_from(("Acme", "Éclair", "eclair", "Zebra", "ärger", "Øre", "中")),
        "stage": st.sampled_from(("lead", "suspect", "prospect", *["opportunity"] * 4, "customer")),
        "amount": maybe(st.sampled_from((Decimal(0), Decimal("10.5"), Decimal(9000)))),
        "currency": st.sampled_from(("USD", "EUR")),
        "decision_on": maybe(far.map(day)),
        "step_on": st.none() | (close | near).map(day),
        "outcome": st.sampled_from((None, None, None, None, "won")),
        "entered_stage_at": moments(200),
        "last_touch_at": maybe(moments(4) | moments(120)),
        "last_touch_kind": st.sampled_from(("mail", "call", "message")),
        "last_touch_direction": st.sampled_from(("in", "out")),
        "last_touch_signal": st.sampled_from((None, None, None, "price")),
        "snoozed_until": st.sampled_from((None, None, None, -1, 0, 1, 9)).map(
            lambda n: None if n is None else day(n)
        ),
        "parked": st.sampled_from((False, False, True)),
        "parked_until": st.sampled_from((None, -9, -2, -1, 0, 0, 1)).map(
            lambda n: None if n is None else day(n)
        ),
    }
)
windows = st.builds(Window, st.integers(0, 40), st.integers(0, 60), st.just(1), st.just(7))
policies = st.one_of(
    st.just(Policy()),
    st.builds(
        Policy,
        table_days=st.integers(0, 60),
        fridge_days=st.integers(0, 200),
        table=windows,
        fridge=windows,
        freezer=windows,
        late_decision_days=st.integers(0, 30),
        list_rows=st.integers(0, 10),
        table_share=st.integers(0, 100),
    ),
)
some = (frozenset(range(5)), frozenset({0}), frozenset({5}), frozenset())
weeks = st.sampled_from(some) | st.frozensets(st.integers(0, 6))
off = st.frozensets(near.map(day), max_size=8)


@st.composite
def askers(draw: st.DrawFn) -> list[Asking]:
    """Three sellers of each workspace, the first of whom may stand in for the second."""
    now = NOON + timedelta(minutes=draw(st.integers(0, 1440)))
    found = []
    for t, team in enumerate(TEAMS):
        workspace = Workspace(team, team, currency="USD", policy=draw(policies))
        for number in range(SELLERS):
            id = t * SELLERS + number + 1
            zone = draw(st.sampled_from(ZONES))
            member = Member(id, team, f"U{id}", f"Seller {id}", zone, working_days=draw(weeks))
            covers = number == 0 and draw(st.booleans())
            cover = (Cover(id + 1, "Second", day(-90), day(90)),) if covers else ()
            found.append(Asking(member, workspace, now, calendar=Calendar(draw(off), cover)))
    return found


def store(session: Session, found: list[dict]) -> None:
    kept = []
    for number, row in enumerate(found, 1):
        team = row.pop("team")
        owner = TEAMS.index(team) * SELLERS + row.pop("owner") + 1
        currency = row["currency"] if row["amount"] is not None else None
        values = {**row, "currency": currency, "name_key": name_key(row["name"])}
        known = {"id": number, "workspace_id": team, "owner_id": owner, "created_at": NOON}
        if row["last_touch_at"] is None:
            values |= dict.fromkeys(
                ("last_touch_kind", "last_touch_direction", "last_touch_signal")
            )
        kept.append({**values, **known})
    if kept:
        session.execute(insert(tables.deals), kept)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def peopled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """Two workspaces with three sellers each, and no deals."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('morning') / 'deals.db'}"
    else:
        url = request.getfixturevalue("postgres").fresh_database()
    database = open_database(url)
    upgrade(database)
    with database.everywhere.begin() as session:
        for team in TEAMS:
            values = {"id": team, "name": team, "created_at": NOON}
            session.execute(insert(tables.workspaces).values(**values))
            for number in range(SELLERS):
                id = TEAMS.index(team) * SELLERS + number + 1
                session.execute(
                    insert(tables.members).values(
                        id=id, workspace_id=team, slack_id=f"U{id}", name=f"Seller {id}",
                        zone="UTC", list_at=time(8, 30), working_days=frozenset(range(5)),
                        role="seller", created_at=NOON,
                    )
                )  # fmt: skip
    yield database
    database.close()


@contextmanager
def undone(database: Database) -> Iterator[Session]:
    """A transaction of which nothing is kept."""
    with database.everywhere.begin() as session, session.begin_nested() as kept:
        yield session
        kept.rollback()


@settings(max_examples=120, suppress_health_check=list(HealthCheck))
@given(found=st.lists(rows, max_size=5) | st.lists(rows, min_size=40, max_size=60), asked=askers())
def test_lists_asked_for_together_are_those_of_each_alone(
    peopled: Database, found: list[dict], asked: list[Asking]
) -> None:
    with undone(peopled) as session:
        store(session, [dict(row) for row in found])
        together = morning.build(session, asked)
        for asking in asked:
            member, workspace = asking.member, asking.workspace
            theirs = deals.open_of_all(session, workspace.id, asking.owners, member.zone)
            alone = daily_list(theirs, asking.today, workspace.policy, asking.workdays, "USD")
            one = together[member.id]
            assert [r.deal for r in one.rows] == [r.deal for r in alone.rows]
            assert one.rows == alone.rows
            assert (one.more, one.open_deals) == (len(alone.more), len(theirs))


def test_however_many_members_there_are_two_questions_are_asked(peopled: Database) -> None:
    workspace = Workspace("T1", "T1")
    lead = {
        "team": "T1", "owner": 0, "name": "A", "stage": "lead", "amount": None, "currency": None,
        "last_touch_at": None, "entered_stage_at": NOON,
    }  # fmt: skip
    asked: list[str] = []
    with undone(peopled) as session:
        store(session, [lead, {**lead, "owner": 1}, {**lead, "owner": 2}])

        def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
            asked.append(statement)

        event.listen(session, "before_cursor_execute", note)
        askings = [Asking(Member(n, "T1", f"U{n}", "x", "UTC"), workspace, NOON) for n in (1, 2, 3)]
        assert {one.open_deals for one in morning.build(session, askings).values()} == {1}
        assert len(asked) == 2
