"""Charts as pictures, and what Slack's limits say of a view."""

from typing import Any
from xml.etree import ElementTree

import pytest

from bot.playground import limits
from tests.bot.playground_server.page import Page
from tests.slack import limits as known

MONTHS = ["Oct", "Nov", "Dec", "Jan"]
PIE = {
    "type": "pie",
    "segments": [{"label": "Commit", "value": 112000}, {"label": "Pipeline", "value": 271000}],
}


def series(*names: str) -> list[dict[str, Any]]:
    points = [{"label": month, "value": number} for number, month in enumerate(MONTHS)]
    return [{"name": name, "data": points} for name in names]


def along(kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "series": series("Won", "Lost"),
        "axis_config": {"categories": MONTHS, "x_label": "Month", "y_label": "Deals"},
    }


@pytest.mark.parametrize("chart", [PIE, along("bar"), along("line"), along("area")])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_chart_of_slacks_is_drawn(standing: Page, chart: dict[str, Any], theme: str):
    block = {"type": "data_visualization", "title": "Quarter <by> month & more", "chart": chart}
    answer = standing.post(f"/chart?theme={theme}", block)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    drawn = ElementTree.fromstring(answer.text)
    assert drawn.tag.endswith("svg")
    labels = {str(node.text) for node in drawn.iter() if node.tag.endswith("text")}
    assert labels >= ({"Commit", "Pipeline"} if chart is PIE else set(MONTHS))
    said = next(node.text for node in drawn.iter() if node.tag.endswith("desc"))
    assert said.startswith(f"{chart['type'].capitalize()} chart. ")
    assert "<script" not in answer.text
    assert "transparent" in answer.text


def test_light_and_dark_differ(standing: Page):
    block = {"type": "data_visualization", "title": "x", "chart": PIE}
    light, dark = (standing.post(f"/chart?theme={name}", block).text for name in ("light", "dark"))
    assert light != dark


