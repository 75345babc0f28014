"""Warnings: small rules with a name each. Quiet is one of silence; stalled is two, or a slow no."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coaching.buyers import Part
from coaching.cadence import is_theirs, shelf_of, silent_through
from coaching.deals import ForecastCategory, Stage, buying_stage
from coaching.drift import is_pawed
from coaching.facts import FactKind
from coaching.heard import MET
from coaching.hearing import Mark
from coaching.rules import OPPORTUNITY, Rule, Slots
from coaching.story import Story
from coaching.texts import WARNINGS, Entry, fill, standard
from coaching.wording import day, days, listing, plural, relative

UNKNOWNS = frozenset({"no-power", "one-contact", "no-answers"})
"""Warnings of what nobody has asked yet: a deal does not stand still for them alone."""
ANSWERS = (FactKind.PROBLEM, FactKind.IMPACT, FactKind.WHY_NOW)
QUARTER = 3


class Verdict(StrEnum):
    """What the warnings of a deal come to."""

    FINE = "fine"
    QUIET = "quiet"
    STALLED = "stalled"


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning of a deal, in words: its short name, the facts, and a move that fits."""

    id: str
    name: str
    words: str
    move: str
    source: str


def warnings(
    story: Story, off: Collection[str] = (), entries: Sequence[Entry] | None = None
) -> tuple[Warned, ...]:
    """What there is to warn of, the gravest first; nothing once closed. `off` are switched off."""
    if not story.deal.is_open or story.deal.stage is Stage.CUSTOMER:
        return ()
    said = {entry["trigger"]: entry for entry in entries or standard(WARNINGS)}
    found = []
    for name, rule in RULES.items():
        if name in off or name not in said or story.deal.stage not in rule.stages:
            continue
        slots = rule.find(story)
        if slots is not None:
            found.append(_warned(name, said[name], slots))
    return tuple(found)


def _warned(name: str, entry: Entry, slots: Mapping[str, str]) -> Warned:
    words, move = fill(entry["text"], slots), fill(entry["move"], slots)
    return Warned(name, entry["name"], words, move, entry["source"])


def verdict(found: Sequence[Warned]) -> Verdict:
    """Quiet and stalled are different words (playbook §4); what is unknown counts once (ours)."""
    names = {warned.id for warned in found}
    if len(names - UNKNOWNS) + bool(names & UNKNOWNS) > 1 or "slow-no" in names:
        return Verdict.STALLED
    return Verdict.QUIET if "silence" in names else Verdict.FINE


def _silence(story: Story) -> Slots | None:
    """Past the window of the shelf (001); before opportunity, past a span of its own (ours)."""
    deal, where = story.deal, story.standing
    if story.is_held or where.promised or is_theirs(deal):
        return None
    days_of_it = (story.today - where.counted_from).days
    if where.shelf is None:
        late = deal.last_touch_on is not None and deal.stage is not Stage.LEAD
        if not late or days_of_it <= story.policy.early_silence_days:
            return None
        return {"days": days(days_of_it), "where": f"as a {deal.stage.value}"}
    limit = silent_through(where.shelf, story.today, story.policy, story.workdays)
    if where.counted_from > limit:
        return None
    return {"days": days(days_of_it), "where": where.shelf.place}


def _date_passed(story: Story) -> Slots | None:
    decision = story.deal.decision_on
    if decision is None or decision >= story.today:
        return None
    return {"date": day(decision), "ago": relative(decision, story.today)}


def _pushed(story: Story) -> Slots | None:
    pushes = [move for move in story.logged.dates if move.pushed]
    if not story.policy.pushes_many or len(pushes) < story.policy.pushes_many:
        return None
    first, last = pushes[0].before, pushes[-1].after
    assert first is not None
    assert last is not None
    return {"times": plural(len(pushes), "time"), "from": day(first), "to": day(last)}


def _no_step(story: Story) -> Slots | None:
    last = story.logged.touches[-1] if story.logged.touches else None
    if last is None or last.kind not in MET or story.deal.step or story.is_held:
        return None
    if (story.today - last.on).days < story.policy.step_days:
        return None
    return {"kind": last.kind.value, "ago": relative(last.on, story.today)}


def _one_contact(story: Story) -> Slots | None:
    if story.in_stage < story.policy.unknown_days:
        return None
    people = story.people
    if len(people) >= story.policy.people_least:
        return None
    return {"people": f"{listing(people)} alone is" if people else "nobody is"}


def _no_power(story: Story) -> Slots | None:
    known = story.has(Part.DECIDES, Part.SIGNS) or story.holds(FactKind.POWER)
    if known or story.in_stage < story.policy.unknown_days:
        return None
    return {"days": days(story.in_stage)}


