"""A stalled deal is spoken of in the morning, once; what came of it is kept, and can be undone."""

from dataclasses import replace

import pytest

from bot.usecases import answering, capture, coach, daily, suggested, undoing
from bot.usecases.requests import DealWords, Log
from bot.usecases.suggested import Suggested
from coaching.deals import Direction, Outcome, TouchKind
from coaching.errors import Refusal
from coaching.kept import Answer
from tests.bot.usecases.office import Seller


@pytest.fixture(autouse=True)
def _deals(anna: Seller) -> None:
    anna.says("add Acme stage opportunity close in 20 days")
    anna.says("log acme meeting with Dana")
    anna.office.passes(days=6)


def morning(seller: Seller) -> Suggested | None:
    """The suggestion of today's list, kept as sending it would."""
    asking = seller.asking()
    with seller.office.database.everywhere.begin() as session:
        listed = daily.build_all(session, [asking])[asking.member.id]
        return daily.kept(session, asking, listed).coach


def asked(seller: Seller, deal: str = "acme") -> Suggested:
    with seller.office.database.everywhere.begin() as session:
        return coach.on_request(session, seller.asking(), DealWords(deal))


def answer(seller: Seller, made: Suggested) -> Answer | None:
    """What came of a suggestion, as it stands."""
    with seller.office.database.everywhere.read() as session:
        return coach.look(session, seller.asking(), made.id).answer


def test_a_stalled_deal_gets_a_way_out_and_then_its_rest(anna: Seller) -> None:
    made = morning(anna)
    assert made is not None
    assert (made.name, made.title, made.about) == ("Acme", "Stalled", "silence")
    assert made.text.startswith("Dana, ")
    assert made.why.startswith("Silent for 6 days on the table. The meeting 6 days ago ended")
    assert morning(anna) is None
    anna.office.passes(days=5)
    again = morning(anna)
    assert again is not None
    assert again.text != made.text
    assert suggested.from_content(suggested.to_content(again)) == again


def test_a_deal_that_is_held_closed_or_worked_is_left_alone(anna: Seller) -> None:
    parked = anna.says("park acme")
    assert morning(anna) is None
    anna.undoes(parked)
    anna.says('log acme call "back on track" then friday')
    assert morning(anna) is None
    anna.says('lost acme no decision "budget"')
    assert morning(anna) is None


def test_a_slow_no_of_yesterday_is_spoken_of_although_the_deal_is_not_due(anna: Seller) -> None:
    anna.says("add Globex stage opportunity close in 5 months")
    anna.says('log globex call "they will circle back after the summer"')
    anna.says("add Zebra")
    anna.says("park acme")
    anna.office.passes(days=1)
    made = morning(anna)
    assert made is not None
    assert (made.name, made.about) == ("Globex", "slow-no")


def test_another_wording_comes_each_time_it_is_asked_for(anna: Seller) -> None:
    made = [asked(anna) for _ in range(6)]
    assert len({one.text for one in made}) == 6
    assert all(one.elsewhere for one in made)
    assert morning(anna) is None
    with pytest.raises(Refusal, match="You have no deal called"):
        asked(anna, "moon")


def test_opting_out_lets_the_deal_go_and_undo_brings_it_back(anna: Seller) -> None:
    made = asked(anna)
    with anna.office.database.everywhere.begin() as session:
        stored = answering.opted_out(session, anna.asking(), made.id)
    assert stored.deal.outcome is Outcome.LET_GO
    assert answer(anna, made) is Answer.OUT
    anna.undoes(stored)
    assert anna.deal(stored.deal.id).is_open
    assert answer(anna, made) is None


def test_undo_leaves_what_was_answered_before_and_a_later_answer_stands(anna: Seller) -> None:
    made = asked(anna)
    with anna.office.database.everywhere.begin() as session:
        coach.wording(session, anna.asking(), made.id)
        stored = answering.opted_in(session, anna.asking(), made.id)
    assert answer(anna, made) is Answer.IN
    anna.undoes(stored)
    assert answer(anna, made) is Answer.COPIED
    with anna.office.database.everywhere.begin() as session:
        coach.left_alone(session, anna.asking(), made.id)
    assert answer(anna, made) is Answer.NOT_NOW


def test_an_answer_stands_while_what_it_logged_is_changed_and_goes_with_it(anna: Seller) -> None:
    made = asked(anna)
    with anna.office.database.everywhere.begin() as session:
        stored = answering.opted_in(session, anna.asking(), made.id)
    words = DealWords(f"#{stored.deal.id}")
    other = Log(words, TouchKind.MESSAGE, Direction.IN, "they meet us on Friday")
    with anna.office.database.everywhere.begin() as session:
        change = undoing.instead_of(stored.action_id, capture.log)
        changed = change(session, anna.asking(), other)
    assert answer(anna, made) is Answer.IN
    anna.undoes(changed)
    assert answer(anna, made) is None


def test_a_deal_whose_answer_was_undone_is_spoken_of_again_after_its_cooldown(
    anna: Seller,
) -> None:
    made = morning(anna)
    assert made is not None
    with anna.office.database.everywhere.begin() as session:
        stored = answering.opted_out(session, anna.asking(), made.id)
    anna.undoes(stored)
    anna.office.passes(days=5)
    again = morning(anna)
    assert again is not None
    assert again.name == "Acme"


def test_opting_in_is_logged_as_their_word(anna: Seller) -> None:
    made = asked(anna)
    with anna.office.database.everywhere.begin() as session:
        stored = answering.opted_in(session, anna.asking(), made.id)
    assert stored.touch is not None
    assert (stored.touch.direction, stored.deal.last_touch_on) == ("in", anna.asking().today)


def test_an_answer_is_the_members_own(anna: Seller) -> None:
    made = asked(anna)
    with anna.office.database.everywhere.begin() as session:
        assert coach.left_alone(session, anna.asking(), made.id) == "Acme"
        assert coach.look(session, anna.asking(), made.id).answer is Answer.NOT_NOW
    with (
        anna.office.database.everywhere.begin() as session,
        pytest.raises(Refusal, match="not there"),
    ):
        coach.answered(session, anna.office.ben.asking(), made.id, Answer.USEFUL)


def test_the_words_to_copy_are_those_that_were_shown(anna: Seller) -> None:
    made = asked(anna)
    with anna.office.database.everywhere.begin() as session:
        deal, text = coach.wording(session, anna.asking(), made.id)
    assert (deal.name, text) == ("Acme", made.text)


def test_a_list_that_is_not_sent_keeps_no_suggestion(anna: Seller) -> None:
    asking = anna.asking()
    with anna.office.database.everywhere.begin() as session:
        listed = daily.build_all(session, [asking])[asking.member.id]
        assert daily.kept(session, asking, replace(listed, rows=())).coach is None
    assert anna.office.count("suggestions") == 0
