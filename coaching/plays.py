"""Plays: what the log calls for, each with the facts why now, one move, and where it comes from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from coaching.buyers import Part
from coaching.deals import ForecastCategory, Stage, TouchKind, buying_stage
from coaching.exchange import GIVEN_MOST
from coaching.facts import FactKind
from coaching.heard import MET, Heard
from coaching.hearing import Mark, candy_in, hears, kind_of_candy, minutes_in, steps_in
from coaching.story import Story
from coaching.texts import PLAYS, Entry, Trigger, fill, standard
from coaching.warnings import ANSWERS, quarter_end
from coaching.wording import both, day, days, listing, plural

Slots = dict[str, str]
EARLY = (Stage.SUSPECT, Stage.PROSPECT)
LATE = (Stage.PROSPECT, Stage.OPPORTUNITY)
OPPORTUNITY = (Stage.OPPORTUNITY,)
CANDY_MOST = 3
"""So many things at once are too many (000)."""
LONG_MEETING = 60
"""Minutes after which a meeting is rather two (001)."""
QUESTIONS_MOST = 3
"""Contacts that only ask (001)."""
TIMES_WAIT = 10
"""Days within which who is serious sends a time (001)."""
FRESH = 14
"""Days for which a thing that happened is news (ours)."""
PROOF = ("case study", "story", "reference", "customer")
ORDER = list(ForecastCategory)


@dataclass(frozen=True, slots=True)
class Play:
    """One play that applies."""

    id: str
    name: str
    why: str
    move: str
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """When a play applies: what finds it, the facts it fills in, and at which stages."""

    find: Callable[[Story], Slots | None]
    slots: tuple[str, ...]
    stages: tuple[Stage, ...] = (Stage.LEAD, *EARLY, Stage.OPPORTUNITY)


def plays(
    story: Story, entries: Sequence[Entry] | None = None, rank: Mapping[str, int] | None = None
) -> tuple[Play, ...]:
    """The plays that apply to an open deal; a member's `rank` (low comes first), then our order."""
    if not story.deal.is_open or story.deal.stage is Stage.CUSTOMER:
        return ()
    found = []
    for entry in entries or standard(PLAYS):
        rule = RULES.get(entry["trigger"])
        if rule is not None and story.deal.stage in rule.stages:
            slots = rule.find(story)
            if slots is not None:
                found.append(play_of(entry, slots))
    return ranked(found, rank)


def ranked(found: Sequence[Play], rank: Mapping[str, int] | None) -> tuple[Play, ...]:
    """What a member found useful first, what they did not last."""
    return tuple(sorted(found, key=lambda play: (rank or {}).get(play.id, 0)))


def play_of(entry: Entry, slots: Mapping[str, str]) -> Play:
    """A play with its facts filled in."""
    why, move = fill(entry["text"], slots), fill(entry["move"], slots)
    return Play(entry["id"], entry["name"], why, move, entry["source"])


def _last(story: Story) -> Heard | None:
    """The newest touch, while it is news."""
    touches = story.logged.touches
    return touches[-1] if touches and (story.today - touches[-1].on).days <= FRESH else None


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
    written = last is not None and last.kind in (TouchKind.MAIL, TouchKind.MESSAGE)
    if last is None or not written or last.direction != "in" or not hears(Mark.HOW, last.text):
        return None
    return {"when": day(last.on)}


def _one_step(story: Story) -> Slots | None:
    last = _last(story)
    if last is None:
        return None
    steps, minutes = steps_in(last.text), minutes_in(last.text)
    met = last.kind in MET or last.kind is TouchKind.CALL
    if not met or (len(steps) < CANDY_MOST and minutes <= LONG_MEETING):
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
    if not taught or (story.today - taught[-1].on).days > FRESH:
        return None
    return {"when": day(taught[-1].on)}


def _not_qualified(story: Story) -> Slots | None:
    kinds = (FactKind.PRIORITY, FactKind.SCALE, FactKind.FIT)
    denied = [kind for kind in kinds if story.denies(kind)]
    if not denied:
        return None
    return {"what": denied[0].value, "words": story.logged.facts[denied[0]].text}


def _team(story: Story) -> Slots | None:
    touches = story.logged.touches
    people = {touch.by for touch in touches if touch.by is not None}
    known = any(buyer.known_by for buyer in story.logged.buyers)
    if story.colleagues < 2 or len(people) != 1 or known or len(touches) <= CANDY_MOST:
        return None
    return {"number": plural(len(touches), "touch", "touches")}


def _team_early(story: Story) -> Slots | None:
    recent = [t for t in story.logged.touches if (story.today - t.on).days <= FRESH]
    people = {touch.by for touch in recent if touch.by is not None}
    if len(people) < 2:
        return None
    return {"number": str(len(people)), "stage": story.deal.stage.value}


