"""What was told on a day is told of that day later, whatever has happened since."""

from datetime import timedelta

import pytest

from bot.usecases import recap
from bot.usecases.numbers import forecast
from bot.usecases.requests import Figure
from coaching.money import Money
from coaching.numbers import periods
from coaching.numbers.periods import quarter
from storage import outbox
from storage.outbox import Letter
from tests.bot.imports.office import NOW as TODAY
from tests.bot.numbers.office import Books, books
from tests.bot.person import Person

FIRST = (
    "target 100k",
    "cost google 2k february",
    "product pro 5k margin 60%",
    "add Acme 12k close 30 march stage opportunity source google product pro segment bank",
    "add Globex 40k close 20 march stage short list source Google product pro",
    "add Initech 150k close 16 march stage negotiating source referral segment bank",
    "add Hooli 10k stage opportunity source google product pro",
    "add Stark 30k close 25 march stage negotiating source fair",
    "add Umbrella 8k close 28 march stage redlining source fair product basic",
    "add Wayne 70k stage prospect source fair",
    "add Tyrell 3k close 11 march stage options",
    "won Hooli 11k",
    "lost tyrell to Wonka “price”",
    'in globex "they chose us"',
    'out initech "legal in July"',
    "date acme 30 june",
    "park umbrella until 1 may",
)
LATER = (
    "target 300k",
    "cost google 9k february",
    "cost radio 1k february",
    "product pro 7k margin 40%",
    "won globex 44k",
    "lost stark no decision “budget”",
    "hand acme @ben",
    "wake umbrella",
    "park initech until october",
    'in initech "legal is early"',
    "reopen hooli",
    "won hooli 12k",
    "move wayne opportunity",
    "date wayne 29 march",
    "reopen tyrell",
    "fact stark redlines “their counsel has it”",
    "add Soylent 5k close 30 march stage redlining source google",
)
ASKED = (
    "forecast q1 2026",
    "forecast weighted q1 2026",
    "forecast smb q1 2026",
    *(
        f"numbers q1 2026 by {one}"
        for one in ("owner", "source", "product", "segment", "competitor")
    ),
    "coverage q1 2026",
    "coverage smb q1 2026",
    "funnel 2026",
    "slips q1 2026",
    "channels 2026",
    "hiring",
    *(f"cost report 2026 by {one}" for one in ("source", "product", "owner")),
)
SHOWN = ", as it stood at the end of Tue 10 Mar 2026"


@pytest.fixture
def founder(ada: Person, ben: Person) -> Person:
    """An admin with deals of many kinds, and a colleague."""
    ben.types("today")
    ada.coach.clock.set("2026-03-10")
    for line in FIRST:
        ada.types(line)
    return ada


def happens(founder: Person) -> None:
    """A week in which everything changes."""
    founder.coach.clock.set("2026-03-17")
    for line in LATER:
        founder.types(line)


def test_every_number_of_last_week_is_what_it_was(founder: Person) -> None:
    then = {line: founder.reads(line) for line in ASKED}
    happens(founder)
    for line, told in then.items():
        now = founder.reads(line)
        again = founder.reads(f"{line} as of 10 march")
        assert again.replace(SHOWN, "") == told, line
        assert line == "hiring" or now != told, line


def opened(founder: Person) -> Books:
    return books(founder.coach.settings.database_url, TODAY + timedelta(days=8))


def test_a_recap_that_was_told_says_what_the_forecast_of_its_day_says(founder: Person) -> None:
    founder.types("settings channel #sales")
    assert "recap" in founder.reads("recap post").casefold()
    founder.coach.bot.pulse.once()
    happens(founder)
    with opened(founder) as found:
        workspace = found.asking.workspace.id
        with found.database.within(workspace).read() as session:
            letter = outbox.find_told(session, Letter(workspace, recap.KIND, "", TODAY.date()))
        assert letter is not None
        frozen = recap.from_content(letter.content)
        figure = Figure("forecast", quarter(TODAY.date()), as_of=TODAY.date())
        told = found.asks(forecast.look, figure)
        whole = Figure("forecast", periods.year(2026), as_of=TODAY.date())
        year = found.asks(forecast.look, whole)
    assert frozen.outlook.number == tuple(
        Money(one.number, code) for code, one in sorted(told.blood.items())
    )
    deals = {one.category: one.deals for one in frozen.pipeline}
    slots = {one.category: one.count for one in year.slots if one.category}
    assert slots == deals
