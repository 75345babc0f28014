"""Every command of the loop, as a seller types it: over HTTP and Socket Mode, on both databases."""

import re

import pytest

from bot.handlers.looking import TOPICS
from tests.bot.app import Coach
from tests.bot.person import Person, labelled, words
from tests.slack import BEN, SlackWouldRefuse


def test_a_deal_is_added_with_everything_in_one_line(seller: Person) -> None:
    ack = seller.types("add Acme 12k close end of march stage opportunity source referral")
    assert ack.body["response_type"] == "ephemeral"
    assert ack.text == (
        "Added Acme as opportunity. Amount $12,000. Decision expected Tue 31 Mar 2026. "
        "Source referral. On the table; next touch due Wed 4 Mar 2026."
    )


def test_a_deal_needs_nothing_but_a_name(seller: Person) -> None:
    assert seller.reads("add “Blue Bottle”").startswith("Added Blue Bottle as lead.")


def test_a_call_is_logged_in_the_words_that_were_said(seller: Person) -> None:
    seller.types("add Acme")
    told = seller.reads('log acme call "Dana signs on Friday" in with Dana')
    assert told.startswith("Logged a call from Acme (Dana): “Dana signs on Friday”.")


def test_what_was_agreed_in_a_call_becomes_the_next_step(seller: Person) -> None:
    seller.types("add Acme")
    told = seller.reads('log acme call "went well" then thu "send the contract"')
    assert "Next step Thu 5 Mar 2026, send the contract." in told


def test_a_bare_day_at_the_end_of_a_call_is_the_next_step(seller: Person) -> None:
    seller.types("add Acme")
    assert "Next step Tue 3 Mar 2026." in seller.reads('log acme call "went well" tue')


@pytest.mark.parametrize("kind", ["call", "mail", "meeting", "demo", "message", "visit"])
def test_every_kind_of_touch_is_logged(seller: Person, kind: str) -> None:
    seller.types("add Acme")
    assert f"Logged a {kind} with Acme: “hi”." in seller.reads(f'log acme {kind} "hi"')


def test_a_note_is_kept_and_is_no_touch(seller: Person) -> None:
    seller.types("add Acme")
    assert seller.reads('log acme note "they moved"').startswith("Kept a note on Acme")
    assert "Last touch: none yet" in seller.reads("show acme")


def test_the_kind_of_a_touch_works_as_a_command(seller: Person) -> None:
    seller.types("add Acme")
    assert seller.reads('call acme "Dana signs"').startswith("Logged a call with Acme")


def test_a_deal_moves_to_a_stage(seller: Person) -> None:
    seller.types("add Acme")
    told = seller.reads("move acme opportunity")
    assert told.startswith("Moved Acme from lead to opportunity.")
    assert "In the freezer" in told


def test_a_deal_moves_to_a_buying_stage(seller: Person) -> None:
    seller.types("add Acme stage opportunity")
    told = seller.reads("move acme short list")
    assert told.startswith("Moved Acme from opportunity to opportunity, short list.")


def test_a_step_back_is_questioned_and_done(seller: Person) -> None:
    seller.types("add Acme stage opportunity")
    told = seller.reads("move acme lead")
    assert "That is a step back: did the buyer step back too?" in told
    assert "Stage: lead" in seller.reads("show acme")


def test_the_next_step_is_kept_and_cleared(seller: Person) -> None:
    seller.types("add Acme")
    told = seller.reads('next acme "security review" tue')
    assert told.startswith("Acme: next step Tue 3 Mar 2026, security review.")
    assert seller.reads("next acme none").startswith("Acme: no next step any more.")


def test_a_later_decision_date_is_called_pushed(seller: Person) -> None:
    seller.types("add Acme stage opportunity close 20 march")
    told = seller.reads("date acme 30 june")
    assert "Decision moved" not in told
    assert "decision moved from Fri 20 Mar 2026 to Tue 30 Jun 2026." in told
    assert "Pushed by 102 days." in told
    assert seller.reads("date acme none").startswith("Acme: no decision date any more.")


