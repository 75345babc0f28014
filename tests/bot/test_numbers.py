"""The numbers in Slack: words first, then charts, the deals behind them, and a file."""

import csv
import io

import pytest

from tests.bot.person import Person, texts

STORY = (
    "target 100k",
    "add Acme 12k close 30 march stage opportunity source google",
    "add Globex 40k close 20 march stage short list source Google",
    "add Initech 150k close 6 march stage negotiating source referral",
    "add Hooli 10k stage opportunity source google",
    "won Hooli 11k",
    'in globex "they chose us"',
    'out initech "legal in July"',
    "date acme 30 june",
)


@pytest.fixture
def founder(ada: Person) -> Person:
    """An admin with a quarter behind her."""
    for line in STORY:
        ada.types(line)
    return ada


def test_the_forecast_is_what_is_closed_and_called_in(founder: Person) -> None:
    told = founder.reads("forecast")
    assert "Forecast $51,000 (closed $11,000, in $40,000)." in told
    assert "Upside up to $201,000." in told
    assert "Initech Category Commit, Amount $150,000, In or out out, By called" in told
    assert "Reason legal in July" in told


def test_a_press_calls_a_deal_in_and_undo_gives_the_older_word_back(founder: Person) -> None:
    shown = founder.types("forecast")
    echo = founder.presses(shown, "Call Initech in")
    assert echo.text.startswith("Initech is in the forecast for Q1 2026.")
    assert "Forecast $201,000" in founder.reads("forecast")
    founder.presses(echo, "Undo this change of Initech")
    told = founder.reads("forecast")
    assert "Forecast $51,000" in told
    assert "legal in July" in told


def test_why_is_added_to_a_call_in_a_form(founder: Person) -> None:
    echo = founder.presses(founder.types("forecast"), "Call Initech in")
    form = founder.presses_for_a_form(echo, "Change what was stored for Initech")
    changed = founder.sends(form, {"reason": "they sign on friday"})
    assert "“they sign on friday”" in changed.text


def test_commit_without_redlines_is_named_near_the_end(founder: Person) -> None:
    founder.types("in initech")
    assert "without redlines" not in founder.reads("forecast")
    founder.coach.clock.set("2026-03-26")
    assert "1 Commit deal without redlines so near the end: Initech." in founder.reads("forecast")
    founder.types("fact initech redlines “their counsel has it”")
    assert "without redlines" not in founder.reads("forecast")


def test_a_past_period_is_called_no_more(founder: Person) -> None:
    assert "Q4 2025 is over" in founder.reads("in globex q4 2025")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("numbers", "not enough data (1)"),
        ("numbers all time by source", "By source: google Close rate not enough data (1)"),
        ("coverage", "Coverage 2.0× of $100,000; (Best Case + Commit + closed) / target"),
        ("coverage smb", "Counted as smb"),
        ("funnel", "Opportunity to customer not enough data (4)"),
        ("slips", "Pushed 1 deal, 1 time, by 92 days in all."),
        ("plan 1m", "That takes 18,400 suspects, 347.2 a week."),
        ("cost report", "Nothing is recorded as spent in it."),
        ("channels", "In the upper dead zone Initech $150,000."),
        ("hiring", "Not yet"),
        ("sdr 12k 40 4", "A closed deal $1,500, 10 times a meeting."),
        ("forecast smb", "by an example's rates, until you have a history"),
        ("forecast weighted", "won whole or not at all"),
        ("numbers last blue moon", "I can't read “last blue moon” as a period."),
        ("numbers by colour", "not by “colour”"),
        ("coverage all time", "Coverage is about a quarter"),
    ],
)
def test_every_number_answers_in_words(founder: Person, line: str, says: str) -> None:
    assert says in founder.reads(line)


@pytest.mark.parametrize("line", ["numbers", "forecast", "coverage", "funnel", "slips", "channels"])
def test_a_press_draws_charts_and_tables_with_the_same_figures(founder: Person, line: str) -> None:
    words = founder.types(line)
    drawn = founder.presses(words, "Chart and tables")
    kinds = {block["type"] for block in drawn.blocks}
    assert {"data_visualization", "data_table"} <= kinds
    assert drawn.text == words.text


def test_the_rows_behind_a_figure_add_up_to_it(founder: Person) -> None:
    rows = founder.presses(founder.types("forecast"), "Deals behind Best Case")
    assert rows.text.startswith("Best Case, Q1 2026: 1 deal, $40,000.")
    assert "Globex" in rows.text


def test_a_table_comes_as_a_file_to_whoever_asks(founder: Person) -> None:
    founder.presses(founder.types("slips"), "As a file")
    founder.slack.wait_for(lambda: any(message.files for message in founder.messages()))
    (file,) = founder.messages()[-1].files
    content = founder.slack.files[file["id"]]["content"].decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content)))
    assert ["Acme", "1", "92", "$12,000", "Tue 30 Jun 2026", "ada"] in lines


def test_a_rate_counts_another_currency_in(founder: Person) -> None:
    founder.types("add Umbrella EUR 5k close 15 march stage redlining")
    assert "Forecast €5,000 + $51,000" in founder.reads("forecast")
    founder.types("settings rate EUR 1.08")
    assert "Forecast $56,400" in founder.reads("forecast")
    assert "what one unit" in founder.reads("settings rate EUR lots")


def test_a_list_price_is_kept_listed_and_taken_back_by_an_admin(
    founder: Person, anna: Person
) -> None:
    assert founder.reads("product").startswith("No list price is kept yet.")
    assert "pro: list price $4,800." in founder.reads("product pro 4,800")
    echo = founder.types("product Pro margin 60%")
    assert "pro: list price $4,800, gross margin 60 %. Until now it was" in echo.text
    founder.presses(echo, "Undo what was just kept")
    assert "Products: pro: list price $4,800." in anna.reads("product")
    assert "kept by an admin" in anna.reads("product pro 5k")
    form = founder.opens("product basic")
    assert "basic: gross margin 12.5 %" in founder.sends(form, {"margin": "12,5 %"}).text


def test_home_leads_to_each_number(founder: Person) -> None:
    home = founder.looks_at_home()
    assert founder.touches(home, "Coverage").ok
    assert "Coverage, Q1 2026" in "".join(texts(founder.slack.views[-1].blocks))


def test_a_seller_counts_their_own_deals_alone(founder: Person, anna: Person) -> None:
    anna.types("add Stark 5k close 20 march stage negotiating")
    told = anna.reads("forecast")
    assert "Forecast $5,000" in told
    assert "Globex" not in told


def test_the_recap_tells_the_forecast_and_how_often_the_target_is_covered(
    founder: Person,
) -> None:
    told = founder.reads("recap")
    assert "Q1 2026: $51,000 closed or in, of a target of $100,000, covered 2.0×." in told


def test_an_admin_sets_a_seller_s_target_and_a_seller_only_their_own(
    founder: Person, anna: Person, ben: Person
) -> None:
    anna.types("add Stark 5k close 20 march stage negotiating")
    ben.types("today")
    assert "Target of anna" in founder.reads("target 10k for @anna")
    assert "Target $10,000: the forecast is 50.00 % of it." in anna.reads("forecast")
    assert "is set by an admin" in anna.reads("target 20k this quarter @ben")
    assert "Target $100,000" in founder.reads("forecast")
