"""What is typed is understood, asked about, or kept in a form: never quietly lost."""

import pytest

from tests.bot.app import Coach
from tests.bot.person import Person, filled, words


@pytest.fixture
def deals(anna: Person) -> Person:
    """A seller with deals of two words each."""
    for name in ("Nordlys AS", "Polar Systems", "Blue Bottle", "Bluebird"):
        anna.types(f"add “{name}” 5k")
    return anna


def test_the_only_beginning_of_a_name_is_enough_also_where_words_follow(deals: Person) -> None:
    for line, told in (
        ("gave polar deck", "Gave Polar Systems: “deck”."),
        ("asked blue for their volumes", "Asked Blue Bottle: “for their volumes”."),
        ("gave nord the deck", "Gave Nordlys AS: “the deck”."),
        ('lost nordlys "price" to Globex', "Nordlys AS: lost to Globex: “price”."),
    ):
        answer = deals.types(line)
        assert answer.text.startswith(told)
        assert "Undo" in words(answer)
    form = deals.opens("lost polar price")
    assert filled(form)["reason"] == "price"


def test_a_beginning_that_two_names_share_is_asked_with_the_whole_line(deals: Person) -> None:
    asked = deals.types("gave blu the deck")
    assert "Several deals go by “blu”" in asked.text
    assert deals.presses(asked, "Bluebird").text.startswith("Gave Bluebird: “the deck”.")


def test_an_everyday_word_is_no_beginning_of_a_name(deals: Person) -> None:
    deals.types("add The Gap")
    assert deals.reads("call the lawyer said yes").startswith("Do you mean The Gap")


def test_a_person_without_add_is_one_press_away(deals: Person) -> None:
    asked = deals.types("people nordlys Dana CFO decides")
    added = deals.presses(asked, "Add Dana CFO decides")
    assert added.text.startswith("Nordlys AS: Dana, CFO: decides.")


def test_parts_in_brackets_and_facts_with_hyphens_are_read(deals: Person) -> None:
    assert "Dana, CFO: decides." in deals.reads("people polar add Dana CFO (decides)")
    assert "why now is “june”" in deals.reads('fact polar why-now "june"')


def test_a_colleague_whom_nobody_knows_is_not_stored(coach: Coach, deals: Person) -> None:
    before = coach.rows()["buyers"]
    answer = deals.reads("people polar add Dana knows @bruno")
    assert answer.startswith("I know nobody of yours called “@bruno”.")
    assert coach.rows()["buyers"] == before


def test_somebody_who_is_not_on_the_team_is_looked_for_by_likeness(deals: Person) -> None:
    deals.types('people polar add "Raj Patel" evaluates')
    asked = deals.types("people polar remove Raj")
    assert "no longer on the buying team" in deals.presses(asked, "Remove Raj Patel").text
    assert "people acme remove Raj" in deals.reads("people remove Raj")


def test_a_stage_that_is_none_is_named_above_the_form(deals: Person) -> None:
    for line in ("move nordlys banana", "move nordlys as banana"):
        form = deals.opens(line)
        assert "I know no stage called “banana”." in words(form)
        assert filled(form)["deal"] == "Nordlys AS"
    assert "I can't read “banana” as a date." in words(deals.opens("date nordlys banana"))


def test_an_open_deal_is_not_reopened_by_its_beginning(deals: Person) -> None:
    assert deals.reads("reopen polar").startswith("Polar Systems is open already.")


def test_a_button_for_a_deal_that_is_gone_tells_no_number(coach: Coach, deals: Person) -> None:
    asked = deals.types("gave blu the deck")
    coach.sql("UPDATE deals SET voided_at = '2026-03-02' WHERE name = 'Bluebird'")
    answer = deals.presses(asked, "Bluebird")
    assert answer.text.startswith("You have no such deal")
    assert "#" not in words(answer)


def test_marks_of_type_in_what_was_typed_change_no_type(deals: Person) -> None:
    told = words(deals.types('log polar call "_x_ ~y~ *z* o_neil@acme.com"'))
    assert not any(mark in told for mark in ("_x_", "~y~", "*z*"))
    assert "o_neil@acme.com" in told


def test_a_touch_of_yesterday_counts_from_yesterday(coach: Coach, deals: Person) -> None:
    told = deals.types('log polar yesterday call "Dana signs"')
    assert told.text.startswith("Logged a call with Polar Systems on Sun 1 Mar 2026: “Dana signs”")
    form = deals.presses_for_a_form(told, "Change")
    assert filled(form)["on"] == "2026-03-01"
    assert coach.values("touches", "at")[-1].isoformat() == "2026-03-01T12:00:00+00:00"


def test_an_earlier_touch_does_not_hide_a_later_one(coach: Coach, deals: Person) -> None:
    deals.types('log polar mail in "yes"')
    deals.types('log polar yesterday call "asked"')
    kinds = dict(coach.values("deals", "name", "last_touch_kind"))
    assert kinds["Polar Systems"] == "mail"


def test_a_step_on_a_past_day_keeps_the_log_in_its_form(deals: Person) -> None:
    form = deals.opens('log polar call "a long story" with Dana then yesterday "send"')
    shown = filled(form)
    assert (shown["text"], shown["who"]) == ("a long story", "Dana")
    assert shown["step_what"] == "yesterday send"
    assert "that day has passed" in words(form)


def test_a_refused_line_is_shown_again(deals: Person) -> None:
    shown = words(deals.types("park polar until *whenever* @ben says"))
    assert "You said: /deal park polar until ∗whenever∗ @ben says" in shown


def test_a_fault_behind_a_form_leaves_it_open(coach: Coach, deals: Person) -> None:
    form = deals.opens("log polar")
    coach.sql("UPDATE members SET zone = 'Nowhere/Nothing'")
    told = deals.submits(form, {"kind": "Call", "text": "a long story"}).errors
    assert told["deal"].startswith("Sorry, something went wrong on my side")


def test_a_day_that_has_just_passed_is_doubted_as_next_years(deals: Person) -> None:
    told = deals.reads('next polar "call" mar 1')
    assert "Mon 1 Mar 2027 is almost a year ahead, for Sun 1 Mar 2026 has passed." in told
    assert "almost a year" not in deals.reads('next polar "call" mar 1 2027')
    assert "almost a year" not in deals.reads('next polar "call" in 11 months')


def test_a_new_owner_is_told_once_unless_it_was_undone(
    coach: Coach, anna: Person, ben: Person
) -> None:
    ben.types("today")
    for name in ("Acme", "Globex"):
        anna.types(f"add {name}")
    anna.types("hand acme @ben")
    anna.presses(anna.types("hand globex @ben"), "Undo")
    coach.bot.pulse.once()
    coach.bot.pulse.once()
    told = [message.text for message in ben.messages()]
    assert told == ["Acme is yours now: it is on your list from here on. anna handed it to you."]
