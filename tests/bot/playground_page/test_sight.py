"""What is in sight: the newest message, the answer to what one does, and never less of it."""

from playwright.sync_api import expect

from tests.bot.playground_page.canned import DM, Json, section
from tests.bot.playground_page.screen import Screen


def long_list() -> list[Json]:
    return [section(f"Row {number}", number) for number in range(49)]


def in_sight(screen: Screen, text: str) -> None:
    expect(screen.page.get_by_text(text, exact=True)).to_be_in_viewport()


def test_a_tall_message_is_read_from_its_beginning(told: Screen) -> None:
    told.says(section("First of all", 99), *long_list())
    in_sight(told, "First of all")
    told.page.locator('[data-place="C0SALES"]').click()
    told.page.locator(f'[data-place="{DM}"]').click()
    in_sight(told, "First of all")


def test_the_newest_message_is_in_sight_unless_one_reads_above(told: Screen) -> None:
    told.says(*long_list())
    told.page.locator("#scroller").hover()
    told.page.mouse.wheel(0, 400)
    in_sight(told, "Row 20")
    told.says(section("Came meanwhile"))
    in_sight(told, "Row 20")
    told.page.get_by_role("button", name="New messages").click()
    in_sight(told, "Came meanwhile")


def test_the_answer_to_what_one_does_is_in_sight_wherever_one_has_scrolled(told: Screen) -> None:
    told.says(*long_list())
    for number, does in enumerate((_types, _presses, _travels)):
        told.page.locator("#scroller").hover()
        told.page.mouse.wheel(0, -500 if number else 400)
        expect(told.page.get_by_text("Row 48", exact=True)).not_to_be_in_viewport()
        before = len(told.stand.done)
        does(told)
        while len(told.stand.done) == before:
            told.page.wait_for_timeout(10)
        told.says(section(f"Answer {number}"))
        in_sight(told, f"Answer {number}")


def _types(screen: Screen) -> None:
    screen.composer.fill("/deal today")
    screen.composer.press("Enter")


def _presses(screen: Screen) -> None:
    screen.page.get_by_role("button", name="Undo").first.dispatch_event("click")


def _travels(screen: Screen) -> None:
    screen.page.get_by_role("button", name="Next morning").click()


def test_a_tall_message_of_the_tour_is_shown_from_its_beginning(told: Screen) -> None:
    told.says(section("First of all", 99), *long_list())
    step = {"title": "Look", "text": "", "highlight": "#messages .message:last-child"}
    told.stand.changed(tour={"steps": [step], "at": 0})
    in_sight(told, "First of all")


def test_what_changed_is_no_new_message(told: Screen) -> None:
    message = told.says(*(section("Long *story*\n" * 6, number) for number in range(20, 30)))
    told.page.locator("#scroller").evaluate("scroller => scroller.scrollTop = 0")
    expect(told.page.locator("#to-newest")).to_be_hidden()
    said = told.stand.state["messages"][DM]
    blocks = [section("Another", 20), *said[-1]["blocks"][1:]]
    changed = said[-1] | {"blocks": blocks, "edited": True}
    told.stand.changed(messages=told.stand.state["messages"] | {DM: [*said[:-1], changed]})
    expect(message).to_contain_text("Another")
    expect(told.page.locator("#to-newest")).to_be_hidden()
    told.says(section("Really new"))
    expect(told.page.locator("#to-newest")).to_be_visible()
