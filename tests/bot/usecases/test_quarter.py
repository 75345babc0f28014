"""A quarter of a team's selling: how often the coach speaks, and of what."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from statistics import median

import pytest

from bot.usecases import daily
from bot.usecases.suggested import Suggested
from coaching.deals import Deal
from coaching.errors import Refusal
from tests.bot.usecases.office import Office, Seller

WEEKS, WORKDAYS, A_DAY = 13, 5, 5
"""Weeks of the quarter, days in each, and rows of a list that are worked on a day."""
TOUCHES = (
    ('message "sent the summary that was asked for"', 40),
    ('call "went through the open points" then in 4 days "send the answers"', 20),
    ('meeting with Dana "the team was there, they asked about the roll-out"', 12),
    ('message in "thanks, we come back to you on this"', 12),
    ('call in "they confirmed the budget"', 8),
    ('call in "not a priority right now, maybe next quarter"', 8),
)
STAGES = ("stage suspect", "stage prospect", *["stage opportunity close in {} days"] * 3)


def morning(seller: Seller) -> tuple[list[str], Suggested | None]:
    """Today's rows, and the suggestion, kept as sending the list would."""
    asking = seller.asking()
    with seller.office.database.everywhere.begin() as session:
        listed = daily.build_all(session, [asking])[asking.member.id]
        made = daily.kept(session, asking, listed).coach
    return [f"#{row.deal_id}" for row in listed.rows], made


class Team:
    """Three sellers who work their lists, and whose buyers answer as buyers do."""

    def __init__(self, office: Office) -> None:
        self.office, self.luck = office, random.Random(13)
        self.sellers = (office.anna, office.ben, office.ada)
        self.names = (f"Buyer {number}" for number in range(10_000))
        for seller in self.sellers:
            for _ in range(15):
                self.adds(seller)

    def adds(self, seller: Seller) -> None:
        stage = self.luck.choice(STAGES).format(self.luck.randint(10, 90))
        seller.says(f'add "{next(self.names)}" {self.luck.randint(5, 60)}k {stage}')

    def works(self, seller: Seller, rows: list[str]) -> None:
        """The first rows of the list; now and then one ends, moves, waits or is pushed."""
        lines, weights = zip(*TOUCHES, strict=True)
        for row in rows[:A_DAY]:
            self.tries(seller, f"log {row} {self.luck.choices(lines, weights)[0]}")
            happens = self.luck.random()
            if happens < 0.04:
                self.tries(seller, f'lost {row} no decision "the budget went elsewhere"')
                self.adds(seller)
            elif happens < 0.06:
                self.tries(seller, f"won {row}")
                self.adds(seller)
            elif happens < 0.10:
                self.tries(seller, f"date {row} in {self.luck.randint(20, 60)} days")
            elif happens < 0.14:
                self.tries(seller, f"snooze {row} in {self.luck.randint(3, 10)} days")
            elif happens < 0.16:
                self.tries(seller, f"park {row}")

    def tries(self, seller: Seller, line: str) -> None:
        with suppress(Refusal):
            seller.says(line)

    def quarter(self) -> Iterator[tuple[int, Seller, Suggested, Deal | None]]:
        """What is suggested, with its week, its member and its deal as it stands."""
        for day in range(WEEKS * 7):
            if day % 7 < WORKDAYS:
                for seller in self.sellers:
                    rows, made = morning(seller)
                    if made is not None:
                        yield day // 7, seller, made, self.deal(seller, made)
                    self.works(seller, rows)
            self.office.passes(days=1)

    def deal(self, seller: Seller, made: Suggested) -> Deal | None:
        return seller.deal(made.deal_id) if made.deal_id is not None else None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True, scope="session")
def test_a_quarter_bears_few_suggestions_none_twice_and_none_of_what_is_held(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    team, texts = Team(office), Counter[tuple[int | None, str]]()
    weeks = Counter[tuple[str, int]](
        {(seller.user, week): 0 for seller in team.sellers for week in range(WEEKS)}
    )
    office.now -= timedelta(days=office.now.weekday())
    for week, seller, made, deal in team.quarter():
        weeks[seller.user, week] += 1
        texts[made.deal_id, made.text or made.why] += 1
        if deal is not None:
            today = office.now.date()
            assert deal.outcome is None
            assert not deal.parked
            assert deal.snoozed_until is None or deal.snoozed_until <= today
    with capsys.disabled():
        spread = sorted(Counter(weeks.values()).items())
        print(f"\nsuggestions a member and week: {dict(spread)}, median {median(weeks.values())}")
    assert max(weeks.values()) <= 5
    assert median(weeks.values()) == 2
    assert max(texts.values()) == 1
