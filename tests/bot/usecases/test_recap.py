"""The weekly recap: what the week came to, each deal once, and nothing that was taken back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.usecases import recap
from coaching.deals import ForecastCategory, Shelf, Stage
from coaching.errors import Refusal
from coaching.money import Money
from coaching.recap import Happened, Recap
from storage import outbox, sending, settings
from storage.outbox import Letter
from tests.bot.usecases.office import Office, Seller

TOLD = (
    "added",
    "progressed",
    "won",
    "lost_to_competition",
    "lost_to_no_decision",
    "let_go",
    "pushed",
)


def told(office: Office, **ahead: float) -> Recap:
    """The recap of the week before now, or before a later moment."""
    until = office.now + timedelta(seconds=1) + timedelta(**ahead)
    with office.database.everywhere.read() as session:
        return recap.build(session, office.ada.asking().workspace, until)


def names(week: Recap) -> dict[str, list[str]]:
    """The deals under each heading that has some."""
    found = {name: [one.name for one in getattr(week, name)] for name in TOLD}
    return {name: deals for name, deals in found.items() if deals}


@pytest.fixture
def last_week(office: Office, anna: Seller) -> Seller:
    """Six deals that have been there for longer."""
    for name in ("Acme", "Blue", "Cyan", "Dune", "Echo", "Fern"):
        anna.says(f"add {name} 10k stage prospect close 30 april")
    office.passes(days=8)
    return anna


def test_every_kind_of_news_stands_under_its_heading(office: Office, last_week: Seller) -> None:
    for line in (
        "add Golf 5k",
        "move acme opportunity",
        "won blue 12k",
        'lost cyan to Globex "price"',
        'lost dune no decision "budget"',
        'letgo echo "no"',
        "date fern 30 may",
    ):
        last_week.says(line)
    week = told(office)
    assert names(week) == {
        "added": ["Golf"],
        "progressed": ["Acme"],
        "won": ["Blue"],
        "lost_to_competition": ["Cyan"],
        "lost_to_no_decision": ["Dune"],
        "let_go": ["Echo"],
        "pushed": ["Fern"],
    }
    assert week.won == (Happened("Blue", Money(Decimal(12000), "USD")),)
    assert week.progressed[0].note == "opportunity"


def test_what_is_taken_back_counts_nowhere(office: Office, last_week: Seller) -> None:
    before = told(office)
    for line in (
        "add Golf 5k",
        "move acme opportunity",
        "won blue 12k",
        'lost cyan to Globex "price"',
        'letgo echo "no"',
        "date fern 30 may",
        "log acme call",
    ):
        last_week.undoes(last_week.says(line))
    assert told(office) == before


def test_a_deal_that_moved_on_twice_progressed_once(office: Office, last_week: Seller) -> None:
    last_week.says("move acme opportunity")
    last_week.says("move acme short list")
    assert [(one.name, one.note) for one in told(office).progressed] == [("Acme", "short list")]


def test_a_deal_that_moved_on_and_back_did_not_progress(office: Office, last_week: Seller) -> None:
    last_week.says("move acme opportunity")
    last_week.says("move acme prospect")
    last_week.says("move blue suspect")
    assert names(told(office)) == {}


def test_a_deal_that_moved_on_before_it_was_won_is_told_as_both(
    office: Office, last_week: Seller
) -> None:
    last_week.says("move acme opportunity")
    last_week.says("won acme")
    assert names(told(office)) == {"progressed": ["Acme"], "won": ["Acme"]}


def test_a_decision_moved_earlier_or_named_for_the_first_time_was_not_pushed(
    office: Office, last_week: Seller
) -> None:
    last_week.says("date acme 1 april")
    last_week.says("add Golf")
    last_week.says("date golf 1 june")
    last_week.says("date blue none")
    assert "pushed" not in names(told(office))


def test_two_deals_of_one_name_are_two(office: Office, last_week: Seller) -> None:
    office.ben.says("add Fern close 30 april")
    for seller in (last_week, office.ben):
        seller.says("date fern 30 may")
        seller.says("date fern 30 june")
    assert names(told(office))["pushed"] == ["Fern", "Fern"]


def test_a_week_has_seven_days_to_the_second(office: Office, anna: Seller) -> None:
    anna.says("add Acme")
    assert names(told(office, days=7, seconds=-1)) == {"added": ["Acme"]}
    assert names(told(office, days=7)) == {}
    with office.database.everywhere.read() as session:
        assert names(recap.build(session, office.ada.asking().workspace, office.now)) == {}


def test_touches_count_without_notes(office: Office, last_week: Seller) -> None:
    for kind in ("call", "mail", "note"):
        last_week.says(f"log acme {kind}")
    assert told(office).touches == 2


def test_the_pipeline_is_summed_by_category_and_currency(office: Office, anna: Seller) -> None:
    anna.says("add A 0.10 EUR stage opportunity")
    anna.says("add B EUR 0.20 stage business case")
    anna.says("add C 5k stage opportunity")
    anna.says("add D stage short list")
    anna.says("add E 7k stage redlining")
    anna.says("add F 9k stage suspect")
    anna.says("won E")
    week = told(office)
    pipeline = {one.category: (one.deals, one.amounts) for one in week.pipeline}
    assert pipeline == {
        ForecastCategory.PIPELINE: (
            3,
            (Money(Decimal("0.3"), "EUR"), Money(Decimal(5000), "USD")),
        ),
        ForecastCategory.BEST_CASE: (1, ()),
        ForecastCategory.COMMIT: (0, ()),
    }
    assert week.early == {Stage.SUSPECT: 1}


def test_another_workspace_is_not_told_of(office: Office, last_week: Seller) -> None:
    other = Office(office.database, f"{office.workspace_id}B")
    other.now = office.now
    other.anna.says("add Secret 9k stage opportunity")
    other.anna.says("log secret call")
    week = told(office)
    assert names(week) == {}
    assert (week.touches, sum(one.deals for one in week.pipeline)) == (0, 0)


def test_a_recap_is_kept_as_it_was_told(office: Office, last_week: Seller) -> None:
    last_week.says("add Golf EUR 5,000.55 stage short list")
    last_week.says("log golf call")
    week = told(office)
    assert recap.from_content(recap.to_content(week)) == week


def test_an_admin_posts_it_once_a_day_where_a_channel_is_chosen(office: Office) -> None:
    def posts(seller: Seller) -> str:
        with office.database.everywhere.begin() as session:
            return recap.post_now(session, seller.asking())

    with pytest.raises(Refusal, match="No channel is chosen"):
        posts(office.ada)
    with office.database.everywhere.begin() as session:
        settings.store(session, office.workspace_id, "recap_channel", "C0SALES", office.now)
    with pytest.raises(Refusal, match="posted by an admin"):
        posts(office.anna)
    assert posts(office.ada) == "C0SALES"
    with pytest.raises(Refusal, match="posted already"):
        posts(office.ada)
    office.passes(days=1)
    assert posts(office.ada) == "C0SALES"


def test_a_week_is_held_beside_the_week_before_once_that_was_told(office: Office) -> None:
    office.anna.says("add Acme stage opportunity close 30 march")
    assert week(office).before is None
    letter = Letter(office.workspace_id, recap.KIND, "", office.now.date())
    with office.database.everywhere.begin() as session:
        outbox.put(session, {letter: office.now})
        (claim,) = [
            one
            for one in sending.claim(session, office.now, timedelta(minutes=2), 1000)
            if one.letter == letter
        ]
        told = recap.build(session, office.ada.asking().workspace, office.now)
        sending.freeze(session, claim, "C1", recap.to_content(told))
        sending.mark_sent(session, [sending.Sent(claim, "C1", "1.0", office.now)])
    office.passes(days=7)
    before = week(office).before
    assert before is not None
    assert before == told.figures
    assert before.deals[ForecastCategory.PIPELINE] == 1
    office.passes(days=7)
    assert week(office).before is None


def test_parked_deals_have_a_line_of_their_own_while_they_are_parked(office: Office) -> None:
    office.anna.says("add Acme")
    office.anna.says("park acme until october")
    office.passes(hours=1)
    assert [one.name for one in week(office).parked] == ["Acme"]
    office.anna.says("wake acme")
    assert week(office).parked == ()


def test_touches_in_time_are_counted_by_shelf(office: Office) -> None:
    anna = office.anna
    anna.says("add Acme stage opportunity close 30 march")
    anna.says("add Lead")
    anna.says("log lead call")
    anna.says("log acme call")
    office.passes(days=6, hours=20)
    anna.says("log acme call")
    office.passes(hours=1)
    told = week(office)
    assert told.kept == {Shelf.TABLE: (1, 2)}
    assert (told.on_table, told.touches) == (2, 3)
    assert recap.from_content(recap.to_content(told)) == told


def week(office: Office) -> Recap:
    """The recap of the seven days up to now."""
    with office.database.everywhere.read() as session:
        return recap.build(session, office.ada.asking().workspace, office.now)


def test_a_date_that_was_moved_there_and_back_is_not_pushed(office: Office, anna: Seller) -> None:
    """What counts is where the date ends, not how often it was touched."""
    anna.says("add Acme stage opportunity close 1 april")
    anna.says("add Fern stage opportunity close 1 april")
    office.passes(days=8)
    for line in ("date acme 20 april", "date acme 1 april", "date fern 1 march 2027"):
        office.passes(minutes=5)
        anna.says(line)
    for line in ("date fern 30 march", "date fern 2 april"):
        office.passes(minutes=5)
        anna.says(line)
    office.passes(minutes=5)
    assert names(told(office))["pushed"] == ["Fern"]
