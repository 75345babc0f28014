"""Plays that answer where a deal stands: its date, its amount, its people on both sides."""

from decimal import Decimal

from coaching.buyers import Part
from coaching.deals import ForecastCategory, Stage, buying_stage
from coaching.facts import FactKind
from coaching.rules import OPPORTUNITY, Rule, Slots
from coaching.story import Story
from coaching.warnings import ANSWERS, quarter_end
from coaching.wording import both, days, listing, plural

EARLY = (Stage.SUSPECT, Stage.PROSPECT)
LATE = (Stage.PROSPECT, Stage.OPPORTUNITY)
PROOF = ("case study", "story", "reference", "customer")
ORDER = list(ForecastCategory)


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
    alone = story.colleagues > 1 and len(people) == 1 and not known
    if not alone or len(touches) <= story.policy.team_touches:
        return None
    return {"number": plural(len(touches), "touch", "touches")}


def _team_early(story: Story) -> Slots | None:
    recent = [touch for touch in story.logged.touches if story.is_news(touch.on)]
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
    raised = [move for move in story.logged.moves if story.is_news(move.on)
              and _worth(move.after_buying) > _worth(move.before_buying)]  # fmt: skip
    if not missing or not raised:
        return None
    found = buying_stage(raised[-1].after_buying)
    assert found is not None
    return {"category": found.category.value, "missing": listing(missing, "or")}


def _worth(key: str | None) -> int:
    found = buying_stage(key)
    return ORDER.index(found.category) if found else 0


RULES: dict[str, Rule] = {
    "not-qualified": Rule(_not_qualified, ("what", "words"), stages=LATE),
    "team": Rule(_team, ("number",), ("team_touches",), OPPORTUNITY),
    "team-early": Rule(_team_early, ("number", "stage"), ("news_days",), EARLY),
    "no-event": Rule(_no_event, ("stage",), stages=OPPORTUNITY),
    "dated-quarter": Rule(_dated, ("date", "stage"), ("channel_enterprise",), OPPORTUNITY),
    "number": Rule(_number, ("impact",), stages=OPPORTUNITY),
    "champion": Rule(_champion, ("days",), ("unknown_days",), OPPORTUNITY),
    "optimistic": Rule(_optimistic, ("left", "usual"), ("paced_least",), LATE),
    "talking-up": Rule(_talking_up, ("category", "missing"), ("news_days",), OPPORTUNITY),
}
"""By what triggers them."""
