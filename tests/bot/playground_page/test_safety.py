"""What people type never becomes part of the page."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.bot.playground_page.canned import Json, button, field, home, message, modal, section
from tests.bot.playground_page.screen import Screen
from tests.bot.playground_page.server import PAGE
from tests.bot.playground_page.test_access import EVERYTHING, FIELDS

PROBE = "<img src=x onerror=\"window.hurt='here'\"><script>window.hurt='there'</script>"
KEPT = {"type", "style", "image_url", "level", "range", "width", "name", "selected_date"}
KEPT |= {"block_id", "action_id", "initial_date", "user_id", "format", "align", "url"}


def poisoned(node: Any, key: str = "") -> Any:
    """The same with the probe in every text."""
    if isinstance(node, dict):
        return {name: poisoned(value, name) for name, value in node.items()}
    if isinstance(node, list):
        return [poisoned(value, key) for value in node]
    return f"{node} {PROBE}" if isinstance(node, str) and key not in KEPT else node


def unhurt(screen: Screen) -> None:
    """Nothing of the probe ran or became an element."""
    assert screen.page.evaluate("window.hurt ?? null") is None
    assert screen.page.locator('img[src="x"], [onerror], body script').count() == 0


def test_no_text_of_a_message_becomes_markup(told: Screen) -> None:
    shown = told.says(*poisoned(EVERYTHING), text=PROBE)
    expect(shown).to_contain_text("<img src=x onerror=")
    unhurt(told)


def test_no_text_of_a_form_or_of_home_becomes_markup(told: Screen) -> None:
    told.page.locator('[data-place="HOME"]').click()
    told.stand.changed(home=poisoned(home()) | {"type": "home", "id": "V0", "hash": "1"})
    expect(told.page.locator("#home")).to_contain_text("<img src=x")
    fields = poisoned([block for block in FIELDS if block["type"] == "input"])
    told.stand.answers["submit"] = lambda _asked: {"errors": {"text": PROBE}}
    choice = field("note", {"type": "plain_text_input"}, optional=True)
    dialog = told.shows(modal(choice, *[f | {"optional": True} for f in fields]))
    dialog.get_by_role("button", name="Log", exact=True).click()
    expect(dialog.locator(".field-error").filter(has_text="<img src=x")).to_be_visible()
    dialog.get_by_role("combobox").nth(1).click()
    expect(told.page.get_by_role("option").first).to_contain_text("<img src=x")
    dialog.get_by_role("button", name="JSON and limits").click()
    unhurt(told)


def test_no_name_of_the_workspace_becomes_markup(screen: Screen) -> None:
    state = screen.stand.state
    screen.stand.changed(
        team={"name": PROBE},
        now=state["now"] | {"text": PROBE},
        people=[one | {"name": PROBE, "role": PROBE, "city": PROBE} for one in state["people"]],
        places=[one | {"name": PROBE} for one in state["places"]],
        command=poisoned(state["command"]) | {"name": "/deal"},
        tour={"at": 0, "steps": [{"title": PROBE, "text": PROBE, "do": PROBE, "highlight": PROBE}]},
    )
    expect(screen.page.locator("#tour")).to_contain_text("<img src=x")
    expect(screen.composer).to_have_value(PROBE)
    screen.composer.fill("/deal ")
    screen.page.locator('[data-place="C0GENERAL"]').click()
    expect(screen.page.get_by_role("heading", level=1)).to_contain_text("<img src=x")
    unhurt(screen)


LINKS = (
    "javascript:window.hurt='here'",
    "data:text/html,<script>window.hurt=1</script>",
    "vbscript:x",
)


@pytest.mark.parametrize("address", LINKS)
def test_an_address_that_would_run_is_no_link(told: Screen, address: str) -> None:
    part = {"type": "rich_text_section", "elements": [{"type": "link", "url": address}]}
    shown = told.says(
        section(f"<{address}|press me>"),
        {"type": "rich_text", "block_id": "r", "elements": [part]},
        {"type": "markdown", "block_id": "m", "text": f"[press me]({address})"},
        {"type": "actions", "block_id": "a", "elements": [button("Go", "go", url=address)]},
        {"type": "image", "block_id": "i", "image_url": address, "alt_text": "a picture"},
    )
    expect(shown.get_by_role("link")).to_have_count(0)
    shown.get_by_role("button", name="Go").click()
    assert told.action()["action_id"] == "go"
    unhurt(told)


def test_ids_may_be_anything(told: Screen) -> None:
    nasty = "\"'>]<img src=x onerror=window.hurt=1>\\"
    element: Json = {"type": "plain_text_input", "action_id": nasty}
    dialog = told.shows(modal(field("name", element) | {"block_id": nasty}))
    told.stand.answers["submit"] = lambda _asked: {"errors": {nasty: "No."}}
    dialog.get_by_label("Name").fill("x")
    dialog.get_by_role("button", name="Log").click()
    expect(dialog.get_by_text("No.")).to_be_visible()
    assert told.did("submit")["values"][nasty][nasty]["value"] == "x"
    unhurt(told)


FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment"
    r"|DOMParser|\beval\(|new Function|srcdoc|setHTML|https?://(?!www\.w3\.org/2000/svg)[\w.]+\.\w"
)
SCRIPTS = sorted(PAGE.rglob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(PAGE)))
def test_a_module_makes_no_markup_asks_no_other_host_and_is_small(path: Any) -> None:
    lines = path.read_text().splitlines()
    assert [line for line in lines if FORBIDDEN.search(line)] == []
    assert lines[0].startswith("// ")
    assert lines[0].endswith((".", "}."))
    assert len(lines) <= 220


def test_every_module_is_fetched_at_once() -> None:
    page = (PAGE / "index.html").read_text()
    asked = set(re.findall(r'(?:modulepreload" href|script type="module" src)="/page/(.+?)"', page))
    assert asked == {str(path.relative_to(PAGE)) for path in SCRIPTS}


def test_the_page_asks_nobody_but_its_server(screen: Screen) -> None:
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    screen.page.reload()
    screen.page.wait_for_selector("body[data-ready]")
    screen.says(*EVERYTHING)
    screen.page.wait_for_timeout(200)
    others = [url for url in asked if not url.startswith((screen.stand.url, "blob:", "data:"))]
    assert len(asked) > 50
    assert others == []


def test_a_long_conversation_is_redrawn_only_where_it_changed(told: Screen) -> None:
    many = [message(500 + n, [section(f"Number {n}")]) for n in range(80)]
    told.stand.changed(messages=told.stand.state["messages"] | {"D0ANNA": many})
    expect(told.page.locator(".message")).to_have_count(80)
    told.page.evaluate("document.querySelectorAll('.message').forEach((m) => (m.same = true))")
    changed = [*many[:-1], many[-1] | {"text": "other", "blocks": [section("Other")]}]
    told.stand.changed(messages=told.stand.state["messages"] | {"D0ANNA": changed})
    expect(told.page.get_by_text("Other", exact=True)).to_be_visible()
    kept = told.page.evaluate(
        "[...document.querySelectorAll('.message')].filter((m) => m.same).length"
    )
    assert json.dumps(kept) == "79"
