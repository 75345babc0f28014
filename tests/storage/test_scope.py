"""Nothing that one workspace asks or changes reaches another one's rows."""

import inspect
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, NoResultFound

from storage import (
    audit,
    calendars,
    changes,
    deals,
    drift,
    history,
    identity,
    knowledge,
    members,
    moments,
    nudges,
    outbox,
    portfolios,
    products,
    sending,
    settings,
    spending,
    stories,
    suggestions,
    tempo,
    texts,
    week,
)
from storage.database import Database
from storage.numbers import acquisition, calls, forecast, funnel, rates, rows, slips
from tests.storage import drives_of_files as files
from tests.storage import drives_of_installs as doors
from tests.storage.drives import CHANGE_OURS, CHANGE_THEIRS, LOOK_ALIKE, LOOK_FOR_THEIRS
from tests.storage.world import MARK, OURS, THEIRS, Side, everything_of, in_vain

MODULES = (
    audit, calendars, changes, deals, drift, history, identity, knowledge, members, moments,
    nudges, outbox, portfolios, products, sending, settings, spending, stories, suggestions, tempo,
    texts, week,
    acquisition, calls, forecast, funnel, rates, rows, slips,
)  # fmt: skip
NO_WORKSPACE = {
    "changes.as_row", "changes.difference", "changes.touch_fields",
    "calendars.holidays_of", "deals.as_deal", "deals.seen", "knowledge.as_buyer",
    "members.from_row", "outbox.letter_of", "settings.assembled",
    "numbers.calls.of_period", "numbers.forecast.has_redlines", "numbers.rates.totals",
}  # fmt: skip
"""Functions of values, which read no database."""
ALL_WORKSPACES = {
    "members.claim_to_read",
    "moments.any_due",
    "moments.claim_due",
    "moments.earliest",
    "outbox.backlog",
    "outbox.counts",
    "outbox.set_aside",
    "sending.claim",
    "sending.stopped",
}
"""What the clock and the operator ask, of all workspaces on purpose."""
NIL: tuple[Any, ...] = (None, [], {}, set(), False, 0)


for every, of_files in (
    (LOOK_FOR_THEIRS, files.LOOK_FOR_THEIRS),
    (LOOK_ALIKE, files.LOOK_ALIKE),
    (CHANGE_OURS, files.CHANGE_OURS),
    (CHANGE_THEIRS, files.CHANGE_THEIRS),
):
    every.update(of_files)
LOOK_ALIKE.update(doors.LOOK_ALIKE)
CHANGE_OURS.update(doors.CHANGE_OURS)


@pytest.mark.parametrize("name", LOOK_FOR_THEIRS)
def test_their_numbers_mean_nothing_here(name: str, two: tuple[Database, Side, Side]) -> None:
    database, us, them = two
    with in_vain(database.everywhere) as session:
        assert LOOK_FOR_THEIRS[name](session, us, them) in NIL
    with in_vain(database.everywhere) as session:
        assert LOOK_FOR_THEIRS[name](session, us, us) not in NIL


@pytest.mark.parametrize("name", LOOK_ALIKE)
def test_of_what_both_have_only_ours_is_given(name: str, two: tuple[Database, Side, Side]) -> None:
    database, us, them = two
    with in_vain(database.everywhere) as session:
        found = LOOK_ALIKE[name](session, us, them)
    assert found not in NIL
    assert MARK not in repr(found)
    assert THEIRS not in repr(found)
    assert "2027" not in repr(found)


@pytest.mark.parametrize("name", CHANGE_OURS)
def test_a_change_of_ours_leaves_theirs(name: str, two: tuple[Database, Side, Side]) -> None:
    database, us, them = two
    with in_vain(database.everywhere) as session:
        ours, theirs = everything_of(session, OURS), everything_of(session, THEIRS)
        CHANGE_OURS[name](session, us, them)
        assert everything_of(session, THEIRS) == theirs
        assert everything_of(session, OURS) != ours or name in NEW_ELSEWHERE


NEW_ELSEWHERE = {"members.add_workspace", "outbox.put"}
"""What adds a workspace of its own, and what finds its letter there already."""


@pytest.mark.parametrize("name", CHANGE_THEIRS)
def test_theirs_cannot_be_changed_from_here(name: str, two: tuple[Database, Side, Side]) -> None:
    database, us, them = two
    with in_vain(database.everywhere) as session:
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
        for module in (*MODULES, *files.MODULES, *doors.MODULES)
        for name, thing in vars(module).items()
        if inspect.isfunction(thing) and thing.__module__ == module.__name__ and name[0] != "_"
    }
    of_none = files.NOT_OF_ONE | doors.NOT_OF_ONE
    assert there - driven == NO_WORKSPACE | ALL_WORKSPACES | of_none
    assert driven <= there
