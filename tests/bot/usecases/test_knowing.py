"""What is known of a buyer: kept as history, told on the card, and taken back whole."""

from collections.abc import Iterable

import pytest

from bot.usecases import knowing, showing
from bot.usecases.requests import Answers, DealWords
from coaching.buyers import Buyer, Part
from coaching.errors import Refusal
from coaching.facts import FactKind
from tests.bot.usecases.office import Seller


@pytest.fixture(autouse=True)
def _deals(anna: Seller) -> None:
    anna.says("add Acme stage opportunity")
    anna.says("add Acme Labs")


def known(anna: Seller, name: str = "acme") -> knowing.Known:
    """What the card of the deal knows."""
    with anna.office.database.everywhere.read() as session:
        return showing.card(session, anna.asking(), DealWords(name)).known


def texts(anna: Seller) -> dict[str, str]:
    return {fact.kind.value: fact.text for fact in known(anna).facts}


def asked(anna: Seller) -> set[object]:
    return {question.about for question in known(anna).questions}


def test_a_person_is_told_of_bit_by_bit(anna: Seller) -> None:
    anna.says("people acme add Dana CFO decides")
    anna.says("people acme add dana signs knows <@U0BEN|b> prefers phone")
    anna.says("people acme add Raj evaluates")
    dana, raj = known(anna).buyers
    both = frozenset({Part.DECIDES, Part.SIGNS})
    assert dana == Buyer("Dana", "CFO", both, ("Ben",), "phone")
    assert raj.parts == {Part.EVALUATES}
    assert known(anna, "acme labs").buyers == ()


def test_a_person_taken_off_comes_back_when_that_is_undone(anna: Seller) -> None:
    anna.says("people acme add Dana CFO decides")
    removed = anna.says("people acme remove DANA")
    assert known(anna).buyers == ()
    anna.undoes(removed)
    assert [buyer.name for buyer in known(anna).buyers] == ["Dana"]
    with pytest.raises(Refusal, match="I know nobody called “Raj” at Acme"):
        anna.says("people acme remove Raj")
    with pytest.raises(Refusal, match="already, just so"):
        anna.says("people acme add Dana decides")


def test_the_newest_word_on_a_fact_counts_and_undo_brings_back_the_older(anna: Seller) -> None:
    anna.says('fact acme problem "slow"')
    newer = anna.says('fact acme problem "wrong numbers"')
    assert texts(anna) == {"problem": "wrong numbers"}
    cleared = anna.says("fact acme problem none")
    assert texts(anna) == {}
    anna.undoes(cleared)
    anna.undoes(newer)
    assert texts(anna) == {"problem": "slow"}


def test_what_is_known_is_no_question_any_more(anna: Seller) -> None:
    before = asked(anna)
    anna.says('fact acme problem "slow"')
    anna.says("people acme add Dana decides")
    assert before - asked(anna) == {FactKind.PROBLEM, FactKind.POWER, Part.DECIDES}


def test_several_answers_are_one_change(anna: Seller) -> None:
    anna.says("people acme add Dana CFO signs")
    facts = {FactKind.IMPACT: "9 days", FactKind.FIT: "yes"}
    stored = anna.does(Answers(DealWords("acme"), facts, {Part.DECIDES: "dana, Raj and Kim"}))
    assert stored.noted == 3
    assert {buyer.name: buyer.parts for buyer in known(anna).buyers} == {
        "Dana": {Part.SIGNS, Part.DECIDES}, "Raj": {Part.DECIDES}, "Kim": {Part.DECIDES},
    }  # fmt: skip
    anna.undoes(stored)
    assert texts(anna) == {}
    assert [buyer.parts for buyer in known(anna).buyers] == [{Part.SIGNS}]
    with pytest.raises(Refusal, match="at least one answer"):
        anna.does(Answers(DealWords("acme")))


def test_given_twice_without_asking_is_counted(anna: Seller) -> None:
    counts = [
        anna.says(line).given
        for line in ("gave acme deck", 'gave acme "case study"', "asked acme their volumes")
    ]
    assert counts == [1, 2, 0]
    assert [(one.gave, one.what) for one in known(anna).exchanges] == [
        (True, "deck"), (True, "case study"), (False, "their volumes"),
    ]  # fmt: skip
    anna.undoes()
    assert len(known(anna).exchanges) == 2


def test_the_name_is_told_from_what_was_given(anna: Seller) -> None:
    assert anna.says("gave acme labs deck").deal.name == "Acme Labs"
    with pytest.raises(Refusal, match="I found Acme Labs, but not what you gave"):
        anna.says("gave acme labs")


def test_moving_names_what_is_open_there(anna: Seller) -> None:
    asked = {question.about for question in anna.says("move acme short list").questions}
    assert {FactKind.FUNDED, FactKind.PROBLEM, Part.SIGNS} <= asked
    assert FactKind.SELECTED not in asked


LINES = ["people acme add Dana decides", 'fact acme impact "x"', "gave acme deck", "asked acme x"]


@pytest.mark.parametrize("line", LINES)
def test_nothing_of_it_is_a_touch_or_changes_the_deal(anna: Seller, line: str) -> None:
    number = anna.says("add Zebra").deal.id
    before = anna.office.row(number)
    stored = anna.says(line.replace("acme", "zebra"))
    assert anna.office.row(number) == before
    assert anna.office.count("touches") == 0
    anna.undoes(stored)
    assert [*history(anna)] == []
    assert anna.office.row(number) == before


def history(anna: Seller) -> Iterable[object]:
    for table in ("buyers", "facts", "exchanges"):
        yield from anna.office.history(table)


@pytest.mark.parametrize("line", LINES)
def test_a_colleagues_deal_cannot_be_told_of(anna: Seller, line: str) -> None:
    with pytest.raises(Refusal, match="You have no deal called"):
        anna.office.ben.says(line.replace(" x", " “x”").replace(" deck", " “deck”"))
    assert [*history(anna)] == []
