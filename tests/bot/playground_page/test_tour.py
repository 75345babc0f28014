"""The guided tour's card: what it points at, and that it stands in nobody's way."""

import pytest
from playwright.sync_api import Locator, expect

from tests.bot.playground_page.canned import log_form, section, tour
from tests.bot.playground_page.conftest import Open
from tests.bot.playground_page.screen import Screen


def test_the_tour_points_fills_in_and_can_be_left(told: Screen) -> None:
    page = told.page
    page.get_by_role("button", name="Tour").click()
    assert told.did("tour") == {"at": 0}
    told.stand.changed(tour={"steps": tour(), "at": 0})
    card = page.get_by_role("dialog", name="This came at 8:30")
    expect(card).to_contain_text("1 of 3")
    expect(page.locator(".message.tour-mark")).to_have_count(1)
    card.get_by_role("button", name="Next").click()
    told.comes_to("tour", {"at": 1})
    told.stand.changed(tour={"steps": tour(), "at": 1})
    expect(told.composer).to_have_value('/deal log polar call "Dana signs on Friday"')
    expect(told.composer).to_be_focused()
    expect(page.locator(".tour-mark")).to_have_id("composer-text")
    told.stand.changed(tour={"steps": tour(), "at": 2})
    expect(page.locator('[data-travel="morning"].tour-mark')).to_have_count(1)
    page.get_by_role("button", name="Leave the tour").click()
    told.comes_to("tour", {"at": None})
    told.stand.changed(tour={"steps": tour(), "at": None})
    expect(card).to_be_hidden()
    expect(page.locator(".tour-mark")).to_have_count(0)


def test_the_tour_stays_readable_above_a_modal(told: Screen) -> None:
    told.stand.changed(tour={"steps": tour(), "at": 0})
    card = told.page.get_by_role("dialog", name="This came at 8:30")
    expect(card).to_be_visible()
    dialog = told.shows(log_form())
    card.get_by_role("button", name="Next").click()
    assert told.did("tour") == {"at": 1}
    dialog.get_by_role("textbox", name="Who").press_sequentially("Dana")
    told.stand.changed(tour={"steps": tour(), "at": 2})
    expect(told.page.locator("#tour")).to_contain_text("Sleep over it")
    expect(dialog.get_by_role("textbox", name="Who")).to_be_focused()
    told.page.locator("#tour").get_by_role("button", name="Done").press("Escape")
    told.comes_to("tour", {"at": None})
    assert told.stand.of("close") == []
    told.shows()
    expect(told.page.locator("#tour")).to_be_visible()


def test_a_step_that_is_told_in_other_words_leaves_what_is_typed(told: Screen) -> None:
    steps = tour()
    told.stand.changed(tour={"steps": steps, "at": 1})
    expect(told.page.locator("#tour")).to_be_visible()
    told.composer.fill("half a line")
    told.stand.changed(
        tour={"steps": [steps[0], steps[1] | {"text": "Now", "do": "/deal"}], "at": 1}
    )
    expect(told.page.locator("#tour-text")).to_have_text("Now")
    expect(told.composer).to_have_value("half a line")
    told.composer.fill("")
    told.stand.changed(tour={"steps": steps, "at": 1})
    expect(told.composer).to_have_value(steps[1]["do"])


@pytest.mark.parametrize("size", [(390, 844), (1024, 700)], ids=["phone", "tablet"])
def test_where_there_is_no_room_beside_it_the_tour_covers_nothing(
    opened: Open, size: tuple[int, int]
) -> None:
    screen = opened(viewport={"width": size[0], "height": size[1]})
    message = screen.says(section("An answer"))
    screen.stand.changed(tour={"steps": tour(), "at": 1})
    card = screen.page.locator("#tour")
    expect(card).to_be_visible()
    for part in (screen.composer, message, screen.page.locator("#send")):
        expect(part).to_be_in_viewport(ratio=1)
        assert bottom(part) <= top(card)
    dialog = screen.shows(log_form())
    assert bottom(dialog) <= top(card)


def test_beside_an_open_drawer_the_conversation_keeps_its_width(told: Screen) -> None:
    told.stand.changed(tour={"steps": tour(), "at": 0})
    message = told.page.locator(".message-body").first
    expect(message).to_have_css("margin-right", "372px")
    told.page.get_by_role("button", name="JSON and limits", exact=True).click()
    expect(message).to_have_css("margin-right", "0px")
    told.page.get_by_role("button", name="Close the drawer").click()


def top(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["y"]


def bottom(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["y"] + box["height"]