def _compliments(story: Story) -> Slots | None:
    praise = story.last(Mark.COMPLIMENT, story.policy.compliment_days)
    if praise is None or story.deal.step is not None or story.moved_since(praise):
        return None
    return {"ago": relative(praise.on, story.today)}


def _slow_no(story: Story) -> Slots | None:
    told = story.last(Mark.SLOW_NO, story.policy.slow_no_days)
    if told is None or story.moved_since(told):
        return None
    return {"words": told.text, "ago": relative(told.on, story.today)}


def _no_redlines(story: Story) -> Slots | None:
    deal, end = story.deal, quarter_end(story.today)
    redlined = deal.buying_stage == "redlining" or story.holds(FactKind.REDLINES)
    left = (end - story.today).days
    due = deal.decision_on is not None and deal.decision_on <= end
    if deal.category is not ForecastCategory.COMMIT or redlined or not due:
        return None
    return {"left": days(left)} if left <= story.policy.redlines_days else None


def _unfounded(story: Story) -> Slots | None:
    category = story.deal.category
    needed = {
        ForecastCategory.BEST_CASE: (FactKind.FUNDED,),
        ForecastCategory.COMMIT: (FactKind.FUNDED, FactKind.SELECTED),
    }.get(category or ForecastCategory.PIPELINE, ())
    grace = (story.today - story.moved_on).days < story.policy.unknown_days
    missing = [kind for kind in needed if not story.holds(kind)]
    if not missing or (grace and not any(story.denies(kind) for kind in missing)):
        return None
    named = buying_stage(story.deal.buying_stage)
    assert category is not None
    assert named is not None
    lacks = listing([kind.value for kind in missing], "or")
    return {"category": category.value, "stage": named.label, "lacks": lacks}


def _no_answers(story: Story) -> Slots | None:
    missing = [kind.value for kind in ANSWERS if kind not in story.logged.facts]
    if not missing or story.in_stage < story.policy.unknown_days:
        return None
    return {"missing": listing(missing, "or")}


def _too_long(story: Story) -> Slots | None:
    paced, stage = story.paced, story.deal.stage
    if paced.counts.get(stage, 0) < story.policy.paced_least:
        return None
    median = paced.in_stage[stage]
    if story.in_stage * 100 <= median * story.policy.long_percent:
        return None
    return {"days": days(story.in_stage), "usual": days(median)}


def _too_many(story: Story) -> Slots | None:
    sent = [touch.on for touch in story.logged.touches if touch.direction == "out"]
    if story.is_held or not is_pawed(story.deal, sent, story.today, story.policy):
        return None
    shelf = shelf_of(story.deal.decision_on, story.today, story.policy)
    return {"where": shelf.place}


def quarter_end(today: date) -> date:
    """The last day of the calendar quarter."""
    month = (today.month - 1) // QUARTER * QUARTER + QUARTER
    first = date(today.year + month // 12, month % 12 + 1, 1)
    return first - timedelta(days=1)


RULES: dict[str, Rule] = {
    "slow-no": Rule(_slow_no, ("words", "ago"), ("slow_no_days",)),
    "date-passed": Rule(_date_passed, ("date", "ago")),
    "pushed": Rule(_pushed, ("times", "from", "to"), ("pushes_many",)),
    "silence": Rule(
        _silence,
        ("days", "where"),
        ("table.closes", "fridge.closes", "freezer.closes", "early_silence_days"),
        (Stage.SUSPECT, Stage.PROSPECT, Stage.OPPORTUNITY),
    ),
    "compliments": Rule(_compliments, ("ago",), ("compliment_days",)),
    "no-step": Rule(_no_step, ("kind", "ago"), ("step_days",)),
    "no-redlines": Rule(_no_redlines, ("left",), ("redlines_days",), OPPORTUNITY),
    "unfounded": Rule(_unfounded, ("category", "stage", "lacks"), ("unknown_days",), OPPORTUNITY),
    "too-long": Rule(
        _too_long,
        ("days", "usual"),
        ("long_percent", "paced_least"),
        (Stage.SUSPECT, Stage.PROSPECT, Stage.OPPORTUNITY),
    ),
    "no-power": Rule(_no_power, ("days",), ("unknown_days",), OPPORTUNITY),
    "one-contact": Rule(_one_contact, ("people",), ("unknown_days", "people_least"), OPPORTUNITY),
    "no-answers": Rule(_no_answers, ("missing",), ("unknown_days",), OPPORTUNITY),
    "too-many": Rule(
        _too_many, ("where",), ("table.most", "fridge.most", "freezer.most"), OPPORTUNITY
    ),
}
"""Every warning by its id, the gravest first."""
TRIGGERS = {name: rule.trigger for name, rule in RULES.items()}
