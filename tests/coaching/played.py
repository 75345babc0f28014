"""Small stories for each play: one that calls for it, and one that just does not."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from coaching.buyers import Buyer, Part
from coaching.deals import Stage
from coaching.facts import FactKind
from coaching.heard import Moved, Paced, Traded
from coaching.money import Money
from coaching.portfolio import Portfolio
from coaching.story import Story
from tests.coaching.stories import DANA, LONG, ago, ahead, story, touch

PROBLEM = {FactKind.PROBLEM: "slow"}
CHAMPION = Buyer("Kim", None, frozenset({Part.CHAMPION}))


def gave(days: int, *what: str) -> tuple[Traded, ...]:
    return tuple(Traded(ago(days), True, one) for one in what)


def large(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


ASKS = [touch(n, "asked about SSO", way="in") for n in (9, 5, 2)]
RAISED = (Moved(ago(3), Stage.OPPORTUNITY, Stage.OPPORTUNITY, "case", "shortlist"),)
LEVEL = (Moved(ago(3), Stage.OPPORTUNITY, Stage.OPPORTUNITY, "options", "shortlist"),)
SLOWLY = Paced({Stage.OPPORTUNITY: 40}, {Stage.OPPORTUNITY: 120}, {Stage.OPPORTUNITY: 20})
TEAM = tuple(touch(n, by=1) for n in (9, 7, 4, 2))
STORIES: dict[str, Callable[[], tuple[Story, Story]]] = {
    "candy": lambda: (
        story(touch(1, kind="demo"), trades=gave(1, "deck", "case study"), facts=PROBLEM),
        story(touch(1, kind="call"), trades=gave(1, "deck", "case study"), facts=PROBLEM),
    ),
    "exchange": lambda: (
        story(touch(1), trades=gave(3, "deck", "trial")),
        story(touch(1), trades=(*gave(3, "deck", "trial"), Traded(ago(2), False, "data"))),
    ),
    "asks-how": lambda: (
        story(touch(1, "How would you solve this?", "mail", "in")),
        story(touch(1, "How would you solve this?", "call", "in")),
    ),
    "one-step": lambda: (
        story(touch(1, "discovery, pricing and the contract in one go", "meeting")),
        story(touch(1, "discovery and pricing, 60 minutes", "meeting")),
    ),
    "competence": lambda: (
        story(touch(1, "showed the platform")),
        story(touch(1, "showed the platform"), facts=PROBLEM),
    ),
    "pocket-picker": lambda: (
        story(*ASKS, decision_on=None),
        story(*ASKS[1:], decision_on=None),
    ),
    "evangelism": lambda: (
        story(touch(1, "had to explain the basics again"), stage=Stage.PROSPECT),
        story(touch(1, "had to explain the basics again"), stage=Stage.SUSPECT),
    ),
    "not-qualified": lambda: (
        story(touch(1), facts={FactKind.PRIORITY: "no, next year"}),
        story(touch(1), facts={FactKind.PRIORITY: "yes, top three"}),
    ),
    "team": lambda: (
        story(*TEAM, colleagues=3),
        story(*TEAM, colleagues=1),
    ),
    "team-early": lambda: (
        story(touch(3, by=1), touch(1, by=2), stage=Stage.PROSPECT),
        story(touch(15, by=1), touch(1, by=2), stage=Stage.PROSPECT),
    ),
    "no-event": lambda: (
        story(touch(1), buying_stage="negotiating"),
        story(touch(1), buying_stage="negotiating", facts={FactKind.EVENT: "renewal in May"}),
    ),
    "dated-quarter": lambda: (
        story(touch(1), amount=large(250_000), decision_on=ahead(21)),
        story(touch(1), amount=large(250_000), decision_on=ahead(22)),
    ),
    "number": lambda: (
        story(touch(1), facts={FactKind.IMPACT: "9 days a month"}),
        story(touch(1), facts={FactKind.IMPACT: "9 days"}, trades=gave(3, "a case study")),
    ),
    "champion": lambda: (
        story(touch(1), buyers=(DANA,), **LONG),
        story(touch(1), buyers=(DANA, CHAMPION), **LONG),
    ),
    "no-times": lambda: (
        story(touch(10, "offered three times for a call", "mail")),
        story(touch(9, "offered three times for a call", "mail")),
    ),
    "optimistic": lambda: (
        story(touch(1), paced=SLOWLY, decision_on=ahead(109)),
        story(touch(1), paced=SLOWLY, decision_on=ahead(110)),
    ),
    "talking-up": lambda: (
        story(touch(1), moves=RAISED, buying_stage="shortlist"),
        story(touch(1), moves=LEVEL, buying_stage="shortlist"),
    ),
    "their-way": lambda: (
        story(touch(9, kind="mail"), touch(2, kind="mail")),
        story(touch(9, kind="mail"), touch(2, kind="call")),
    ),
}
WHY = {
    "candy": "On Mon 9 Mar 2026 they got case study, deck and demo at once.",
    "exchange": "You gave 2 things since last asking for something, “trial” being the newest.",
    "asks-how": "Their mail of Mon 9 Mar 2026 asks how we solve it.",
    "one-step": "The meeting on Mon 9 Mar 2026 held contract, discovery and pricing.",
    "competence": "The call on Mon 9 Mar 2026 was about what we can do, and no problem of theirs "
    "is on record.",
    "pocket-picker": "The last 3 contacts from them only asked questions, and no project or "
    "timeline is known.",
    "evangelism": "On Mon 9 Mar 2026 you were still explaining the basics.",
    "not-qualified": "You logged for priority: “no, next year”.",
    "team": "All 4 touches came from one person of ours.",
    "team-early": "2 people of ours spent time on a prospect lately.",
    "no-event": "It stands at negotiating, in Commit, and no event is known that fixes the date.",
    "dated-quarter": "A large deal at opportunity is dated Tue 31 Mar 2026 (in 21 days).",
    "number": "They told us the impact: “9 days a month”. They have not heard of anybody who had "
    "it and got rid of it.",
    "champion": "After 20 days as an opportunity nobody there is known to sell for us inside.",
    "no-times": "You offered days and times 10 days ago, and none came back. Nearly all real "
    "buyers pick one.",
    "optimistic": "From this stage the date leaves 119 days; won deals took about 120 days.",
    "talking-up": "It was raised to Best Case while nobody has told us the problem, impact or "
    "why now.",
    "their-way": "Two times by mail, and no answer.",
}

GOOD = Portfolio(open_deals=10, worked=9, touches=20, on_table=10, quarter=100, largest=40)
OF_PIPELINES = {
    "winners": (replace(GOOD, on_table=15), replace(GOOD, on_table=14)),
    "bloated": (replace(GOOD, open_deals=37), replace(GOOD, open_deals=36)),
    "one-deal": (
        replace(GOOD, largest=61, largest_name="Acme"),
        replace(GOOD, largest=60, largest_name="Acme"),
    ),
    "cards": (replace(GOOD, bag=10, bag_source="fair"), replace(GOOD, bag=9, bag_source="fair")),
    "rope": (replace(GOOD, large=2, gone=1), replace(GOOD, large=2, gone=1, won=1)),
}
WHY_OF_ALL = {
    "winners": "75 % of your 20 touches of two weeks went to the table.",
    "bloated": "37 deals are open, and 9 were touched within 30 days.",
    "one-deal": "61 % of your quarter hangs on Acme.",
    "cards": "10 leads came in on one day from fair, and none has been filtered.",
    "rope": "2 large deals came in two quarters, 1 ended without an order, and nothing was won.",
}
