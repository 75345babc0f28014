"""What a deal worth keeping can answer, and what is still a question for the buyer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from coaching.buyers import Part
from coaching.deals import Deal, ForecastCategory, Stage


class FactKind(StrEnum):
    """What can be known of a deal (playbook §1; 004, 001, 002)."""

    PROBLEM = "problem"
    IMPACT = "impact"
    WHY_NOW = "why now"
    USE_CASE = "use case"
    PROFILE = "profile"
    REPLACES = "replaces"
    PRIORITY = "priority"
    SCALE = "scale"
    FIT = "fit"
    PATH = "path"
    EVENT = "compelling event"
    POWER = "power"
    FUNDED = "funded"
    SELECTED = "selected"
    REDLINES = "redlines"


FACT_NAMES = {
    **{kind.value: kind for kind in FactKind},
    "pain": FactKind.PROBLEM,
    "why": FactKind.WHY_NOW,
    "usecase": FactKind.USE_CASE,
    "case": FactKind.USE_CASE,
    "company profile": FactKind.PROFILE,
    "replace": FactKind.REPLACES,
    "event": FactKind.EVENT,
    "access": FactKind.POWER,
    "access to power": FactKind.POWER,
    "budget": FactKind.FUNDED,
    "redlining": FactKind.REDLINES,
}
"""What people call the facts."""

YES_OR_NO = frozenset(
    {
        FactKind.PRIORITY,
        FactKind.FIT,
        FactKind.PATH,
        FactKind.POWER,
        FactKind.FUNDED,
        FactKind.SELECTED,
        FactKind.REDLINES,
    }
)
"""Facts that need no words: they are so, or they are not."""

NO_WORDS = frozenset({"no", "not", "none", "never", "nein", "nope", "false"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a deal, in the words of whoever logged it."""

    kind: FactKind
    text: str

    @property
    def holds(self) -> bool:
        """Whether it is so, where it is a matter of yes or no."""
        first = self.text.casefold().split()[:1]
        return not (first and first[0].strip(".,;:!") in NO_WORDS)


@dataclass(frozen=True, slots=True)
class Question:
    """Something unknown, as a question to ask; `about` is a fact or a part in the decision."""

    about: FactKind | Part
    words: str
    source: str


def _ask(about: FactKind | Part, words: str, source: str) -> Question:
    return Question(about, words, source)


OF_A_LEAD = (
    _ask(FactKind.PROFILE, "Which industry are you in, how many are you, and where?", "001"),
)
OF_A_SUSPECT = (
    _ask(FactKind.USE_CASE, "Which one job do you do today that costs you most time?", "001"),
    _ask(FactKind.PROBLEM, "Which problem with it do you work on now?", "004"),
)
OF_A_PROSPECT = (
    _ask(FactKind.PRIORITY, "Where does it stand among the things you do this year?", "001"),
    _ask(FactKind.IMPACT, "What does it cost you today, and what changes once it is gone?", "004"),
    _ask(FactKind.WHY_NOW, "Why do you look at it now, and not last year or next?", "004"),
)
OF_AN_OPPORTUNITY = (
    _ask(FactKind.REPLACES, "What, or whom, do you use for it today?", "001"),
    _ask(FactKind.SCALE, "How often does it happen, and for how many people?", "001"),
    _ask(FactKind.FIT, "How does it fit into the way you work?", "002"),
    _ask(FactKind.PATH, "Which steps lead to a funded project within twelve months?", "002"),
    _ask(FactKind.EVENT, "Which date do you have to meet: a renewal, a launch, a budget?", "002"),
    _ask(FactKind.POWER, "Who owns the budget, and when do we meet them?", "002"),
    _ask(Part.EVALUATES, "Who looks at the options and compares them?", "001"),
    _ask(Part.DECIDES, "Who decides in the end?", "001"),
    _ask(Part.SIGNS, "Who signs?", "001"),
)
OF_BEST_CASE = (_ask(FactKind.FUNDED, "Is the money for it set aside, and since when?", "002"),)
OF_COMMIT = (_ask(FactKind.SELECTED, "Have you chosen us, and who else knows of it?", "002"),)
OF_REDLINING = (
    _ask(FactKind.REDLINES, "Who on your side marks up the contract, and by when?", "002"),
)
STAGES = (
    (Stage.LEAD, OF_A_LEAD),
    (Stage.SUSPECT, OF_A_SUSPECT),
    (Stage.PROSPECT, OF_A_PROSPECT),
    (Stage.OPPORTUNITY, OF_AN_OPPORTUNITY),
)
QUESTIONS = {
    question.about: question
    for question in (
        *(question for _, asked in STAGES for question in asked),
        *OF_BEST_CASE,
        *OF_COMMIT,
        *OF_REDLINING,
    )
}
"""The one question for each thing that can be unknown."""


def asked_at(deal: Deal) -> tuple[Question, ...]:
    """What should be known where the deal stands, the newest stage first; nothing once closed.

    Nothing of it blocks: what is unknown is a question for the buyer (001).
    """
    if not deal.is_open:
        return ()
    stages = [asked for stage, asked in reversed(STAGES) if stage.order <= deal.stage.order]
    return (*_of_category(deal), *(question for asked in stages for question in asked))


def _of_category(deal: Deal) -> tuple[Question, ...]:
    asked: tuple[Question, ...] = ()
    if deal.category in (ForecastCategory.BEST_CASE, ForecastCategory.COMMIT):
        asked = OF_BEST_CASE
    if deal.category is ForecastCategory.COMMIT:
        asked = (*OF_COMMIT, *asked)
    return (*OF_REDLINING, *asked) if deal.buying_stage == "redlining" else asked


def open_questions(
    deal: Deal, facts: Mapping[FactKind, Fact], parts: Collection[Part]
) -> tuple[Question, ...]:
    """What is asked of the deal and not known yet."""
    known: set[FactKind | Part] = {*facts, *parts}
    if Part.DECIDES in known or Part.SIGNS in known:
        known.add(FactKind.POWER)
    return tuple(question for question in asked_at(deal) if question.about not in known)
