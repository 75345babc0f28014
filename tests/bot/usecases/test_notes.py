"""What is told below the list, once, with answers that can be given at once."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import update

from bot.usecases import daily, notes
from bot.usecases.notes import Notes
from storage import outbox, tables
from storage.outbox import Letter
from tests.bot.usecases.office import Office, Seller


def told(seller: Seller) -> Notes:
    """What would be told below the list now."""
    asking = seller.asking()
    with seller.office.database.everywhere.read() as session:
        return notes.build(session, [asking])[asking.member.id]


def words(seller: Seller) -> list[str]:
    """The sentences alone."""
    return [f"{note.name} {note.words}" for note in told(seller).notes]


def later(office: Office, days: int) -> Callable[[Seller], list[str]]:
    office.passes(days=days)
    return words


def test_a_deal_that_comes_to_the_table_by_itself_is_told_on_that_day(office: Office) -> None:
    anna = office.anna
    anna.says("add Acme stage opportunity close 13 april")
    assert later(office, 1)(anna) == []
    assert later(office, 2)(anna) == [
        "Acme moved to the table: decision Mon 13 Apr 2026 (in 31 days)."
    ]
    assert later(office, 1)(anna) == []


def test_a_date_that_passed_asks_for_a_new_one_and_then_goes_to_the_freezer(
    office: Office,
) -> None:
    anna = office.anna
    anna.says("add Acme stage opportunity close 12 march")
    office.passes(days=3)
    (note,) = told(anna).notes
    assert note.words == "its decision date Thu 12 Mar 2026 has passed. What is the new date?"
    assert note.answers[0][0] == "Name a new date"
    assert later(office, 7)(anna) == [
        "Acme moved to the freezer: its decision date Thu 12 Mar 2026 passed without a new one."
    ]


def test_what_is_pawed_for_months_is_asked_about_on_mondays(office: Office) -> None:
    anna = office.anna
    anna.says("add Acme stage opportunity close 30 march")
    for until in ("20 april", "11 may", "30 may", "20 june"):
        office.passes(days=20)
        anna.says(f"date acme {until}")
    asked = {}
    for _ in range(7):
        office.passes(days=1)
        asked[office.now.weekday()] = words(anna)
    (monday,) = asked.pop(0)
    assert monday.startswith("Acme on the table for ")
    assert monday.endswith(" days without a change of stage. Freezer?")
    assert not any(asked.values())


def test_too_many_touches_are_told_the_day_after(office: Office) -> None:
    anna = office.anna
    anna.says("add Acme stage opportunity close 30 march")
    for _ in range(4):
        anna.says("log acme call")
        office.passes(hours=2)
    assert words(anna) == [
        "Acme more than 3 touches in 7 days: leave it a while, or ask what they need."
    ]
    assert later(office, 2)(anna) == []


def test_a_signal_of_a_deal_in_the_fridge_asks_for_the_table_and_stands_on_the_list(
    office: Office,
) -> None:
    anna = office.anna
    anna.says("add Acme stage opportunity close 1 july")
    anna.says("log acme call “Dana asked for a quote”")
    assert words(anna) == []
    office.passes(days=1)
    (note,) = told(anna).notes
    assert note.words == "gave a buying signal: they asked for the price. Move to the table?"
    with office.database.everywhere.read() as session:
        (row,) = daily.build(session, anna.asking()).rows
    assert row.why == "A buying signal: they asked for the price. It waits for an answer."
    anna.says(note.answers[0][1])
    assert words(anna) == []


def test_the_balance_counts_ones_own_touches_of_two_weeks(office: Office) -> None:
    anna = office.anna
    anna.says("add Acme stage opportunity close 30 march")
    anna.says("add Globex")
    anna.says("log acme call")
    anna.says("log globex call")
    anna.says("log acme note “they moved”")
    assert (told(anna).on_table, told(anna).touches) == (1, 2)
    office.passes(days=14)
    assert told(anna).touches == 0


def test_a_dozen_members_are_told_with_as_many_questions_as_one(office: Office) -> None:
    askings = [one.asking() for one in (office.anna, office.ben, office.ada)]
    with office.database.everywhere.read() as session:
        assert set(notes.build(session, askings)) == {one.member.id for one in askings}
        assert notes.build(session, []) == {}


def test_what_was_told_is_kept_as_it_was(office: Office) -> None:
    anna = office.anna
    anna.says("add Acme stage opportunity close 12 march")
    office.passes(days=3)
    assert notes.from_content(notes.to_content(told(anna))) == told(anna)
    assert notes.from_content(None) == Notes()


def test_who_comes_back_after_three_weeks_is_told_what_changed_meanwhile(office: Office) -> None:
    """The day before is told where no list was ever sent; else all since the last one."""
    anna = office.anna
    anna.says("add Acme stage opportunity close 13 april")
    told_on = Letter(
        office.workspace_id, daily.LIST, str(anna.asking().member.id), date(2026, 3, 10)
    )
    with office.database.everywhere.begin() as session:
        outbox.put(session, {told_on: office.now})
        session.execute(update(tables.outbox).values(status="sent"))
    assert later(office, 21)(anna) == [
        "Acme moved to the table: decision Mon 13 Apr 2026 (in 13 days)."
    ]


def test_too_many_touches_on_a_friday_are_told_on_monday(office: Office) -> None:
    anna = office.anna
    anna.says("add Acme stage opportunity close 30 april")
    office.passes(days=3)
    sent = Letter(office.workspace_id, daily.LIST, str(anna.asking().member.id), date(2026, 3, 13))
    with office.database.everywhere.begin() as session:
        outbox.put(session, {sent: office.now})
        session.execute(update(tables.outbox).values(status="sent"))
    for _ in range(4):
        anna.says("log acme call")
        office.passes(hours=2)
    office.passes(days=2)
    assert any(told.startswith("Acme more than") for told in later(office, 1)(anna))