def _no_event(story: Story) -> Slots | None:
    committed = story.deal.category is ForecastCategory.COMMIT
    if not committed or story.holds(FactKind.EVENT):
        return None
    return {"stage": _buying(story)}


def _buying(story: Story) -> str:
    found = buying_stage(story.deal.buying_stage)
    return found.label if found else story.deal.stage.value


def _dated(story: Story) -> Slots | None:
    deal, least = story.deal, Decimal(story.policy.channel_enterprise)
    large = deal.amount is not None and deal.amount.amount >= least
    soon = deal.decision_on is not None and deal.decision_on <= quarter_end(story.today)
    if deal.category is not ForecastCategory.PIPELINE or not large or not soon:
        return None
    assert deal.decision_on is not None
    return {"date": both(deal.decision_on, story.today), "stage": _buying(story)}


def _number(story: Story) -> Slots | None:
    impact = story.logged.facts.get(FactKind.IMPACT)
    told = any(word in one.what.casefold() for one in story.logged.trades for word in PROOF)
    if impact is None or told or not any(c.isdigit() for c in impact.text):
        return None
    return {"impact": impact.text}


def _champion(story: Story) -> Slots | None:
    if story.has(Part.CHAMPION) or story.in_stage < story.policy.unknown_days:
        return None
    return {"days": days(story.in_stage)}


def _no_times(story: Story) -> Slots | None:
    offered = [
        t for t in story.logged.touches if t.direction == "out" and hears(Mark.TIMES, t.text)
    ]
    if not offered or any(t.direction == "in" for t in story.since(offered[-1])):
        return None
    waited = (story.today - offered[-1].on).days
    met = any(t.kind in MET for t in story.since(offered[-1]))
    return {"days": days(waited)} if waited >= TIMES_WAIT and not met else None


def _optimistic(story: Story) -> Slots | None:
    deal, paced = story.deal, story.paced
    if paced.counts.get(deal.stage, 0) < story.policy.paced_least or deal.decision_on is None:
        return None
    left = (deal.decision_on - deal.entered_stage_on).days
    usual = paced.to_order[deal.stage]
    if left >= usual or deal.decision_on < story.today:
        return None
    return {"left": days(left), "usual": days(usual)}


def _talking_up(story: Story) -> Slots | None:
    missing = [kind.value for kind in ANSWERS if kind not in story.logged.facts]
    raised = [m for m in story.logged.moves if (story.today - m.on).days <= FRESH
              and _worth(m.after_buying) > _worth(m.before_buying)]  # fmt: skip
    if not missing or not raised:
        return None
    found = buying_stage(raised[-1].after_buying)
    assert found is not None
    return {"category": found.category.value, "missing": listing(missing, "or")}


def _worth(key: str | None) -> int:
    found = buying_stage(key)
    return ORDER.index(found.category) if found else 0


def _their_way(story: Story) -> Slots | None:
    last = story.logged.touches[-2:]
    alike = len(last) == 2 and last[0].kind is last[1].kind
    reached = any(t.direction == "in" or t.kind in MET for t in last)
    if not alike or reached or (story.today - last[-1].on).days < 2:
        return None
    liked = next((b.channel for b in story.logged.buyers if b.channel), None)
    return {"kind": last[0].kind.value, "liked": liked or ""}


RULES: dict[str, Rule] = {
    "candy": Rule(_candy, ("given", "when")),
    "exchange": Rule(_exchange, ("number", "last")),
    "asks-how": Rule(_asks_how, ("when",)),
    "one-step": Rule(_one_step, ("kind", "when", "much")),
    "competence": Rule(_competence, ("kind", "when")),
    "pocket-picker": Rule(_pocket, ("number",), LATE),
    "evangelism": Rule(_evangelism, ("when",), LATE),
    "not-qualified": Rule(_not_qualified, ("what", "words"), LATE),
    "team": Rule(_team, ("number",), OPPORTUNITY),
    "team-early": Rule(_team_early, ("number", "stage"), EARLY),
    "no-event": Rule(_no_event, ("stage",), OPPORTUNITY),
    "dated-quarter": Rule(_dated, ("date", "stage"), OPPORTUNITY),
    "number": Rule(_number, ("impact",), OPPORTUNITY),
    "champion": Rule(_champion, ("days",), OPPORTUNITY),
    "no-times": Rule(_no_times, ("days",)),
    "optimistic": Rule(_optimistic, ("left", "usual"), LATE),
    "talking-up": Rule(_talking_up, ("category", "missing"), OPPORTUNITY),
    "their-way": Rule(_their_way, ("kind",)),
}
"""The plays of one deal, by what triggers them."""
TRIGGERS = {
    name: Trigger(frozenset(rule.slots), frozenset({"liked"} if name == "their-way" else ()))
    for name, rule in RULES.items()
}