@pytest.mark.parametrize(
    "chart",
    [None, {"type": "radar"}, {"type": "pie"}, {"type": "bar", "series": [{"name": "x"}]}],
)
def test_a_chart_that_cannot_be_read_is_told_so(standing: Page, chart: Any):
    answer = standing.post("/chart", {"title": "x", "chart": chart})
    assert answer.status == 400
    assert "chart" in answer.json["error"]


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def section(text: str = "x", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def modal(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("A"), "blocks": list(blocks), **more}


def message(*blocks: Any, text: str = "A sentence.") -> dict[str, Any]:
    return {"type": "message", "text": text, "blocks": list(blocks)}


BUTTON = {"type": "button", "text": plain("Go"), "action_id": "go", "value": "1"}
ENTRY = {"type": "plain_text_input", "action_id": "name"}
TABLE = {"type": "data_table", "caption": "x", "rows": [[plain("a")], [plain("b")]]}
CHART = {"type": "data_visualization", "title": "x", "chart": PIE}
FAULTS: list[tuple[dict[str, Any], str]] = [
    (message(*[section()] * 51), "51 blocks; a message takes 50."),
    (modal(*[section()] * 101), "101 blocks; a modal takes 100."),
    (message(section("x" * 3001)), "3,001 characters; there may be 3,000."),
    (message({"type": "header", "text": plain("x" * 151)}), "151 characters"),
    (message({"type": "section", "fields": [plain("x")] * 11}), "11; there may be 1 to 10."),
    (message({"type": "actions", "elements": [BUTTON] * 26}), "26; there may be 1 to 25."),
    (message({"type": "actions", "elements": [BUTTON] * 2}), "“go” stands 2 times"),
    (message({"type": "context", "elements": [plain("x")] * 11}), "11; there may be 1 to 10."),
    (message(section(accessory=BUTTON | {"text": plain("x" * 76)})), "76 characters"),
    (
        message(
            section(""),
        ),
        "empty, and Slack refuses that.",
    ),
    (message({"type": "section"}), "Neither text nor fields"),
    (message(section(block_id="b"), section(block_id="b")), "“b” stands 2 times"),
    (message(text="x" * 4001), "The text: 4,001 characters"),
    (message(section(), text=""), "There is no text"),
    (modal(TABLE), "A modal takes no block of the type “data_table”"),
    (modal(CHART), "A modal takes no block of the type “data_visualization”"),
    (message({"type": "alert"}), "A message takes no block of the type “alert”"),
    (modal({"type": "input", "label": plain("x"), "element": ENTRY}), "needs a submit button"),
    (modal({"type": "input", "element": ENTRY}, submit=plain("Go")), "Without label"),
    (modal(title=plain("x" * 25)), "The view's title: 25 characters; there may be 24."),
    (modal(private_metadata="x" * 3001), "private_metadata: 3,001 characters"),
    (modal(section("x" * 2999)) | {"external": "x" * 250_000}, "larger than 250 kB"),
    (message(CHART, CHART, CHART), "3 charts; there may be 2."),
    (message(CHART | {"title": "x" * 51}), "51 characters"),
    (message(CHART | {"chart": {"type": "pie", "segments": []}}), "0 segments"),
    (
        message(CHART | {"chart": {"type": "pie", "segments": [{"label": "a", "value": 0}]}}),
        "not above zero",
    ),
    (message(CHART | {"chart": {"type": "bar", "series": series(*"abcdefghijklm")}}), "13 series"),
    (
        message(CHART | {"chart": along("bar") | {"axis_config": {"categories": ["Oct"]}}}),
        "Not every series has every category",
    ),
    (message(TABLE | {"rows": [[plain("a")]]}), "1; there may be 2 to 201."),
    (message(TABLE | {"rows": [[plain("a")] * 21] * 2}), "21 columns"),
    (message(TABLE | {"rows": [[plain("a" * 10_001)]] * 2}), "there may be 20000."),
    (message({"type": "data_table", "rows": TABLE["rows"]}), "Without caption"),
    ({"type": "card", "blocks": []}, "A view is a modal or home, not “card”."),
    ({"type": "modal", "blocks": [1]}, "The blocks are no list of objects."),
]


@pytest.mark.parametrize(("view", "sentence"), FAULTS, ids=[words for _, words in FAULTS])
def test_what_slack_would_refuse_is_told_in_a_sentence(standing: Page, view: Any, sentence: str):
    problems = standing.post("/limits", view).json["problems"]
    assert any(sentence in problem for problem in problems), problems


def test_what_is_within_the_limits_has_no_problems_and_says_how_full_it_is(standing: Page):
    told = standing.post("/limits", message(section(), CHART, TABLE)).json
    assert told["problems"] == []
    assert {"what": "Blocks", "is": 3, "most": 50} in told["measures"]


def test_everything_the_story_shows_is_within_the_limits(standing: Page):
    state = standing.does("open_home")["state"]
    views = [state["home"], *(m for place in state["messages"].values() for m in place)]
    for view in views:
        named = {"type": "message"} | {n: view[n] for n in ("type", "text", "blocks") if n in view}
        assert standing.post("/limits", named).json["problems"] == []


def test_what_is_no_view_at_all_is_told_so(standing: Page):
    answer = standing.post("/limits", {"type": "modal", "title": "x", "blocks": [{"type": [1]}]})
    assert answer.status in (200, 400)
    assert standing.post("/limits", {"blocks": [{"type": "actions", "elements": 5}]}).status == 400


def test_the_drawer_says_what_the_stand_in_of_the_tests_holds_the_product_to():
    for own, theirs in ((limits.TEXTS, known.TEXTS), (limits.COUNTS, known.COUNTS)):
        for kind in own.keys() & theirs.keys():
            assert own[kind] == theirs[kind], kind
        assert theirs.keys() <= own.keys()
    assert {name: known.VIEW_TEXTS.get(name, known.LABEL) for name in limits.VIEW} == limits.VIEW
    assert limits.MOST_BYTES == known.VIEW_BYTES
    blocks = {"message": known.MESSAGE_BLOCKS, "modal": known.VIEW_BLOCKS}
    assert blocks | {"home": known.VIEW_BLOCKS} == limits.MOST_BLOCKS
