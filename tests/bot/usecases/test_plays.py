"""Plays come by turns with ways out, each once; what a member thinks of them moves their rank."""

from bot.usecases import coach, pipelines
from bot.usecases.requests import DealWords
from bot.usecases.suggested import Suggested
from coaching.deals import Stage
from coaching.kept import Answer
from storage import tempo
from tests.bot.usecases.office import Seller
from tests.bot.usecases.test_coach import morning


def advice(seller: Seller, deal: str | None = None) -> tuple[Suggested, ...]:
    words = DealWords(deal) if deal else None
    with seller.office.database.everywhere.begin() as session:
        return coach.advice(session, seller.asking(), words)


def judged(seller: Seller, made: Suggested, told: Answer) -> None:
    with seller.office.database.everywhere.begin() as session:
        coach.answered(session, seller.asking(), made.id, told)


def test_coach_names_what_the_log_calls_for(anna: Seller) -> None:
    anna.says("add Acme stage opportunity close in 5 months")
    assert advice(anna, "acme") == ()
    anna.says("gave acme deck")
    anna.says('gave acme "case study"')
    anna.says("log acme demo")
    assert [one.about for one in advice(anna, "acme")] == ["candy", "competence", "exchange"]


def test_what_was_not_useful_comes_later_and_what_was_useful_first(anna: Seller) -> None:
    anna.says("add Acme stage opportunity close in 5 months")
    anna.says("gave acme deck")
    anna.says('gave acme "case study"')
    anna.says("log acme demo")
    first, _, last = advice(anna, "acme")
    judged(anna, first, Answer.NOT_USEFUL)
    judged(anna, last, Answer.USEFUL)
    assert [one.about for one in advice(anna, "acme")] == ["exchange", "competence", "candy"]
    assert anna.office.ben.asking().member.id != anna.asking().member.id


def test_the_morning_tells_a_play_of_yesterdays_touch_once(anna: Seller) -> None:
    anna.says("add Acme stage opportunity close in 5 months")
    anna.says("log acme demo")
    anna.says("add Zebra")
    anna.office.passes(days=1)
    made = morning(anna)
    assert made is not None
    assert (made.sort, made.name, made.about) == ("play", "Acme", "competence")
    assert morning(anna) is None
    anna.says("add Globex stage opportunity close in 5 months")
    anna.says("log globex demo")
    assert morning(anna) is None
    anna.office.passes(days=7)
    anna.says("log globex demo")
    again = morning(anna)
    assert again is not None
    assert again.name == "Globex"


def test_no_play_of_what_is_parked_or_snoozed(anna: Seller) -> None:
    anna.says("add Acme stage opportunity close in 5 months")
    anna.says("log acme demo")
    anna.says("add Zebra")
    anna.says("snooze acme 5d")
    anna.office.passes(days=1)
    assert morning(anna) is None


def test_a_pipeline_is_counted_and_spoken_of(anna: Seller) -> None:
    for number in range(10):
        anna.says(f"add Lead{number} source fair")
    anna.says("add Acme 90k stage opportunity close in 10 days")
    anna.says("add Globex 10k stage opportunity close in 12 days")
    anna.says("log acme call")
    anna.says('lost globex to Initech "price"')
    anna.office.passes(days=6)
    made = morning(anna)
    assert made is not None
    assert (made.about, made.deal_id) == ("one-deal", None)
    with anna.office.database.everywhere.read() as session:
        found = pipelines.read(session, [anna.asking()])[anna.asking().member.id]
        assert pipelines.read(session, []) == {}
    assert (found.open_deals, found.worked, found.touches, found.on_table) == (11, 1, 1, 1)
    assert (found.bag, found.bag_source) == (10, "fair")
    assert (found.quarter, found.largest, found.largest_name) == (90_000, 90_000, "Acme")
    assert [one.about for one in advice(anna)] == ["one-deal", "cards"]


def test_the_pace_of_won_deals_is_counted_from_their_moves(anna: Seller) -> None:
    anna.says("add Acme stage prospect")
    anna.office.passes(days=10)
    anna.says("move acme opportunity")
    anna.office.passes(days=5)
    anna.says("move acme short list")
    anna.office.passes(days=15)
    anna.says("won acme 5k")
    with anna.office.database.everywhere.read() as session:
        found = tempo.paced(session, [anna.office.workspace_id])[anna.office.workspace_id]
        assert tempo.people(session, [anna.office.workspace_id])[anna.office.workspace_id] == 3
    assert found.in_stage[Stage.PROSPECT] == 10
    assert found.in_stage[Stage.OPPORTUNITY] == 20
    assert found.to_order == {Stage.PROSPECT: 30, Stage.OPPORTUNITY: 20}
    assert found.counts[Stage.OPPORTUNITY] == 1
