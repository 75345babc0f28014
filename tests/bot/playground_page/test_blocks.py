"""Every block of the product's views is drawn as Slack draws it, and what is unknown says so."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.bot.playground_page.canned import PIXEL, Json, button, marked, section, words
from tests.bot.playground_page.screen import Screen


def text_block(markdown: str) -> Json:
    return {"type": "section", "block_id": "t", "text": {"type": "mrkdwn", "text": markdown}}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "block_id": "r", "elements": list(parts)}


def rich_line(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def raw(value: str | float) -> Json:
    if isinstance(value, str):
        return {"type": "raw_text", "text": value}
    return {"type": "raw_number", "value": value, "text": f"{value:,.0f}"}


BLOCKS: dict[str, tuple[Json, str, str]] = {
    "section": (section("*Acme*"), "strong", "Acme"),
    "fields": (
        {"type": "section", "block_id": "f", "fields": [marked("*Stage*\nlead"), marked("b")]},
        ".fields .text >> nth=0",
        "Stagelead",
    ),
    "header": (
        {"type": "header", "block_id": "h", "text": words("Today :tada:")},
        "h3",
        "Today 🎉",
    ),
    "context": (
        {
            "type": "context",
            "block_id": "c",
            "elements": [
                {"type": "image", "image_url": PIXEL, "alt_text": "a dot"},
                marked("small _print_"),
            ],
        },
        "em",
        "print",
    ),
    "actions": (
        {"type": "actions", "block_id": "a", "elements": [button("Go", "go")]},
        ".block-actions button",
        "Go",
    ),
    "image": (
        {
            "type": "image",
            "block_id": "i",
            "image_url": PIXEL,
            "alt_text": "a dot",
            "title": words("A dot"),
        },
        "figcaption",
        "A dot",
    ),
    "rich_text": (
        rich(
            rich_line(
                {"type": "text", "text": "bold", "style": {"bold": True}},
                {"type": "emoji", "name": "tada"},
                {"type": "user", "user_id": "U0BEN"},
            ),
        ),
        ".rich-section",
        "bold🎉@Ben Carter",
    ),
    "rich_list": (
        rich(
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [rich_line({"type": "text", "text": name}) for name in ("one", "two")],
            }
        ),
        "ol > li >> nth=1",
        "two",
    ),
    "rich_quote": (
        rich({"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]}),
        "blockquote",
        "said",
    ),
    "rich_code": (
        rich({"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a  b"}]}),
        "pre",
        "a  b",
    ),
    "table": (
        {"type": "table", "block_id": "t", "rows": [[raw("Deal")], [raw("Acme")]]},
        "tbody td",
        "Acme",
    ),
    "markdown": (
        {"type": "markdown", "block_id": "m", "text": "# Title\n\n- one\n- **two**"},
        "ul > li >> nth=1",
        "two",
    ),
    "alert": (
        {"type": "alert", "block_id": "a", "level": "warning", "text": marked("*Careful*")},
        ".alert-warning strong",
        "Careful",
    ),
    "card": (
        {
            "type": "card",
            "block_id": "c",
            "title": marked("*Acme*"),
            "subtitle": words("Lead"),
            "body": words("Body"),
            "actions": [button("Log", "log")],
        },
        ".card-actions button",
        "Log",
    ),
    "container": (
        {
            "type": "container",
            "block_id": "c",
            "title": words("Two deals"),
            "child_blocks": [section("inside")],
        },
        ".container-blocks .text",
        "inside",
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_drawn(told: Screen, name: str) -> None:
    block, selector, shown = BLOCKS[name]
    message = told.says(block)
    expect(message.locator(selector)).to_have_text(shown)
    expect(told.page.locator(".unknown-block")).to_have_count(0)


def test_a_divider_is_a_line(told: Screen) -> None:
    expect(told.says({"type": "divider", "block_id": "d"}).locator("hr")).to_be_visible()


def test_what_nobody_can_draw_says_so(told: Screen) -> None:
    message = told.says(
        {"type": "carousel", "block_id": "x"},
        {"type": "actions", "block_id": "y", "elements": [{"type": "workflow_button"}]},
    )
    expect(message.locator(".unknown-block")).to_have_text(
        ["unknown block: carousel", "unknown block: workflow_button"]
    )


def test_pictures_from_elsewhere_are_not_fetched(told: Screen) -> None:
    asked: list[str] = []
    told.page.on("request", lambda request: asked.append(request.url))
    message = told.says(
        {
            "type": "image",
            "block_id": "i",
            "image_url": "https://example.com/a.png",
            "alt_text": "A chart of deals",
        }
    )
    expect(message.get_by_role("img", name="A chart of deals")).to_be_visible()
    assert not [url for url in asked if "example.com" in url]


MARKDOWN: dict[str, str] = {
    "*bold* _it_ ~gone~": "<strong>bold</strong> <em>it</em> <s>gone</s>",
    "*_both_*": "<strong><em>both</em></strong>",
    "5*3*2 and snake_case_name": "5*3*2 and snake_case_name",
    "* not bold * and **": "* not bold * and **",
    "`*code*` here": "<code>*code*</code> here",
    "a &lt;b&gt; &amp;amp;": "a &lt;b&gt; &amp;amp;",
    "one\ntwo": "one<br>two",
    "&gt; said\nafter": "<blockquote>said</blockquote>after",
    "> a\n> b": "<blockquote>a<br>b</blockquote>",
    "see ```x *y*\nz``` ok": "see <pre>x *y*\nz</pre> ok",
    ":no_such_sign: 10:30:15": ":no_such_sign: 10:30:15",
    "*a* and *b*": "<strong>a</strong> and <strong>b</strong>",
    "*Ana*: yes": "<strong>Ana</strong>: yes",
    "~1. Olá~  done": "<s>1. Olá</s>  done",
}


@pytest.mark.parametrize("typed", MARKDOWN)
def test_slacks_markdown_reads_as_in_slack(told: Screen, typed: str) -> None:
    message = told.says(text_block(typed))
    assert message.locator(".block-section .text").inner_html() == MARKDOWN[typed]


def test_mentions_links_and_dates_are_named(told: Screen) -> None:
    message = told.says(
        text_block(
            "<@U0BEN> in <#C0SALES> reads <https://example.com/?a=1&amp;b=2|the plan>, "
            "<mailto:a@b.co|a@b.co>, <!here>, <!date^1773045000^{date_short} {time}|then>"
        )
    )
    text = message.locator(".text")
    expect(text).to_have_text(
        "@Ben Carter in #sales reads the plan, a@b.co, @here, 9 Mar 2026 08:30"
    )
    expect(text.locator("a").first).to_have_attribute("href", "https://example.com/?a=1&b=2")


def test_bare_addresses_are_links_unless_verbatim(told: Screen) -> None:
    message = told.says(text_block("see https://example.com/a."))
    expect(message.locator("a")).to_have_attribute("href", "https://example.com/a")
    expect(told.says(section("see https://example.com/a.")).locator("a")).to_have_count(0)


def people_table(**more: Any) -> Json:
    rows = [[raw("Deal"), raw("Amount")]]
    rows += [
        [raw(name), raw(float(amount))]
        for name, amount in zip("BADCEFG", range(7, 0, -1), strict=True)
    ]
    return {"type": "data_table", "block_id": "d", "caption": "Deals", "rows": rows, **more}


def test_a_data_table_turns_pages(told: Screen) -> None:
    message = told.says(people_table(page_size=3))
    first = message.locator("tbody th")
    expect(message.locator("caption")).to_have_text("Deals")
    expect(first).to_have_text(["B", "A", "D"])
    message.get_by_role("button", name="Next").click()
    expect(first).to_have_text(["C", "E", "F"])
    message.get_by_role("button", name="Next").click()
    expect(first).to_have_text(["G"])
    expect(message.get_by_role("button", name="Next")).to_be_disabled()
    expect(told.focused).to_have_text("Previous")


def test_a_data_table_sorts_words_and_numbers(told: Screen) -> None:
    message = told.says(people_table(page_size=100))
    message.get_by_role("button", name="Deal", exact=True).click()
    expect(message.locator("tbody th")).to_have_text(list("ABCDEFG"))
    amount = message.get_by_role("columnheader", name="Amount")
    amount.get_by_role("button").click()
    expect(amount).to_have_attribute("aria-sort", "ascending")
    expect(message.locator("tbody td")).to_have_text([str(n) for n in range(1, 8)])
    amount.get_by_role("button").click()
    expect(message.locator("tbody td")).to_have_text([str(n) for n in range(7, 0, -1)])


PIE: Json = {
    "type": "pie",
    "segments": [{"label": "Won", "value": 3}, {"label": "Lost", "value": 2}],
}


def xy(kind: str) -> Json:
    data = [{"label": "Jan", "value": 4}, {"label": "Feb", "value": 9}]
    axis = {"categories": ["Jan", "Feb"], "x_label": "Month", "y_label": "Deals"}
    return {"type": kind, "series": [{"name": "Won", "data": data}], "axis_config": axis}


@pytest.mark.parametrize("chart", [PIE, xy("bar"), xy("line"), xy("area")], ids=lambda c: c["type"])
def test_a_chart_is_an_image_with_its_numbers(told: Screen, chart: Json) -> None:
    message = told.says(
        {"type": "data_visualization", "block_id": "v", "title": "By month", "chart": chart}
    )
    image = message.get_by_role("img", name="By month")
    expect(image).to_have_attribute("src", re.compile("^blob:"))
    image.evaluate("image => image.decode()")
    rows = message.locator("table tr").all_inner_texts()
    joined = [" ".join(row.split()) for row in rows]
    assert joined[1:] == (["Won 3", "Lost 2"] if chart is PIE else ["Jan 4", "Feb 9"])


def test_a_container_folds(told: Screen) -> None:
    message = told.says(
        {
            "type": "container",
            "block_id": "c",
            "title": words("More"),
            "is_collapsible": True,
            "default_collapsed": True,
            "child_blocks": [section("inside")],
        }
    )
    expect(message.get_by_text("inside")).to_be_hidden()
    message.get_by_text("More").click()
    expect(message.get_by_text("inside")).to_be_visible()


def test_a_message_without_blocks_shows_its_text(told: Screen) -> None:
    expect(told.says(text="Just *words*").locator(".text strong")).to_have_text("words")
