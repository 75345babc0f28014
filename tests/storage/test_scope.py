"""Nothing that one workspace asks or changes reaches another one's rows."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError, NoResultFound

from coaching.deals import Direction, Stage, Touch, TouchKind
from storage import (
    audit,
    changes,
    deals,
    history,
    identity,
    members,
    moments,
    outbox,
    settings,
    tables,
    week,
)
from storage.database import Database, Session, open_database
from storage.deals import Filter, Sight
from storage.history import Entry, StageMove
from storage.migrate import upgrade
from storage.outbox import Status
from tests.storage.world import EVERY_DAY, NOW, TODAY, WEEK, Side, everything_of, in_vain, side

MODULES = (audit, changes, deals, history, identity, members, moments, outbox, settings, week)
NO_WORKSPACE = {
    "changes.as_row", "changes.difference", "changes.touch_fields", "deals.name_key",
    "members.from_row", "settings.assembled",
}  # fmt: skip
"""Functions of values, which read no database."""
ALL_WORKSPACES = {"moments.claim_due", "moments.earliest", "outbox.claim", "outbox.counts"}
"""What the clock and the operator ask, of all workspaces on purpose."""
MARK = " OTHER"
OURS, THEIRS = "T1", "T2"
HOUR = timedelta(hours=1)
NIL = (None, [], {}, False, 0)


def sight(owner: int | None = None) -> Sight:
    """What somebody of our workspace sees: all of it, or one owner's."""
    return Sight(OURS, None if owner is None else frozenset({owner}))


def forged(them: Side) -> Any:
    """Their claim under our name."""
    return replace(them.claim, letter=replace(them.letter, workspace_id=OURS))


def touch(them: Side) -> Touch:
    """A touch of their deal."""
    return Touch(0, them.deal, TouchKind.MAIL, Direction.IN, NOW, "x")