def test_a_win_needs_no_reason(seller: Person) -> None:
    seller.types("add Acme 12k stage opportunity")
    told = seller.reads("won acme 14k yesterday")
    assert told.startswith(":tada: Won Acme for $14,000, Sun 1 Mar 2026.")
    assert told.endswith("Closed: won, Sun 1 Mar 2026.")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('lost acme to Globex "price"', "Acme: lost to Globex: “price”."),
        ('lost acme no decision "budget"', "Acme: lost to no decision: “budget”."),
        ("lost acme to Globex because they needed SAP", "lost to Globex: “they needed SAP”."),
        ('letgo acme "not a priority"', "Let go of Acme: “not a priority”. That is time won back."),
    ],
)
def test_a_deal_ends_with_its_reason(seller: Person, line: str, told: str) -> None:
    seller.types("add Acme stage opportunity")
    assert told in seller.reads(line)
    assert "Your open deals: none." in seller.reads("list")
    assert "Closed:" in seller.reads("show acme")


def test_a_parked_deal_leaves_the_list_until_it_is_woken(seller: Person) -> None:
    seller.types("add Acme")
    told = seller.reads("park acme until october")
    assert told.startswith("Parked Acme until Thu 1 Oct 2026.")
    assert "Acme" not in seller.reads("today")
    assert seller.reads("wake acme").startswith("Acme is awake again.")
    assert "1. Acme:" in seller.reads("today")


def test_a_snoozed_deal_leaves_the_list(seller: Person) -> None:
    seller.types("add Acme")
    assert seller.reads("snooze acme 3d").startswith("Snoozed Acme until Thu 5 Mar 2026.")
    assert "Acme" not in seller.reads("today")


def test_the_card_tells_everything_that_is_known(seller: Person) -> None:
    seller.types("add Acme EUR 40k stage opportunity close 20 march product Pro segment retail")
    seller.types('log acme call "Dana signs on Friday" with Dana then thu "send SOC 2"')
    card = seller.types("show acme")
    for fact in (
        "opportunity",
        "€40,000",
        "Fri 20 Mar 2026 (in 18 days)",
        "Thu 5 Mar 2026, send SOC 2",
        "Mon 2 Mar 2026 (today)",
        "Pro",
        "retail",
    ):
        assert fact in words(card), fact
        assert fact in card.text, fact
    assert "call out with Dana “Dana signs on Friday”" in words(card)


def test_a_long_list_is_turned_page_by_page(seller: Person) -> None:
    for number in range(1, 11):
        seller.types(f"add Deal{number:02d}")
    first = seller.types("list")
    assert first.text.startswith("Your open deals: 10 deals, page 1 of 2.")
    assert "Deal08" in words(first)
    assert "Deal09" not in words(first)
    second = seller.presses(first, "More")
    assert second is first.message
    assert "Deal09" in words(second)
    with pytest.raises(SlackWouldRefuse, match="0 “More”"):
        labelled(second.blocks, "More")
    assert "Deal01" in words(seller.presses(second, "Back"))


def test_a_row_of_a_page_opens_its_card(seller: Person) -> None:
    seller.types("add Acme")
    seller.types("add Globex")
    page = seller.types("list")
    assert seller.presses(page, "Show Globex").text.startswith("Globex. Lead;")


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", {"Early", "Near", "Far", "Someday"}),
        ("mine", {"Early", "Near", "Far", "Someday"}),
        ("lead", {"Early"}),
        ("opportunity", {"Near", "Far", "Someday"}),
        ("short list", {"Far"}),
        ("table", {"Near"}),
        ("fridge", {"Far"}),
        ("freezer", {"Someday"}),
        ("ear", {"Early", "Near"}),
        ("overdue", {"Near"}),
    ],
)
def test_a_list_is_narrowed_by_what_is_asked(seller: Person, asked: str, names: set[str]) -> None:
    seller.types("add Early")
    seller.types("add Near stage opportunity close 20 march")
    seller.types("add Far stage short list close in 4 months")
    seller.types("add Someday stage opportunity")
    seller.types('next near "call back" today')
    shown = words(seller.types(f"list {asked}"))
    assert {name for name in ("Early", "Near", "Far", "Someday") if name in shown} == names


