"""Undo: the deal stands as if the change had never been; nothing else moves."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.usecases import settling, undoing
from coaching.deals import Stage, Step
from coaching.errors import Refusal
from coaching.people import Role
from storage import settings, tables
from tests.bot.usecases.office import Office, Seller

VERBS = [
    'log acme call "x"',
    'log acme mail "x" in then fri "send SOC 2"',
    'note acme "x"',
    'next acme "legal" fri 10am',
    "next acme none",
    "move acme short list",
    "move acme suspect",
    "date acme 30 september",
    "date acme none",
    "won acme",
    "won acme 14.5k yesterday",
    "won acme EUR 14k",
    'lost acme to Globex "price"',
    'lost acme no decision "budget"',
    'letgo acme "no"',
    "park acme",
    "park acme until june",
    "wake acme",
]


@pytest.fixture
def acme(office: Office, anna: Seller) -> int:
    """A deal with something in every field, and a past."""
    added = anna.says("add Acme 12,000.50 close 30 june source fair product Pro segment SMB")
    anna.says("move acme prospect")
    office.passes(days=1)
    anna.says('log acme demo "liked it" in with Dana then thu "send the offer"')
    office.passes(days=1)
    anna.says("park acme until may")
    office.passes(days=1)
    return added.deal.id


@pytest.mark.parametrize("line", VERBS)
def test_every_change_can_be_taken_back_to_the_last_field(
    office: Office, anna: Seller, acme: int, line: str
) -> None:
    before = office.row(acme)
    history = {table: office.history(table) for table in ("touches", "stage_moves")}
    change = anna.says(line)
    office.passes(minutes=10)
    undone = anna.undoes(change)
    assert office.row(acme) == before
    assert {table: office.history(table) for table in history} == history
    assert (undone.verb, undone.name) == (change.verb, "Acme")


def test_a_snooze_can_be_taken_back(office: Office, anna: Seller, acme: int) -> None:
    anna.says("wake acme")
    before = office.row(acme)
    anna.undoes(anna.says("snooze acme 3d"))
    assert office.row(acme) == before


def test_undoing_keeps_what_was_written_as_void(office: Office, anna: Seller, acme: int) -> None:
    written = office.count("touches")
    change = anna.says("log acme call")
    anna.undoes(change)
    assert office.count("touches") == written + 1


def test_undo_alone_takes_back_the_newest_change_and_then_the_one_before(
    office: Office, anna: Seller, acme: int
) -> None:
    start = office.row(acme)
    anna.says("log acme call")
    middle = office.row(acme)
    anna.says("move acme opportunity")
    anna.undoes()
    assert office.row(acme) == middle
    anna.undoes()
    assert office.row(acme) == start
    with pytest.raises(Refusal, match="nothing of yours to undo"):
        anna.undoes()


def test_a_later_change_of_the_same_field_is_kept(office: Office, anna: Seller, acme: int) -> None:
    first = anna.says("move acme suspect")
    anna.says("move acme opportunity")
    anna.undoes(first)
    assert anna.deal(acme).stage is Stage.OPPORTUNITY


def test_a_later_change_of_another_field_is_kept(office: Office, anna: Seller, acme: int) -> None:
    first = anna.says("date acme 30 september")
    anna.says("move acme opportunity")
    anna.undoes(first)
    deal = anna.deal(acme)
    assert (deal.decision_on, deal.stage) == (date(2026, 6, 30), Stage.OPPORTUNITY)


def test_a_step_reworded_later_keeps_its_day(anna: Seller, acme: int) -> None:
    first = anna.says('next acme "legal" fri')
    anna.says('next acme "legal and security" fri')
    anna.undoes(first)
    assert anna.deal(acme).step == Step(date(2026, 3, 20), "legal and security")


def test_what_was_set_twice_stands_until_both_are_undone(
    office: Office, anna: Seller, acme: int
) -> None:
    before = office.row(acme)
    anna.says("wake acme")
    start = office.row(acme)
    first, second = anna.says("park acme"), anna.says("park acme")
    anna.undoes(first)
    assert anna.deal(acme).parked
    anna.undoes(second)
    assert office.row(acme) == start
    anna.undoes()
    assert office.row(acme) == before


def test_changes_undone_in_the_order_they_were_made_leave_nothing(
    office: Office, anna: Seller, acme: int
) -> None:
    before = office.row(acme)
    lines = (
        "move acme suspect",
        "move acme short list",
        "won acme 20k",
    )
    changes = [anna.says(line) for line in lines]
    for change in changes:
        anna.undoes(change)
    assert office.row(acme) == before


def test_undoing_an_older_touch_leaves_the_newer_as_the_last(
    office: Office, anna: Seller, acme: int
) -> None:
    anna.says("next acme none")
    older = anna.says("log acme call")
    office.passes(minutes=5)
    anna.says("log acme mail")
    newest = office.row(acme)
    anna.undoes(older)
    assert office.row(acme) == newest


def test_a_step_that_a_touch_completed_comes_back_with_undo(
    office: Office, anna: Seller, acme: int
) -> None:
    agreed = anna.deal(acme).step
    change = anna.says("log acme call")
    assert change.deal.step is None
    anna.undoes(change)
    assert anna.deal(acme).step == agreed == Step(date(2026, 3, 12), "send the offer")


class TestAnAddedDeal:
    def test_is_gone_when_adding_it_is_undone(self, office: Office, anna: Seller) -> None:
        added = anna.says("add Globex close june")
        undone = anna.undoes(added)
        assert (undone.verb, undone.deal) == ("add", None)
        assert not office.history("stage_moves")
        assert not office.history("close_date_moves")
        anna.says("add Globex")

    def test_stays_when_it_was_worked_on_since(self, office: Office, anna: Seller) -> None:
        added = anna.says("add Globex")
        touched = anna.says("log globex call")
        with pytest.raises(Refusal, match="has been worked on") as refused:
            anna.undoes(added)
        assert refused.value.suggestions[0].command == f"show #{added.deal.id}"
        anna.undoes(touched)
        anna.undoes(added)

    def test_takes_nothing_with_it_that_was_done_to_others(
        self, office: Office, anna: Seller, acme: int
    ) -> None:
        before = office.row(acme)
        anna.undoes(anna.says("add Globex"))
        assert office.row(acme) == before


class TestUndoIsRefused:
    def refuses(self, anna: Seller, change: Any, says: str) -> None:
        with pytest.raises(Refusal, match=says):
            anna.undoes(change)

    def test_after_ten_minutes(self, office: Office, anna: Seller, acme: int) -> None:
        change = anna.says("log acme call")
        office.passes(minutes=10, seconds=1)
        self.refuses(anna, change, "Undo works for 10 minutes")
        self.refuses(anna, None, "nothing of yours to undo")

    def test_the_second_time(self, anna: Seller, acme: int) -> None:
        change = anna.says("log acme call")
        anna.undoes(change)
        self.refuses(anna, change, "undone already")

    def test_to_anybody_else_even_an_admin(self, office: Office, anna: Seller, acme: int) -> None:
        change = anna.says("log acme call")
        for other in (office.ben, office.ada):
            self.refuses(other, change, "not yours to undo")
            self.refuses(other, None, "nothing of yours to undo")
        assert len(office.history("touches")) == 2

    def test_for_a_change_of_another_workspace(
        self, office: Office, anna: Seller, acme: int
    ) -> None:
        other = Office(office.database, f"{office.workspace_id}B")
        self.refuses(other.anna, anna.says("log acme call"), "not yours to undo")

    def test_for_an_undo_a_setting_and_what_never_was(
        self, office: Office, anna: Seller, acme: int
    ) -> None:
        anna.undoes(anna.says("log acme call"))
        with office.database.everywhere.begin() as session:
            settling.set_one(session, anna.asking(), "hour", "9:00")
        for number in range(max(row.id for row in audit_of(office)) + 2):
            with pytest.raises(Refusal), office.database.everywhere.begin() as session:
                undoing.undo(session, office.ben.asking(), number)
        for row in audit_of(office):
            if row.verb in ("undo", "settings hour"):
                self.refuses(anna, row.id, "not yours to undo")


def audit_of(office: Office) -> list[Any]:
    """Every entry of the workspace's record."""
    mine = tables.audit.c.workspace_id == office.workspace_id
    with office.database.everywhere.read() as session:
        return list(session.execute(select(tables.audit).where(mine)))


def test_a_workspace_may_give_undo_another_time(office: Office, anna: Seller, acme: int) -> None:
    with office.database.everywhere.begin() as session:
        settings.store(session, office.workspace_id, "undo_minutes", 60, office.now)
    change = anna.says("log acme call")
    office.passes(minutes=60)
    anna.undoes(change)


def test_an_admin_can_undo_their_own_change_to_a_sellers_deal(
    office: Office, anna: Seller, acme: int
) -> None:
    before = office.row(acme)
    office.ada.becomes(Role.ADMIN)
    office.ada.undoes(office.ada.says("move acme opportunity"))
    assert office.row(acme) == before