MOVE = StageMove(NOW, Stage.LEAD, Stage.SUSPECT, None, None, None, None)
Drive = Callable[[Session, Side, Side], Any]
LOOK_FOR_THEIRS: dict[str, Drive] = {
    "audit.by_id": lambda s, us, them: audit.by_id(s, OURS, them.action.id),
    "audit.of_deal": lambda s, us, them: audit.of_deal(s, OURS, them.deal),
    "audit.later_on_deal": lambda s, us, them: audit.later_on_deal(
        s, OURS, replace(them.action, id=0)
    ),
    "deals.by_id": lambda s, us, them: deals.by_id(s, sight(), them.deal, "UTC"),
    "deals.by_ids": lambda s, us, them: deals.by_ids(s, sight(), [them.deal], "UTC"),
    "deals.open_of": lambda s, us, them: deals.open_of(s, OURS, them.member.id, "UTC"),
    "history.last_touch": lambda s, us, them: history.last_touch(s, OURS, them.deal),
    "history.touches": lambda s, us, them: history.touches(s, OURS, them.deal, limit=9),
    "history.touch_of": lambda s, us, them: history.touch_of(s, OURS, them.action.id),
    "history.stage_moves": lambda s, us, them: history.stage_moves(s, OURS, them.deal, 9),
    "history.close_date_moves": lambda s, us, them: history.close_date_moves(s, OURS, them.deal, 9),
    "members.by_id": lambda s, us, them: members.by_id(s, OURS, them.member.id),
}
"""Our workspace asks by their numbers, and finds nothing."""
LOOK_ALIKE: dict[str, Drive] = {
    "audit.by_delivery": lambda s, us, them: audit.by_delivery(s, OURS, "delivery"),
    "audit.latest_undoable": lambda s, us, them: audit.latest_undoable(
        s, OURS, us.member.id, NOW - HOUR
    ),
    "deals.by_name": lambda s, us, them: deals.by_name(s, sight(), "Acme", "UTC"),
    "deals.by_names": lambda s, us, them: deals.by_names(s, sight(), ["Acme"], "UTC"),
    "deals.by_prefix": lambda s, us, them: deals.by_prefix(s, sight(), "a", "UTC"),
    "deals.names": lambda s, us, them: deals.names(s, sight(), closed=True),
    "deals.page": lambda s, us, them: deals.page(
        s, sight(), "UTC", Filter(text="acme", stage="opportunity"), offset=0, limit=9
    ),
    "identity.known": lambda s, us, them: identity.known(s, OURS, "U1", "words", "another"),
    "members.by_slack_id": lambda s, us, them: members.by_slack_id(s, OURS, "U1"),
    "moments.find": lambda s, us, them: moments.find(s, OURS, moments.DAILY_LIST, "1"),
    "outbox.exists": lambda s, us, them: outbox.exists(s, us.letter),
    "outbox.find_sent": lambda s, us, them: (
        outbox.mark_sent(s, us.claim, "D1", "1.0", NOW),
        outbox.find_sent(s, us.letter),
    ),
    "outbox.find_told": lambda s, us, them: (
        outbox.mark_sent(s, us.claim, "D1", "1.0", NOW),
        outbox.find_told(s, us.letter),
    ),
    "outbox.sent_since": lambda s, us, them: (
        outbox.mark_sent(s, us.claim, "D1", "1.0", NOW),
        outbox.sent_since(s, replace(us.letter, local_date=date(2026, 3, 11)), TODAY),
    ),
    "settings.workspace": lambda s, us, them: settings.workspace(s, OURS),
    "settings.policies": lambda s, us, them: settings.policies(s, [OURS])[OURS].list_rows == 8,
    "week.stage_moves": lambda s, us, them: week.stage_moves(s, OURS, NOW - WEEK, NOW + WEEK),
    "week.pushed": lambda s, us, them: week.pushed(s, OURS, NOW - WEEK, NOW + WEEK),
    "week.touches": lambda s, us, them: week.touches(s, OURS, NOW - WEEK, NOW + WEEK) == 1,
    "week.open_pipeline": lambda s, us, them: week.open_pipeline(s, OURS),
}
"""Both workspaces have what is asked for; only ours is given."""
CHANGE_OURS: dict[str, Drive] = {
    "audit.append": lambda s, us, them: audit.append(
        s, OURS, member_id=us.member.id, deal_id=us.deal, verb="x", at=NOW, undoes=us.action.id
    ),
    "deals.add": lambda s, us, them: deals.add(
        s, OURS, owner_id=us.member.id, name="Acme", stage="lead", created_at=NOW,
        entered_stage_at=NOW, parked=False,
    ),
    "members.add_workspace": lambda s, us, them: members.add_workspace(s, "T3", "x", NOW),
    "members.add": lambda s, us, them: members.add(
        s, OURS, NOW, slack_id="U2", name="x", zone="UTC", list_at=time(9),
        working_days=EVERY_DAY, role="seller",
    ),
    "moments.put": lambda s, us, them: moments.put(
        s, OURS, moments.DAILY_LIST, "1", next_at=NOW + HOUR, local_date=TODAY, zone="UTC",
        local_time=time(9), working_days=EVERY_DAY,
    ),
    "moments.remove": lambda s, us, them: moments.remove(s, OURS, moments.DAILY_LIST, "1"),
    "outbox.put": lambda s, us, them: outbox.put(s, {us.letter: NOW + HOUR}),
    "outbox.rearm": lambda s, us, them: outbox.rearm(s, us.letter, NOW + HOUR),
    "outbox.hold": lambda s, us, them: outbox.hold(s, OURS, NOW + HOUR),
    "settings.store": lambda s, us, them: settings.store(s, OURS, "currency", "GBP", NOW),
    "changes.revert": lambda s, us, them: changes.revert(
        s, OURS, our_deal(s, us), us.action, NOW, "UTC"
    ),
}  # fmt: skip
"""What is alike in both changes in ours."""
CHANGE_THEIRS: dict[str, Drive] = {
    "deals.change": lambda s, us, them: deals.change(s, OURS, them.deal, {"reason": "x"}, "UTC"),
    "history.void": lambda s, us, them: history.void(s, OURS, them.action.id, NOW),
    "history.add_touch": lambda s, us, them: history.add_touch(s, crossed(us, them), touch(them)),
    "history.add_stage_move": lambda s, us, them: history.add_stage_move(
        s, crossed(us, them), MOVE
    ),
    "history.add_close_date_move": lambda s, us, them: history.add_close_date_move(
        s, crossed(us, them), None, TODAY
    ),
    "members.change": lambda s, us, them: members.change(
        s, replace(them.member, workspace_id=OURS), name="x"
    ),
    "moments.advance": lambda s, us, them: moments.advance(
        s, [(replace(moment_of(s, THEIRS), workspace_id=OURS), TODAY, NOW + HOUR)]
    ),
    "outbox.still_ours": lambda s, us, them: outbox.still_ours(s, forged(them)),
    "outbox.freeze": lambda s, us, them: outbox.freeze(s, forged(them), "D9", {}),
    "outbox.mark_sent": lambda s, us, them: outbox.mark_sent(s, forged(them), "D9", "1", NOW),
    "outbox.put_back": lambda s, us, them: outbox.put_back(s, forged(them), NOW, "x", counts=True),
    "outbox.set_aside": lambda s, us, them: outbox.set_aside(s, forged(them), Status.FAILED, "x"),
    "outbox.change_content": lambda s, us, them: outbox.change_content(
        s, OURS, them.outbox, {"said": "x"}
    ),
}
"""Our workspace names their numbers, and changes nothing of theirs, or is refused."""


def our_deal(session: Session, us: Side) -> Any:
    """Our deal as it stands."""
    return deals.by_id(session, sight(), us.deal, "UTC")


def moment_of(session: Session, workspace: str) -> Any:
    """A workspace's due moment."""
    return moments.find(session, workspace, moments.DAILY_LIST, "1")


