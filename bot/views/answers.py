"""The form with the open questions of a deal: every answer is optional."""

from collections.abc import Mapping

import slackblocks as sb

from bot.usecases.knowing import Team
from bot.views import kit
from bot.views.forms import VALUE, Origin
from bot.views.kit import Json, bold
from coaching.buyers import Part
from coaching.facts import FactKind, Question

SUBMIT = "answers"
FACT, PART = "fact", "part"
LONGEST = 1000
"""Characters of one answer."""


def form(team: Team, origin: Origin) -> Json:
    """A field for each question; people are named, several with commas between."""
    head = f"What do you know of {bold(team.deal.name)}? What stays empty stays a question."
    asked = team.known.questions
    if not asked:
        words = f"{bold(team.deal.name)}: everything that is asked at this stage is known."
        return kit.modal("Questions", [kit.section(words)], callback_id=SUBMIT, submit=None)
    blocks: list[sb.Block] = [kit.section(head), *map(_field, asked)]
    return kit.modal(
        "Questions",
        blocks,
        callback_id=SUBMIT,
        submit="Keep",
        private_metadata=origin.packed(),
    )


def answered(values: Mapping[str, str]) -> tuple[dict[FactKind, str], dict[Part, str]]:
    """What was filled in: facts in words, and names by their part in the decision."""
    named = {tuple(name.split(":", 1)): text.strip() for name, text in values.items()}
    facts = {FactKind(about): text for (what, about), text in named.items() if what == FACT}
    people = {Part(about): text for (what, about), text in named.items() if what == PART}
    return facts, people


def _field(question: Question) -> sb.InputBlock:
    about = question.about
    person = isinstance(about, Part)
    hint = f"Who {about.value}: names, with commas between" if person else about.value.capitalize()
    return sb.InputBlock(
        label=sb.PlainText(question.words),
        element=sb.PlainTextInput(action_id=VALUE, multiline=False, max_length=LONGEST),
        block_id=f"{PART if person else FACT}:{about.value}",
        hint=sb.PlainText(hint),
        optional=True,
    )
