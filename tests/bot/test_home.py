"""The Home tab: a list to work on, the pipeline, pages of deals, and the first steps."""

import pytest

from tests.bot.app import Coach
from tests.bot.person import Person, elements, faces, words
from tests.slack import View


def kinds(home: View) -> set[str]:
    """What kinds of blocks it is made of."""
    return {block["type"] for block in home.blocks}


def said_in(home: View) -> list[str]:
    """What the buttons say."""
    return [face for element in elements(home.blocks) for face in faces(element)[:1]]


def settled(coach: Coach, person: Person, *lines: str) -> Person:
    """Somebody who knows their way."""
    for line in lines:
        person.types(line)
    return person


def drawn_again(coach: Coach, person: Person, before: str) -> View:
    """Home, once it was drawn anew behind an answer."""
    coach.slack.wait_for(lambda: coach.slack.home(person.user).hash != before)
    home = coach.slack.home(person.user)
    assert home is not None
    return home


def test_a_row_of_home_has_all_that_a_row_of_the_message_has(coach: Coach, anna: Person) -> None:
    for name in ("Acme", "Globex", "Initech"):
        anna.types(f"add {name}")
    home = anna.looks_at_home()
    shown = words(home)
    assert "3 deals where today's hours do most good." in shown
    assert shown.count("If left:") == 3
    before = home.hash
    ack = anna.touches(home, "Park Globex")
    assert "Parked *Globex*." in words(ack.view)
    home = drawn_again(coach, anna, before)
    assert "Park Globex" not in str(home.blocks)


def test_a_form_opened_on_home_draws_home_anew(coach: Coach, anna: Person) -> None:
    for name in ("Acme", "Globex", "Initech"):
        anna.types(f"add {name}")
    home = anna.looks_at_home()
    before = home.hash
    form = anna.presses_for_a_form(home, "Log on Acme")
    ack = anna.submits(form, {"kind": "Call", "text": "hi"})
    assert "Logged a call with *Acme*" in words(ack.view)
    home = drawn_again(coach, anna, before)
    assert "2 deals where today's hours do most good." in words(home)


def test_the_pipeline_is_counted_by_shelf_and_by_category_within_each_currency(
    coach: Coach, anna: Person, ben: Person
) -> None:
    anna.types("add Acme 12k stage negotiating close 20 march")
    anna.types("add Globex EUR 5k stage negotiating close 25 march")
    anna.types("add Initech 40k stage short list close 30 june")
    anna.types("add Hooli stage prospect")
    ben.types("add Secret 99k stage opportunity")
    home = anna.looks_at_home()
    chart, shelves, categories = (b for b in home.blocks if b["type"].startswith("data_"))
    rows = [[cell["text"] for cell in row] for row in shelves["rows"]]
    assert ["On the table", "2", "€5,000 + $12,000"] in rows
    assert ["In the fridge", "1", "$40,000"] in rows
    assert ["Prospects", "1", "–"] in rows
    rows = [[cell["text"] for cell in row] for row in categories["rows"]]
    assert rows[1:] == [
        ["Commit", "2", "€5,000 + $12,000"],
        ["Best Case", "1", "$40,000"],
        ["Pipeline", "0", "–"],
    ]
    assert {series["name"] for series in chart["chart"]["series"]} == {"EUR", "USD"}
    assert "Secret" not in str(home.blocks)


def test_a_slack_without_charts_gets_the_same_figures_in_words(coach: Coach, anna: Person) -> None:
    coach.slack.workspace.refused_blocks = {"data_table", "data_visualization"}
    anna.types("add Acme 12k stage negotiating close 20 march")
    home = anna.looks_at_home()
    assert not kinds(home) & {"data_table", "data_visualization"}
    assert "On the table: 1 deal, $12,000" in words(home)
    assert "Commit: 1 deal, $12,000" in words(home)