def crossed(us: Side, them: Side) -> Entry:
    """An entry of ours that points at their deal."""
    return Entry(OURS, them.deal, us.member.id, us.action.id, NOW)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def two(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, Side, Side]]:
    """A database with two workspaces, ours and theirs."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('scope') / 'deals.db'}"
    else:
        url = request.getfixturevalue("postgres").fresh_database()
    database = open_database(url)
    upgrade(database)
    with database.begin() as session:
        us, them = side(session, OURS, ""), side(session, THEIRS, MARK)
    yield database, us, them
    database.close()


@pytest.mark.parametrize("name", LOOK_FOR_THEIRS)
def test_their_numbers_mean_nothing_here(name: str, two: tuple[Database, Side, Side]) -> None:
    database, us, them = two
    with in_vain(database) as session:
        assert LOOK_FOR_THEIRS[name](session, us, them) in NIL
        assert LOOK_FOR_THEIRS[name](session, them, us) in NIL
    with in_vain(database) as session:
        assert LOOK_FOR_THEIRS[name](session, us, us) not in NIL


@pytest.mark.parametrize("name", LOOK_ALIKE)
def test_of_what_both_have_only_ours_is_given(name: str, two: tuple[Database, Side, Side]) -> None:
    database, us, them = two
    with in_vain(database) as session:
        found = LOOK_ALIKE[name](session, us, them)
    assert found not in NIL
    assert MARK not in repr(found)
    assert THEIRS not in repr(found)
    assert "2027" not in repr(found)


@pytest.mark.parametrize("name", CHANGE_OURS)
def test_a_change_of_ours_leaves_theirs(name: str, two: tuple[Database, Side, Side]) -> None:
    database, us, them = two
    with in_vain(database) as session:
        ours, theirs = everything_of(session, OURS), everything_of(session, THEIRS)
        CHANGE_OURS[name](session, us, them)
        assert everything_of(session, THEIRS) == theirs
        assert everything_of(session, OURS) != ours or name in NEW_ELSEWHERE


NEW_ELSEWHERE = {"members.add_workspace", "outbox.put"}
"""What adds a workspace of its own, and what finds its letter there already."""


@pytest.mark.parametrize("name", CHANGE_THEIRS)
def test_theirs_cannot_be_changed_from_here(name: str, two: tuple[Database, Side, Side]) -> None:
    database, us, them = two
    with in_vain(database) as session:
        theirs = everything_of(session, THEIRS)
        try:
            with session.begin_nested():
                found = CHANGE_THEIRS[name](session, us, them)
            assert found in NIL
        except (IntegrityError, LookupError, ValueError, NoResultFound):
            pass
        assert everything_of(session, THEIRS) == theirs


def test_every_function_of_storage_is_driven_here() -> None:
    driven = {*LOOK_FOR_THEIRS, *LOOK_ALIKE, *CHANGE_OURS, *CHANGE_THEIRS}
    there = {
        f"{module.__name__.removeprefix('storage.')}.{name}"
        for module in MODULES
        for name, thing in vars(module).items()
        if inspect.isfunction(thing) and thing.__module__ == module.__name__ and name[0] != "_"
    }
    assert there - driven == NO_WORKSPACE | ALL_WORKSPACES
    assert driven <= there


def test_every_table_but_the_workspaces_themselves_belongs_to_one() -> None:
    for table in tables.Base.metadata.sorted_tables:
        if table.name != "workspaces":
            assert not table.c.workspace_id.nullable, table.name


def test_every_reference_between_tables_carries_the_workspace() -> None:
    for table in tables.Base.metadata.sorted_tables:
        for reference in table.foreign_key_constraints:
            columns = set(reference.column_keys)
            assert "workspace_id" in columns, (table.name, columns)
            pointed = {column for column in table.c.keys() if column.endswith("_id")}
        referring = {key for fk in table.foreign_key_constraints for key in fk.column_keys}
        outside = {"slack_id", "client_msg_id"}
        if table.name != "workspaces":
            assert pointed - outside <= referring, table.name


REFERENCES = [
    (table, column)
    for table in tables.Base.metadata.sorted_tables
    for reference in table.foreign_key_constraints
    for column in reference.column_keys
    if column != "workspace_id"
]


@pytest.mark.parametrize(("table", "column"), REFERENCES, ids=lambda value: str(value))
def test_no_row_can_point_into_another_workspace(
    table: Any, column: str, two: tuple[Database, Side, Side]
) -> None:
    database, us, them = two
    numbers = {"owner_id": "member", "member_id": "member", "deal_id": "deal"}
    with in_vain(database) as session:
        rows = session.execute(table.select().where(table.c.workspace_id == OURS)).mappings()
        row = {**next(iter(rows)), "id": 10**6, "dedupe_key": None}
        kept = {name: value for name, value in row.items() if name in table.c}
        pointed = getattr(them, numbers.get(column, "action"))
        number = pointed if isinstance(pointed, int) else pointed.id
        with session.begin_nested():
            session.execute(insert(table).values(kept))
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(insert(table).values({**kept, "id": 10**6 + 1, column: number}))
