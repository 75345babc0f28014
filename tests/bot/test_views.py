"""Every message, form and Home tab holds Slack's limits, whatever is in it, and speaks."""

import importlib
import inspect
import pkgutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import views
from bot.handlers.looking import GROUPS, SHARED, TOPICS
from bot.imports.columns import Columns, Guess, Told
from bot.imports.sheets import Line, Sheet
from bot.imports.survey import Survey
from bot.usecases import drafting
from bot.usecases.choosing import Offered
from bot.usecases.daily import Listed, ListedRow
from bot.usecases.finding import WhichDeal
from bot.usecases.handing import Handed
from bot.usecases.importing import Outcome, Reject
from bot.usecases.mood import Day
from bot.usecases.nudging import Nudged
from bot.usecases.previewing import Files, Preview
from bot.usecases.showing import money
from bot.views import (
    answers,
    arrived,
    card,
    choosing,
    coach,
    daily,
    drafts,
    files,
    forms,
    handed,
    help,
    home,
    kit,
    knowing,
    listing,
    mirror,
    mood,
    nudge,
    pricing,
    recap,
    refusal,
    spending,
    trouble,
    welcome,
    written,
)
from bot.views import settings as settings_views
from bot.views.forms import FORMS, Origin
from bot.views.kit import Said
from bot.views.written import COUNTED
from coaching.errors import Refusal, Suggestion
from coaching.mirror import Seen
from coaching.mirror import mirror as seen_in
from coaching.nudges import NudgeKind
from storage.incoming import Tally
from tests.bot import awkward, awkward_home
from tests.bot.awkward import NOW, TODAY, names
from tests.bot.person import elements, texts
from tests.bot.shape import message_faults, view_faults

URL = "https://hooks.slack.com/actions/T000ACME/12345678901/" + "a" * 24


