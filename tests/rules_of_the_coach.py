"""The tables of docs/rules.md that list every warning and every play."""

from collections.abc import Iterable, Mapping, Sequence

from coaching import plays, portfolio, talks, warnings
from coaching.deals import Stage
from coaching.exchange import GIVEN_MOST
from coaching.policy import Policy
from coaching.rules import OPEN
from coaching.texts import PLAYS, WARNINGS, Entry, Kind, standard

WARNED_HEAD = ("warning", "given when", "stages", "thresholds", "facts", "move", "source")
PLAYED_HEAD = ("play", "called for when", "stages", "thresholds", "why now", "move", "source")
WARNED = {
    "slow-no": "a touch held a slow no, and the buyer gave no sign of life since",
    "date-passed": "the decision date is past",
    "pushed": "the decision date moved later so often",
    "silence": "no touch within the window of the shelf, and nothing holds the deal",
    "compliments": "they praised it, and no step, meeting, answer or move came since",
    "no-step": "a meeting, demo or visit was the last touch, and no step is agreed",
    "no-redlines": "Commit, to be decided by the end of the quarter, and no redlines",
    "unfounded": "Best Case and not known to be funded, Commit and not known to be funded and "
    "selected; at once where it is denied",
    "too-long": "longer in the stage than won deals were",
    "no-power": "nobody is known who decides or signs, and nobody promised the way there",
    "one-contact": "too few people are known on their side",
    "no-answers": "the problem, its impact or why now is unknown",
    "too-many": "more outgoing touches than the shelf bears",
}
PLAYED = {
    "not-qualified": "a fact denies the priority, the scale or the fit",
    "no-times": f"days and times were offered {talks.TIMES_WAIT} days ago, and nothing came back",
    "pocket-picker": f"their last {talks.QUESTIONS_MOST} contacts only asked, and no project, "
    "event, money or date is known",
    "talking-up": "the forecast category was raised, and one of the three answers is unknown",
    "no-event": "Commit, and no compelling event is known",
    "asks-how": "the last touch is a mail or message of theirs that asks how we solve it",
    "candy": f"{talks.CANDY_MOST} of deck, case study, return, pricing and demo on one day",
    "competence": "a demo, or a talk of what we can do, before a problem is known",
    "one-step": f"a call or meeting of {talks.STEPS_MOST} steps, or of more than "
    f"{talks.LONG_MEETING} minutes",
    "exchange": f"{GIVEN_MOST} things were given since something was asked for",
    "their-way": "two tries in a row by one channel, and no answer",
    "evangelism": "the basics were explained",
    "optimistic": "the date is nearer than won deals took from this stage",
    "dated-quarter": "an enterprise deal in Pipeline is to be decided within the quarter",
    "team": "all touches came from one of us, where several sell",
    "team-early": "two of us or more spent time on it",
    "champion": "nobody is known who sells for us inside",
    "number": "the impact is known as a figure, and no customer's story was told",
    "winners": "of two weeks' touches most went to the table",
    "one-deal": "one deal is most of what the quarter may bring",
    "bloated": "far more deals are open than were touched within 30 days",
    "cards": "many leads came on one day from one source, and none was touched",
    "rope": "two large deals or more came in two quarters, one ended, and none was won",
}


def warned_rows() -> list[tuple[object, ...]]:
    """Every warning, the gravest first."""
    said = _said(WARNINGS)
    return [
        _row(said[name], WARNED[name], rule.stages, rule.settings)
        for name, rule in warnings.RULES.items()
    ]


def played_rows() -> list[tuple[object, ...]]:
    """Every play, in the order of their rank."""
    said = _said(PLAYS)
    assert set(said) == {*plays.RULES, *portfolio.RULES} == set(PLAYED)
    return [_played(name, entry) for name, entry in said.items()]


def _played(name: str, entry: Entry) -> tuple[object, ...]:
    rule = plays.RULES.get(name)
    if rule is not None:
        return _row(entry, PLAYED[name], rule.stages, rule.settings)
    return _row(entry, PLAYED[name], (), portfolio.RULES[name].settings)


def _row(
    entry: Entry, when: str, stages: Sequence[Stage], settings: Iterable[str]
) -> tuple[object, ...]:
    places = "all" if tuple(stages) == OPEN else ", ".join(stages) or "the pipeline"
    limits = ", ".join(f"`{name}` {_default(name)}" for name in settings)
    source = entry["source"].replace("ours", "**ours**")
    name = f"{entry['name']} `{entry['id']}`"
    return (name, when, places, limits or "–", entry["text"], entry["move"], source)


def _default(name: str) -> object:
    """The default of a setting, or of a part of one: `table.closes`."""
    found: object = Policy()
    for part in name.split("."):
        found = getattr(found, part)
    return found


def _said(kind: Kind) -> Mapping[str, Entry]:
    return {entry["trigger"]: entry for entry in standard(kind)}