def test_todays_list_says_why_each_deal_stands_there(seller: Person) -> None:
    seller.types("add Acme")
    listed = seller.types("today")
    assert listed.text.startswith("Mon 2 Mar 2026. 1 deal where today's hours do most good.")
    for part in ("*Acme*", "Nobody has touched this lead", "If left:", "Move:"):
        assert part in words(listed)
    assert words(seller.types("")) == words(listed)


def test_somebody_without_deals_is_told_how_to_begin(seller: Person) -> None:
    ack = seller.types("today")
    assert ack.text == "You have no open deals yet, so there is nothing to plan. Add the first one?"
    form = seller.presses_for_a_form(ack, "Add a deal")
    assert seller.sends(form, {"name": "Acme", "stage": "Lead"}).text.startswith("Added Acme")


def test_undo_takes_back_the_last_change(seller: Person) -> None:
    seller.types("add Acme")
    seller.types('log acme call "hi"')
    undone = seller.reads("undo")
    assert undone.startswith("Undone: what was logged on Acme no longer counts. Lead; ")
    assert "Last touch: none yet" in seller.reads("show acme")
    assert seller.reads("undo") == "Undone: Acme is not added."
    assert seller.reads("undo").startswith("There is nothing of yours to undo")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("move acme prospect", "Undone: Acme is at lead again."),
        ("won acme", "Undone: Acme is open again."),
        ('lost acme to Globex "price"', "Undone: Acme is open again."),
        ("next acme fri", "Undone: Acme: no next step."),
        ("date acme 30 june", "Undone: Acme: no decision date."),
        ("park acme", "Undone: Acme is not parked."),
        ("snooze acme 3d", "Undone: Acme is not snoozed."),
    ],
)
def test_the_undo_button_puts_everything_back(seller: Person, line: str, told: str) -> None:
    seller.types("add Acme 12k")
    before = seller.reads("show acme")
    answer = seller.types(line)
    assert seller.reads("show acme") != before
    undone = seller.presses(answer, "Undo")
    assert undone is answer.message
    assert undone.text.startswith(f"{told} Lead; ")
    assert seller.reads("show acme") == before


def test_help_names_every_command_and_explains_one(seller: Person) -> None:
    overview = words(seller.types("help"))
    for verb in ("log", "add", "move", "next", "date", "won", "lost", "letgo", "park", "snooze"):
        assert f"`/deal {verb}`" in overview
    page = seller.types("help log")
    assert page.text.startswith("log logs a touch, and what comes next.")
    assert 'log acme call "Dana signs on Friday"' in words(page)
    assert words(seller.types("?")) == overview


FOR_ADMINS = {"settings dates month first", "recap post"}
REFUSED = re.compile(r"^(I |You have no|You already|There is|Say |That is set|“)")
BEFORE = {"wake": "park {}", "reopen": 'letgo {} "no budget"'}
"""What must have happened to each deal for the line to make sense."""


def test_every_line_that_help_shows_works(coach: Coach) -> None:
    """Each is typed by somebody who has the deals it speaks of."""
    examples = {line for topic in TOPICS for line in topic.examples} - FOR_ADMINS
    assert len(examples) > 80
    Person(coach, BEN).types("today")
    for number, line in enumerate(sorted(examples)):
        coach.slack.workspace.add_user(f"U0{number:03d}", f"person{number}")
        person = Person(coach, f"U0{number:03d}")
        for name in ("Acme", "Globex", "Blue Bottle"):
            if not line.startswith("add"):
                person.types(f"add {name} 5k")
            if line.split(" ")[0] in BEFORE:
                person.types(BEFORE[line.split(" ")[0]].format(name))
        ack = person.types(line)
        assert not REFUSED.match(ack.text), f"{line}: {ack.text}"
        assert bool(ack.view) == (line == "settings"), line


def test_every_page_of_help_has_three_lines(seller: Person) -> None:
    for topic in TOPICS:
        assert len(topic.examples) == 3
        assert seller.reads(f"help {topic.name}").startswith(topic.name)
    assert seller.reads("help table").startswith("shelves say how soon")


def test_the_recap_can_be_looked_at_before_it_is_posted(seller: Person) -> None:
    seller.types("add Acme 12k stage opportunity")
    preview = seller.types("recap preview")
    assert "Only you see this, and it counts the deals that you see." in words(preview)
    assert preview.text.startswith("The week up to Mon 2 Mar 2026. Added:")