def test_home_is_turned_page_by_page(coach: Coach, anna: Person) -> None:
    for number in range(1, 20):
        anna.types(f"add Deal {number:02d}")
    home = anna.looks_at_home()
    assert "Your deals: 19, page 1 of 3" in words(home)
    assert len(home.blocks) <= 100
    anna.touches(home, "The next page")
    anna.touches(coach.slack.home(anna.user), "The next page")
    home = coach.slack.home(anna.user)
    assert "Your deals: 19, page 3 of 3" in words(home)
    assert "*Deal 19*" in words(home)
    assert "The next page" not in str(home.blocks)
    form = anna.presses_for_a_form(home, "Log on Deal 19, below")
    assert form.title == "Log a touch"
    anna.touches(home, "The page before")
    assert "page 2 of 3" in words(coach.slack.home(anna.user))


def test_a_newcomer_is_led_through_three_steps(coach: Coach, ben: Person) -> None:
    home = ben.looks_at_home()
    shown = words(home)
    for step in ("1. When is your morning?", "2. Whom do you sell to", "3. Your first deal"):
        assert step in shown
    assert "8:30, America/New York time, Mon, Tue, Wed, Thu, Fri" in shown
    ben.touches(home, "That is right")
    home = coach.slack.home(ben.user)
    assert ":white_check_mark: 1. Your list comes at 8:30" in words(home)
    form = ben.presses_for_a_form(home, "Write it")
    before = home.hash
    ack = ben.submits(form, {"profile": "food makers in Portugal"})
    assert "You sell to: food makers in Portugal." in words(ack.view)
    home = drawn_again(coach, ben, before)
    assert ":white_check_mark: 2. You sell to: food makers in Portugal" in words(home)
    before = home.hash
    form = ben.presses_for_a_form(home, "Add your first deal")
    ben.submits(form, {"name": "Acme"})
    home = drawn_again(coach, ben, before)
    assert "Three steps" not in words(home)
    assert "1. *Acme*" in words(home)


def test_the_steps_can_be_done_in_any_order_and_left(coach: Coach, ben: Person) -> None:
    ben.types("add Acme")
    home = ben.looks_at_home()
    assert ":white_check_mark: 3. Your first deal is there." in words(home)
    ben.touches(home, "Skip the rest")
    assert "Three steps" not in words(coach.slack.home(ben.user))
    assert "Three steps" not in words(ben.looks_at_home())


def test_a_profile_that_is_written_is_an_admins_to_change(
    coach: Coach, anna: Person, ada: Person
) -> None:
    anna.submits(
        anna.presses_for_a_form(anna.looks_at_home(), "Write it"), {"profile": "food makers"}
    )
    assert "Change the company profile" not in str(anna.looks_at_home().blocks)
    assert "set by an admin" in anna.reads("settings profile bakeries")
    form = ada.presses_for_a_form(ada.looks_at_home(), "Change the company profile")
    ada.submits(form, {"profile": "bakeries"})
    assert "You sell to: bakeries" in words(anna.looks_at_home())


def test_sample_deals_come_on_request_and_go_in_one_click(coach: Coach, ben: Person) -> None:
    ben.types("today")
    ben.touches(ben.looks_at_home(), "Try it with sample deals")
    home = coach.slack.home(ben.user)
    assert "4 sample deals to try things out." in words(home)
    assert "*Sample: Harbour Bakery*" in words(home)
    assert "Three steps" not in words(home)
    ben.types("log harbour call hi")
    ben.touches(home, "Remove the sample deals")
    home = coach.slack.home(ben.user)
    assert "Sample: " not in str(home.blocks)
    assert "*3. Your first deal*" in words(home)
    assert "no deal" in ben.reads("show harbour")
    assert "none" in ben.reads("list")


@pytest.mark.parametrize("rows", [1, 40])
def test_home_says_when_the_next_list_comes(coach: Coach, anna: Person, rows: int) -> None:
    for number in range(rows):
        anna.types(f"add Deal {number}")
    assert "Your next list comes Tue 3 Mar 2026 at 08:30." in words(anna.looks_at_home())


def test_what_is_undone_on_the_page_over_home_is_undone_on_home(coach: Coach, anna: Person) -> None:
    for name in ("Acme", "Globex"):
        anna.types(f"add {name}")
    home = anna.looks_at_home()
    page = anna.touches(home, "Park Globex").view
    parked = drawn_again(coach, anna, home.hash)
    assert page is not None
    anna.touches(page, "Undo")
    assert "Park Globex" in str(drawn_again(coach, anna, parked.hash).blocks)
