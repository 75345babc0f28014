"""The morning's list is worked with its buttons: it stands still, and what is done is ticked."""

import pytest

from tests.bot.app import Coach
from tests.bot.person import Person, filled, labelled, words
from tests.slack import Message, SlackWouldRefuse

TUESDAY = "2026-03-03"


def tuesdays_list(coach: Coach, anna: Person, *names: str) -> Message:
    """What lies in the direct line on the morning after the deals were added."""
    for name in names:
        anna.types(f"add {name}")
    coach.morning(TUESDAY)
    (message,) = anna.messages()
    return message


def test_the_list_comes_in_the_morning_with_its_reasons(coach: Coach, anna: Person) -> None:
    listed = tuesdays_list(coach, anna, "Acme")
    assert listed.text.startswith("Tue 3 Mar 2026. 1 deal where today's hours do most good.")
    assert "1. Acme: " in listed.text
    for part in ("*Acme*", "Nobody has touched this lead", "If left:", "Move:"):
        assert part in words(listed)


def test_a_row_is_logged_and_ticked_in_its_place(coach: Coach, anna: Person) -> None:
    listed = tuesdays_list(coach, anna, "Acme", "Globex")
    form = anna.presses_for_a_form(listed, "Log on Globex")
    assert filled(form)["deal"] == "Globex"
    assert "with Globex" in anna.sends(form, {"kind": "Call", "text": "hi"}).text
    coach.bot.pulse.once()
    assert anna.messages() == [listed]
    assert "~2. Globex~  call logged" in words(listed)
    assert "1 deal where today's hours do most good." in listed.text
    assert "2. Globex: done, call logged." in listed.text
    with pytest.raises(SlackWouldRefuse, match="0 “Log on Globex”"):
        labelled(listed.blocks, "Log on Globex")


@pytest.mark.parametrize(
    ("span", "until"),
    [("1 day", "Wed 4 Mar 2026"), ("3 days", "Fri 6 Mar 2026"), ("1 week", "Tue 10 Mar 2026")],
)
def test_a_row_is_snoozed_for_the_chosen_span(
    coach: Coach, anna: Person, span: str, until: str
) -> None:
    listed = tuesdays_list(coach, anna, "Acme")
    assert anna.presses(listed, "Snooze", span).text.startswith(f"Snoozed Acme until {until}.")
    coach.bot.pulse.once()
    assert f"~1. Acme~  snoozed until {until}" in words(listed)
    assert "All done. The rest of the day is yours." in words(listed)


def test_a_row_is_parked(coach: Coach, anna: Person) -> None:
    listed = tuesdays_list(coach, anna, "Acme")
    assert anna.presses(listed, "Park").text.startswith("Parked Acme.")
    coach.bot.pulse.once()
    assert "~1. Acme~  parked" in words(listed)


def test_an_undone_row_loses_its_tick(coach: Coach, anna: Person) -> None:
    listed = tuesdays_list(coach, anna, "Acme")
    answer = anna.presses(listed, "Park")
    coach.bot.pulse.once()
    anna.presses(answer, "Undo")
    coach.bot.pulse.once()
    assert "~" not in words(listed)
    assert labelled(listed.blocks, "Park Acme")


def test_what_is_typed_ticks_the_row_as_well(coach: Coach, anna: Person) -> None:
    listed = tuesdays_list(coach, anna, "Acme", "Globex", "Initech")
    anna.types('log globex mail "sent the deck"')
    anna.types("won initech 5k")
    anna.types("next acme fri")
    coach.bot.pulse.once()
    ticks = {
        "~1. Acme~  next step kept",
        "~2. Globex~  mail logged",
        "~3. Initech~  won",
    }
    assert {line for line in ticks if line in words(listed)} == ticks


def test_the_list_on_demand_is_the_one_that_stands_in_the_direct_line(
    coach: Coach, anna: Person
) -> None:
    tuesdays_list(coach, anna, "Acme", "Globex")
    anna.types('log globex call "hi"')
    anna.types("add Initech")
    shown = words(anna.types("today"))
    assert "1. *Acme*" in shown
    assert "~2. Globex~  call logged" in shown
    assert "3. *Initech*" in shown


def test_what_was_done_is_gone_from_the_next_list(coach: Coach, anna: Person) -> None:
    tuesdays_list(coach, anna, "Acme", "Globex")
    anna.types('log globex call "hi"')
    coach.bot.pulse.once()
    coach.morning("2026-03-04")
    _tuesday, wednesday = anna.messages()
    assert "*Acme*" in words(wednesday)
    assert "Globex" not in words(wednesday)


def test_a_colleague_gets_their_own_list_and_nothing_of_others(
    coach: Coach, anna: Person, ben: Person
) -> None:
    ben.types("add Globex")
    listed = tuesdays_list(coach, anna, "Acme")
    assert "Globex" not in words(listed)
    assert ben.messages() == []
    coach.morning(TUESDAY, "13:31")
    assert "*Globex*" in words(ben.messages()[0])
    assert anna.messages() == [listed]


def test_a_list_that_grew_over_the_day_still_fits_into_one_message(
    coach: Coach, anna: Person
) -> None:
    tuesdays_list(coach, anna, *(f"Early{number}" for number in range(8)))
    for number in range(8):
        anna.types(f"add Late{number} stage opportunity")
        anna.types(f"next late{number} today")
    listed = anna.types("today")
    assert "8. *Early7*" in words(listed)
    assert "9. *Late0*" in words(listed)
    assert " more: `list` shows every deal." in words(listed)
    assert "16. Late7" in listed.text
