"""Which deal is meant: found exactly, found by its beginning, or asked for; never guessed."""

import pytest

from bot.usecases.finding import WhichDeal
from coaching.errors import Refusal
from tests.bot.usecases.office import Office, Seller


@pytest.fixture(autouse=True)
def _deals(anna: Seller) -> None:
    for name in ("Acme", "Acme Corp", "Blue Bottle", "Bluebird", "O'Neil & Sons", "Area 51"):
        anna.says(f'add "{name}"')


def asked(seller: Seller, words: str, **how: bool) -> WhichDeal:
    """The question that words are answered with."""
    with pytest.raises(WhichDeal) as refused:
        seller.finds(words, **how)
    return refused.value


def refused(seller: Seller, words: str, **how: bool) -> Refusal:
    """The plain no that words are answered with."""
    with pytest.raises(Refusal) as raised:
        seller.finds(words, **how)
    assert not isinstance(raised.value, WhichDeal)
    return raised.value


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Acme", "Acme"),
        ("ACME", "Acme"),
        ("acme  corp", "Acme Corp"),
        ("acme c", "Acme Corp"),
        ("blue", "Blue Bottle"),
        ("bluebi", "Bluebird"),
        ("o’neil", "O'Neil & Sons"),
        ("o'neil & sons", "O'Neil & Sons"),
        ("area", "Area 51"),
    ],
)
def test_a_name_or_its_only_beginning_finds_the_deal(anna: Seller, words: str, name: str) -> None:
    assert anna.finds(words) == (name, "")


def test_a_number_finds_the_deal_unless_one_is_called_so(anna: Seller) -> None:
    number = anna.says("add Zebra").deal.id
    assert anna.finds(f"#{number}") == ("Zebra", "")
    anna.says(f'add "#{number}"')
    assert anna.finds(f"#{number}") == (f"#{number}", "")


@pytest.mark.parametrize("words", ["#0", "#999999999999999999", "#99999999999999999999999", "#x"])
def test_a_number_that_is_none_finds_nothing(anna: Seller, words: str) -> None:
    with pytest.raises(Refusal):
        anna.finds(words)


def test_a_beginning_of_several_is_asked_about(anna: Seller) -> None:
    question = asked(anna, "a")
    assert [deal.name for deal in question.candidates] == ["Acme", "Acme Corp", "Area 51"]
    assert question.typed == "a"


def test_two_deals_of_one_name_are_asked_about(office: Office) -> None:
    office.ben.says("add Acme")
    assert [deal.name for deal in asked(office.ada, "acme").candidates] == ["Acme", "Acme"]


@pytest.mark.parametrize("words", ["acmee", "bleu bottle", "neil"])
def test_a_name_that_is_only_alike_is_asked_about_even_alone(anna: Seller, words: str) -> None:
    assert asked(anna, words).candidates


def test_nothing_alike_is_a_plain_no_that_says_how_to_go_on(anna: Seller) -> None:
    assert "`add xyzzy`" in refused(anna, "xyzzy").sentence


def test_a_percent_sign_and_an_underscore_are_no_wildcards(anna: Seller) -> None:
    for words in ("%", "_cme", "Acme%"):
        with pytest.raises(Refusal):
            anna.finds(words)


def test_many_longer_names_do_not_hide_the_one_whose_word_ends_there(anna: Seller) -> None:
    for letter in "abcdefghijkl":
        anna.says(f"add Zed{letter}")
    anna.says("add Zed Industries")
    assert anna.finds("zed") == ("Zed Industries", "")


def test_a_deal_of_somebody_else_does_not_exist(office: Office, anna: Seller) -> None:
    number = office.ben.says("add Secret Plan").deal.id
    for words in ("Secret Plan", "secret", "Secret Pla", f"#{number}", "Secret Planet"):
        with pytest.raises(Refusal) as raised:
            anna.finds(words)
        opening = "You have no such deal" if "#" in words else f"You have no deal called “{words}”."
        assert raised.value.sentence.startswith(opening)
        assert "#" not in raised.value.sentence
        assert "Secret Plan" not in raised.value.sentence.replace(words, "")
        assert all(deal.name != "Secret Plan" for deal in getattr(raised.value, "candidates", ()))
    assert office.ada.finds("secret") == ("Secret Plan", "")


def test_a_deal_that_was_taken_back_does_not_exist(anna: Seller) -> None:
    added = anna.says("add Zebra")
    anna.undoes(added)
    for words in ("Zebra", f"#{added.deal.id}"):
        with pytest.raises(Refusal):
            anna.finds(words)


class TestClosedDeals:
    def test_can_be_shown_and_not_changed(self, anna: Seller) -> None:
        anna.says("won bluebird")
        assert anna.finds("Bluebird", closed=True) == ("Bluebird", "")
        assert "is closed: won on Tue 10 Mar 2026" in refused(anna, "bluebird").sentence

    def test_give_way_to_an_open_one_of_the_same_name(self, anna: Seller) -> None:
        anna.says("won acme")
        again = anna.says("add Acme")
        assert anna.says('log "Acme" call').deal.id == again.deal.id

    def test_are_not_mistaken_for_a_longer_name(self, anna: Seller) -> None:
        anna.says("won Acme")
        question = asked(anna, "acme")
        assert [deal.name for deal in question.candidates] == ["Acme Corp"]
        assert "is closed" in question.sentence

    def test_are_not_offered_for_a_name_that_is_alike(self, anna: Seller) -> None:
        anna.says("won bluebird")
        assert all(deal.is_open for deal in asked(anna, "bluebirt").candidates)
        found = asked(anna, "bluebirt", closed=True).candidates
        assert "Bluebird" in [deal.name for deal in found]


class TestWordsBehindTheName:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("acme went well", ("Acme", "went well")),
            ("acme corp went well", ("Acme Corp", "went well")),
            ("Blue Bottle", ("Blue Bottle", "")),
            ("blue", ("Blue Bottle", "")),
            ("area 51 is open", ("Area 51", "is open")),
        ],
    )
    def test_are_told_from_a_name_in_full(
        self, anna: Seller, words: str, expected: tuple[str, str]
    ) -> None:
        assert anna.finds(words, more=True) == expected

    def test_follow_a_number_too(self, anna: Seller) -> None:
        number = anna.says("add Zebra").deal.id
        assert anna.finds(f"#{number} went well", more=True) == ("Zebra", "went well")

    @pytest.mark.parametrize(
        ("words", "typed", "name"),
        [
            ("acmee went well", "acmee", "Acme"),
            ("blue botle went well", "blue botle", "Blue Bottle"),
        ],
    )
    def test_behind_a_beginning_are_asked_about_with_the_name_alone(
        self, anna: Seller, words: str, typed: str, name: str
    ) -> None:
        question = asked(anna, words, more=True)
        assert question.typed == typed
        assert name in [deal.name for deal in question.candidates]

    def test_are_not_looked_at_where_only_a_name_may_stand(self, anna: Seller) -> None:
        assert "I can't read “went well” behind it" in refused(anna, "acme went well").sentence
        assert asked(anna, "blue botle").typed == "blue botle"