def drive(examples: int) -> Any:
    """So many examples, each of which may be large."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(max_examples=examples, suppress_health_check=slow)


SPELT = str.maketrans("∗ˍ∼", "*_~")
"""Marks of type as they were written."""


def said(message: Said) -> Said:
    """The message, once nothing is wrong with it."""
    assert message_faults({"text": message.text, "blocks": list(message.blocks)}) == []
    return message


def view(drawn: dict[str, Any]) -> dict[str, Any]:
    """The form or Home tab, once nothing is wrong with it."""
    assert view_faults(drawn) == []
    return drawn


MARKS = str.maketrans("", "", "*∗_ˍ~∼`")


def spoken(name: str) -> str:
    """The beginning of a name as the sentence says it, without what marks type."""
    return kit.escape(name[:20]).translate(MARKS)[:15]


def bare(text: str) -> str:
    """A text without what marks type, or once did."""
    return text.translate(MARKS)


def test_every_view_there_is_stands_in_this_file() -> None:
    source = inspect.getsource(importlib.import_module(__name__))
    for module in pkgutil.iter_modules(views.__path__):
        found = importlib.import_module(f"bot.views.{module.name}")
        for name, function in inspect.getmembers(found, inspect.isfunction):
            own = function.__module__ == found.__name__ and not name.startswith("_")
            if own and function.__annotations__.get("return") in (Said, kit.Json):
                alias = "settings_views" if module.name == "settings" else module.name
                assert f"{alias}.{name}(" in source or module.name == "kit", f"{alias}.{name}"


@drive(150)
@given(awkward.changes())
def test_an_echo_names_the_deal_and_offers_undo(change: Any) -> None:
    message = said(written.written(change, undo_minutes=10))
    assert spoken(change.deal.name) in bare(message.text)
    labels = [element["text"]["text"] for element in elements(list(message.blocks))]
    assert labels[0] == "Undo"


@drive(30)
@given(awkward.undone)
def test_an_undo_names_the_deal(taken: Any) -> None:
    message = said(written.undone(taken))
    assert message.text.startswith("Undone: ")
    assert taken.verb in COUNTED or spoken(taken.name) in bare(message.text)


@drive(30)
@given(names, names)
def test_a_new_owner_hears_which_deal_is_theirs(name: str, giver: str) -> None:
    message = said(handed.handed(Handed(3, 7, name, giver)))
    assert "is yours now" in message.text


@drive(30)
@given(names, st.sampled_from(NudgeKind), names)
def test_a_nudge_says_why_and_offers_less(name: str, kind: Any, facts: str) -> None:
    message = said(nudge.nudge(Nudged(7, name, kind, "They wrote yesterday.", facts)))
    labels = [element.get("text", {}).get("text") for element in elements(list(message.blocks))]
    assert "Less like this" in labels
    assert "They wrote yesterday." in message.text
    assert "settings nudges on" in said(nudge.less(kind)).text


@drive(30)
@given(awkward.lists(), st.booleans())
def test_a_bad_day_parts_the_list_and_names_some(listed: Any, low: bool) -> None:
    rows = listed.rows
    shown = Day(low, rows[:9], rows[:9], rows, TODAY)
    message = said(mood.mood(shown))
    assert ("No calls today" in message.text) is low


@drive(40)
@given(awkward.suggested, names)
def test_a_suggestion_of_any_text_can_be_sent_and_answered(made: Any, name: str) -> None:
    message = said(coach.suggestion(made))
    labels = [element["text"]["text"] for element in elements(list(message.blocks))]
    ways = ["Copy", "They opted in", "They opted out", "Not now"]
    assert labels == (ways if made.sort == "offramp" else ["Useful", "Not useful"])
    assert spoken(made.name) in bare(message.text)
    assert spoken(made.name) in bare(said(coach.advice([made, replace(made, id=made.id + 1)])).text)
    assert said(coach.advice([])).text.startswith("No play applies just now")
    assert "15 days" in said(coach.not_now(name, "15 days")).text
    assert said(coach.thanked(useful=True)) != said(coach.thanked(useful=False))


def test_the_mirror_tells_its_facts_and_that_it_is_private() -> None:
    for seen in (Seen(), Seen(out=10, decided=2), Seen(out=40, questions=20, offered=1, asked=3)):
        message = said(mirror.mirror(seen_in(seen)))
        assert "nobody is ranked" in message.text


def test_a_repeated_delivery_is_told() -> None:
    said(written.repeated())


@drive(80)
@given(awkward.cards(), st.sampled_from(awkward.ZONES))
def test_a_card_tells_its_facts_in_its_sentence_too(shown: Any, zone: str) -> None:
    message = said(card.card(shown, NOW, zone))
    assert message.text.startswith(kit.escape(shown.deal.name)[:15])
    if shown.deal.amount and len(message.text) < kit.TEXT_MOST:
        assert kit.escape(money(shown.deal.amount)) in message.text


@drive(60)
@given(awkward.pages())
def test_a_page_names_its_deals_and_turns_within_its_bounds(shown: Any) -> None:
    message = said(listing.page(shown))
    if shown.deals:
        assert kit.escape(shown.deals[0].name)[:10] in message.text
    for element in elements(list(message.blocks)):
        if element["action_id"].startswith("page:"):
            assert 1 <= int(element["value"].split("|")[1]) <= shown.last_page + 2


@drive(60)
@given(awkward.lists())
def test_a_daily_list_of_any_length_can_be_sent(listed: Any) -> None:
    message = said(daily.daily_list(listed, TODAY))
    assert "Mon 2 Mar 2026" in message.text or "no open deals yet" in message.text
    if listed.rows:
        assert f"1. {kit.escape(listed.rows[0].name)[:10]}" in message.text
    else:
        assert daily.nothing_due(listed, TODAY) == message


@pytest.mark.parametrize("why", awkward.AWKWARD)
def test_what_could_not_be_read_is_said_so(why: str) -> None:
    assert said(daily.unread(f"{why}.")).text.startswith(daily.UNREAD)
    assert "Try again" in str(view(home.unread(why)))
    view(home.nothing(why))


@pytest.mark.parametrize("name", awkward.AWKWARD)
def test_twenty_five_rows_of_any_name_can_be_sent(name: str) -> None:
    rows = [
        ListedRow(n, name, 2, f"{name}.", f"{name}.", f"{name}.", f"{name}.") for n in range(25)
    ]
    listed = Listed(tuple(rows), 12, 99)
    message = said(daily.daily_list(listed, TODAY))
    shown = "\n".join(texts(list(message.blocks)))
    assert "1. *" in shown
    assert f"{25 - shown.count('If left:')} more: `list` shows every deal." in shown
    view(home.home(awkward_home.overview(listed), awkward_home.ASKING))


@drive(60)
@given(awkward_home.overviews(), st.booleans())
def test_home_shows_a_list_of_any_length_and_any_pipeline(overview: Any, plain: bool) -> None:
    drawn = view(home.home(overview, awkward_home.ASKING, plain=plain))
    shown = "\n".join(texts(drawn["blocks"]))
    for number, row in enumerate(overview.listed.rows[: home.MOST_ROWS], 1):
        assert f"{number}. " in shown
        assert kit.entities(row.name)[:10] in shown.translate(SPELT)
    kinds = {block["type"] for block in drawn["blocks"]}
    assert ("data_table" in kinds) is (bool(overview.listed.open_deals) and not plain)


@drive(40)
@given(awkward.texts, names)
def test_a_draft_and_a_profile_of_any_text_can_be_shown(text: str, name: str) -> None:
    for theirs in (False, True):
        draft = drafting.check(text or "", theirs=theirs)
        assert "".join(draft.rewritten.text.split()) in "".join(
            "".join(texts(list(said(drafts.checked(draft)).blocks))).split()
        )
        view(drafts.page(draft))
    view(welcome.form(name[:300], Origin("settings", home=True)))
    assert said(welcome.profile_kept(name)).text.startswith("Saved.")


@drive(60)
@given(awkward.recaps, st.booleans())
def test_a_recap_counts_everything_and_names_some(told: Any, whole: bool) -> None:
    message = said(recap.recap(told, TODAY))
    said(recap.preview(told, TODAY, whole=whole))
    assert message_faults({"text": message.text, "blocks": list(message.plain)}) == []
    if recap.needs_details(told):
        said(recap.details(told))
    assert message.text.startswith(("The week up to Mon 2 Mar 2026.", "A quiet week"))


def test_a_quiet_week_and_a_posted_recap_are_told() -> None:
    said(recap.posted("C000SALES"))


@drive(80)
@given(
    names,
    st.lists(awkward.deals(closed=False), max_size=4),
    st.sampled_from(['log {} call "hi"', "snooze {} 3d", "show {}", ""]),
)
def test_a_question_offers_its_candidates_each_with_a_line(
    typed: str, found: list[Any], line: str
) -> None:
    asked = WhichDeal(f"You have no deal called “{typed}”.", typed, tuple(found))
    message = said(refusal.refusal(asked, line.format(typed)))
    offered = list(elements(list(message.blocks)))
    assert len(offered) <= len(found)
    for element, deal in zip(offered, found, strict=False):
        assert f"#{deal.id}" in element["value"] or len(offered) < len(found)


@drive(30)
@given(names, st.lists(st.builds(Suggestion, names, names), max_size=5))
def test_any_refusal_can_be_shown(typed: str, offered: list[Suggestion]) -> None:
    refused = Refusal(f"I know nothing called “{typed}”.", suggestions=tuple(offered))
    said(refusal.refusal(refused, typed))


def test_an_apology_holds_its_reference() -> None:
    assert "“1234abcd”" in said(refusal.apology("1234abcd")).text


@drive(40)
@given(awkward.settled())
def test_settings_are_shown_and_told(result: Any) -> None:
    view(settings_views.form(result, Origin("settings", response_url=URL)))
    said(settings_views.settled(result))
    said(settings_views.forgotten(result.asking.member.name))


@pytest.mark.parametrize("verb", FORMS)
def test_every_form_opens_whatever_is_filled_in(verb: str) -> None:
    fields = {field.name for field in FORMS[verb].fields}
    for name in (*awkward.AWKWARD, "y" * 3000, "z" * 4000):
        filled = dict.fromkeys(fields, name) | {
            field.name: known
            for field in FORMS[verb].fields
            for shape, known in (("DAY", "2026-03-05"), ("TIME", "10:30"))
            if field.shape.name == shape
        }
        view(forms.form(verb, filled | {"deal": "12"}, Origin(verb, 2**53, URL), name))
    view(forms.form(verb, {}, Origin(verb)))


@drive(40)
@given(st.lists(awkward_home.choices, max_size=100), st.lists(awkward_home.choices, max_size=100))
def test_a_menu_offers_any_deals_in_groups_where_others_have_some(mine: Any, others: Any) -> None:
    offered = choosing.offered(Offered(tuple(mine), tuple(others)))
    assert ("option_groups" in offered) is bool(mine and others)
    groups = offered.get("option_groups") or [offered]
    assert sum(len(group["options"]) for group in groups) == len(mine) + len(others)
    for group in groups:
        for option in group["options"]:
            assert 1 <= len(option["text"]["text"]) <= 75
            assert 1 <= len(option["description"]["text"]) <= 75


def test_help_tells_every_command() -> None:
    overview = said(help.overview(GROUPS, SHARED))
    for topic in TOPICS:
        assert f"/deal {topic.name}" in overview.text or f"help {topic.name}" in overview.text
        page = said(help.page(topic))
        assert all(kit.escape(f"/deal {line}".strip()) in page.text for line in topic.examples)


@drive(60)
@given(awkward.teams)
def test_the_buying_team_and_its_questions_name_the_deal(team: Any) -> None:
    people = said(knowing.people(team))
    assert spoken(team.deal.name) in bare(people.text)
    for buyer in team.known.buyers[:1]:
        assert spoken(buyer.name)[:10] in bare(people.text)
    asked = said(knowing.questions(team))
    assert spoken(team.deal.name) in bare(asked.text)


@drive(40)
@given(awkward.teams)
def test_the_form_for_answers_has_a_field_for_each_question(team: Any) -> None:
    drawn = view(answers.form(team, Origin("12", response_url=URL)))
    fields = [block["block_id"] for block in drawn["blocks"] if block["type"] == "input"]
    facts, people = answers.answered(dict.fromkeys(fields, " x "))
    assert {*facts, *people} == {question.about for question in team.known.questions}


@drive(60)
@given(awkward.counted, awkward.books)
def test_money_of_the_workspace_is_told(result: Any, books: Any) -> None:
    echo = said(spending.counted(result, undo_minutes=10))
    assert kit.escape(money(result.now.amount)) in echo.text
    assert said(spending.costs(books)).text
    assert said(spending.targets(books)).text


@drive(40)
@given(awkward.priced, awkward.price_lists)
def test_a_price_list_is_told(result: Any, known: Any) -> None:
    echo = said(pricing.kept(result, undo_minutes=10))
    assert not result.now.price or kit.escape(money(result.now.price)) in echo.text
    assert said(pricing.products(known)).text


@pytest.mark.parametrize(
    "message",
    [
        files.how_to_import(),
        files.on_its_way(),
        files.no_commands_here(),
        files.begun(),
        files.cancelled(),
    ],
)
def test_what_is_said_around_files_is_whole(message: Said) -> None:
    assert said(message).text.endswith((".", "knows"))


@drive(40)
@given(names, st.lists(names, min_size=1, max_size=40), st.booleans())
def test_how_a_file_will_be_read_is_shown(name: str, columns: list[str], own_only: bool) -> None:
    guesses = tuple(
        Guess(column, "name" if number == 0 else "", 100 - number, number)
        for number, column in enumerate(columns)
    )
    preview = Preview(
        files=Files(Path(name[:50])),
        sheet=Sheet(Path("x"), tuple(columns)),
        columns=Columns(guesses, "", Told()),
        survey=Survey(rows=8_800),
        unknown_stages=dict.fromkeys(columns, ""),
        name=name,
    )
    message = said(files.preview(preview, "F1", own_only=own_only))
    assert "8,800 rows" in message.text
    labels = [element["text"]["text"] for element in elements(list(message.blocks))]
    assert labels == ["Import", "Cancel"]


@drive(40)
@given(names, st.lists(names, max_size=8), st.integers(0, 9_000))
def test_what_became_of_a_file_names_the_rejected_rows(
    name: str, reasons: list[str], more: int
) -> None:
    rows = [Reject(Line(number, ()), reason) for number, reason in enumerate(reasons, 2)]
    outcome = Outcome(rows=9_000, rejected=len(rows) + more, tally=Tally(1, 2, 3))
    message = said(files.imported(name, outcome, rows))
    assert f"{len(rows) + more:,} rejected." in message.text
    assert all(f"row {row.line.number}: " in "".join(texts(list(message.blocks))) for row in rows)


@pytest.mark.parametrize("verb", sorted(FORMS))
def test_a_form_in_which_nothing_is_chosen_yet_is_redrawn_as_it_was(verb: str) -> None:
    drawn = forms.form(verb, {}, Origin(verb))
    again = view(forms.redrawn({**drawn, "state": {"values": {}}}, Origin(verb)))
    assert again["blocks"] == drawn["blocks"]


@pytest.mark.parametrize("zone", ["America/Argentina/Buenos_Aires", "UTC"])
def test_whoever_installs_hears_how_to_begin_and_that_nothing_was_lost(zone: str) -> None:
    begins = said(arrived.welcome(zone, "8:30"))
    assert "/deal add Acme" in "".join(texts(list(begins.blocks)))
    again = said(arrived.welcome_back(zone, "8:30"))
    assert zone.replace("_", " ") in again.text


@pytest.mark.parametrize("reason", ["is_archived", "not_in_channel", "channel_not_found", "other"])
def test_a_channel_that_takes_nothing_is_told_with_the_way_out(reason: str) -> None:
    message = said(trouble.channel_gone("C0SALES", reason))
    assert "/deal settings" in "".join(texts(list(message.blocks)))
