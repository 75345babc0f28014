"""The same delivery is written once; the same words again are written, and said to be so."""

import pytest

from bot.usecases import writing
from bot.usecases.writing import Repeated
from coaching.errors import Refusal
from tests.bot.usecases.office import Office, Seller

TABLES = ("deals", "audit", "touches", "stage_moves", "close_date_moves")
LINES = [
    'log acme call "x" then fri',
    'next acme "legal" fri',
    "move acme prospect",
    "date acme 30 june",
    "won acme",
    "park acme",
    "snooze acme 3d",
    "add Globex 12k close june",
]


@pytest.fixture(autouse=True)
def _deal(anna: Seller) -> None:
    anna.says("add Acme")


@pytest.mark.parametrize("line", LINES)
def test_a_second_copy_of_a_delivery_writes_nothing(
    office: Office, anna: Seller, line: str
) -> None:
    anna.says(line, delivery="one")
    before = {table: office.count(table) for table in TABLES}
    with pytest.raises((Repeated, Refusal)):
        anna.says(line, delivery="one")
    assert {table: office.count(table) for table in TABLES} == before
    with office.database.everywhere.read() as session:
        assert writing.is_stored(session, anna.asking(line, delivery="one"))
        assert not writing.is_stored(session, anna.asking(line, delivery="two"))


def test_a_second_copy_of_an_undo_takes_back_nothing_more(office: Office, anna: Seller) -> None:
    anna.says("log acme call")
    anna.says("log acme mail")
    anna.undoes(delivery="one")
    with pytest.raises(Repeated):
        anna.undoes(delivery="one")
    assert [touch.kind for touch in office.history("touches")] == ["call"]


def test_one_delivery_of_two_workspaces_is_two(office: Office, anna: Seller) -> None:
    other = Office(office.database, f"{office.workspace_id}B")
    anna.says("log acme call", delivery="one")
    other.anna.says("add Acme", delivery="one")
    assert (office.count("touches"), other.count("deals")) == (1, 1)


def test_the_same_words_within_a_minute_are_written_again_and_told(
    office: Office, anna: Seller
) -> None:
    assert not anna.says('log acme call "x"').retyped
    office.passes(seconds=60)
    assert anna.says('LOG acme  call "x"').retyped
    assert len(office.history("touches")) == 2


def test_the_same_words_after_a_minute_are_no_slip(office: Office, anna: Seller) -> None:
    anna.says('log acme call "x"')
    office.passes(seconds=61)
    assert not anna.says('log acme call "x"').retyped


def test_the_same_words_of_somebody_else_are_no_slip(office: Office, anna: Seller) -> None:
    office.ben.says("add Globex")
    assert not anna.says("add Globex").retyped


def test_words_that_were_taken_back_can_be_said_again(anna: Seller) -> None:
    first = anna.says('log acme call "x"')
    anna.undoes(first)
    assert not anna.says('log acme call "x"').retyped


def test_a_deal_added_twice_in_a_minute_is_there_twice_until_undone(anna: Seller) -> None:
    anna.says("add Globex")
    again = anna.says("add Globex")
    assert again.retyped
    anna.undoes(again)
    assert anna.finds("globex") == ("Globex", "")
