"""Plays that answer what was said and given: too much at once, too early, or to nobody."""

from coaching.deals import Stage, TouchKind
from coaching.exchange import GIVEN_MOST
from coaching.facts import FactKind
from coaching.heard import MET, WRITTEN, Heard
from coaching.hearing import Mark, candy_in, hears, kind_of_candy, minutes_in, steps_in
from coaching.rules import Rule, Slots
from coaching.story import Story
from coaching.wording import day, days, listing, plural

LATE = (Stage.PROSPECT, Stage.OPPORTUNITY)
CANDY_MOST = 3
"""So many things at once are too many (000)."""
STEPS_MOST = 3
"""So many steps in one meeting are too many (001)."""
LONG_MEETING = 60
"""Minutes after which a meeting is rather two (001)."""
QUESTIONS_MOST = 3
"""Contacts that only ask (001)."""
TIMES_WAIT = 10
"""Days within which who is serious sends a time (001)."""


def _last(story: Story) -> Heard | None:
    """The newest touch, while it is news."""
    touches = story.logged.touches
    return touches[-1] if touches and story.is_news(touches[-1].on) else None


def _candy(story: Story) -> Slots | None:
    last = _last(story)
    if last is None:
        return None
    given = {kind_of_candy(one.what) for one in story.logged.trades
             if one.gave and one.on == last.on} - {None}  # fmt: skip
    for touch in story.logged.touches:
        if touch.on == last.on:
            given |= candy_in(touch.text)
            given |= {"demo"} if touch.kind is TouchKind.DEMO else set()
    if len(given) < CANDY_MOST:
        return None
    return {"given": listing(sorted(map(str, given))), "when": day(last.on)}


def _exchange(story: Story) -> Slots | None:
    since: list[str] = []
    for one in story.logged.trades:
        since = [*since, one.what] if one.gave else []
    if len(since) < GIVEN_MOST:
        return None
    return {"number": plural(len(since), "thing"), "last": since[-1]}


def _asks_how(story: Story) -> Slots | None:
    last = _last(story)
    written = last is not None and last.kind in WRITTEN
    if last is None or not written or last.direction != "in" or not hears(Mark.HOW, last.text):
        return None
    return {"when": day(last.on)}


def _one_step(story: Story) -> Slots | None:
    last = _last(story)
    if last is None:
        return None
    steps, minutes = steps_in(last.text), minutes_in(last.text)
    met = last.kind in MET or last.kind is TouchKind.CALL
    if not met or (len(steps) < STEPS_MOST and minutes <= LONG_MEETING):
        return None
    much = f"{minutes} minutes" if minutes > LONG_MEETING else listing(sorted(steps))
    return {"kind": last.kind.value, "when": day(last.on), "much": much}


def _competence(story: Story) -> Slots | None:
    last = _last(story)
    if last is None or FactKind.PROBLEM in story.logged.facts:
        return None
    shown = last.kind is TouchKind.DEMO or hears(Mark.COMPETENCE, last.text)
    return {"kind": last.kind.value, "when": day(last.on)} if shown else None


def _pocket(story: Story) -> Slots | None:
    asked = 0
    for touch in reversed(story.logged.touches):
        if touch.direction == "in" and not hears(Mark.QUESTION, touch.text):
            break
        asked += touch.direction == "in"
    known = {FactKind.PATH, FactKind.EVENT, FactKind.FUNDED, FactKind.WHY_NOW}
    project = known & set(story.logged.facts) or story.deal.decision_on
    if asked < QUESTIONS_MOST or project:
        return None
    return {"number": plural(asked, "contact")}


def _evangelism(story: Story) -> Slots | None:
    taught = [t for t in story.logged.touches if hears(Mark.BASICS, t.text)]
    if not taught or not story.is_news(taught[-1].on):
        return None
    return {"when": day(taught[-1].on)}


def _no_times(story: Story) -> Slots | None:
    offered = [
        t for t in story.logged.touches if t.direction == "out" and hears(Mark.TIMES, t.text)
    ]
    if not offered or any(t.direction == "in" for t in story.since(offered[-1])):
        return None
    waited = (story.today - offered[-1].on).days
    met = any(t.kind in MET for t in story.since(offered[-1]))
    return {"days": days(waited)} if waited >= TIMES_WAIT and not met else None


def _their_way(story: Story) -> Slots | None:
    last = story.logged.touches[-2:]
    alike = len(last) == 2 and last[0].kind is last[1].kind
    reached = any(t.direction == "in" or t.kind in MET for t in last)
    if not alike or reached or (story.today - last[-1].on).days < story.policy.unanswered_days:
        return None
    liked = next((b.channel for b in story.logged.buyers if b.channel), None)
    return {"kind": last[0].kind.value, "liked": liked or ""}


RULES: dict[str, Rule] = {
    "candy": Rule(_candy, ("given", "when"), ("news_days",)),
    "exchange": Rule(_exchange, ("number", "last")),
    "asks-how": Rule(_asks_how, ("when",), ("news_days",)),
    "one-step": Rule(_one_step, ("kind", "when", "much"), ("news_days",)),
    "competence": Rule(_competence, ("kind", "when"), ("news_days",)),
    "pocket-picker": Rule(_pocket, ("number",), stages=LATE),
    "evangelism": Rule(_evangelism, ("when",), ("news_days",), LATE),
    "no-times": Rule(_no_times, ("days",)),
    "their-way": Rule(_their_way, ("kind",), ("unanswered_days",), maybe=("liked",)),
}
"""By what triggers them."""
