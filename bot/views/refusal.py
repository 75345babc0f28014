"""A "no" with the way on, and the apology for what should not have happened."""

import re

import slackblocks as sb

from bot.usecases.finding import WhichDeal
from bot.usecases.showing import money
from bot.views import kit
from bot.views.kit import Said, entities, escape
from bot.views.stands import stage_words
from coaching.deals import Deal
from coaching.errors import Refusal, Suggestion

RUN = "run"
VALUE_MOST = 2000
MENTION = re.compile(r"<([@#])[A-Z0-9]+\|([^<>]*)>")
FEW_WORDS = 3
"""A line of more words than these is shown again beside its refusal, so that none are lost."""
MARK = "[“”„\"«»'‘’‚]"


def refusal(refused: Refusal, line: str = "", typed: str = "") -> Said:
    """The sentence, and a button for each thing that was probably meant.

    `line` is what the buttons say again; `typed` is shown again, since Slack does not keep it.
    """
    words = escape(refused.sentence)
    suggestions = [s for s in _suggestions(refused, line) if len(s.command) <= VALUE_MOST]
    blocks: list[sb.Block] = [kit.section(words)]
    if suggestions:
        blocks.append(
            kit.actions(
                *(
                    kit.button(s.label, kit.action(RUN, number), s.command)
                    for number, s in enumerate(suggestions)
                )
            )
        )
    return kit.said(escape(refused.sentence.replace("`", "")), *blocks, *_typed(typed))


def apology(reference: str, line: str = "") -> Said:
    """Something broke; the reference stands in the log too."""
    words = (
        "Sorry, something went wrong on my side and nothing was stored. "
        f"Please try again; if it stays, tell whoever runs Deal Coach here “{reference}”."
    )
    return kit.said(words, kit.section(words), *_typed(line))


def _typed(line: str) -> list[sb.Block]:
    """The line again, mentions as they are shown."""
    shown = MENTION.sub(r"\1\2", line)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        shown = shown.replace(entity, character)
    many = len(line.split()) > FEW_WORDS
    return [kit.context(f"You said: /deal {escape(shown)}")] if many else []


def _suggestions(refused: Refusal, line: str) -> tuple[Suggestion, ...]:
    if not isinstance(refused, WhichDeal):
        return refused.suggestions
    return tuple(
        Suggestion(_label(deal, refused.candidates), with_deal(line, refused.typed, deal))
        for deal in refused.candidates
    )


def with_deal(line: str, typed: str, deal: Deal) -> str:
    """The line again, with the deal's number where its name was typed behind the verb."""
    verb, _, rest = line.strip().partition(" ")
    name = rf"{MARK}*\s+{MARK}*".join(re.escape(entities(word)) for word in typed.split())
    for shape in (rf"{MARK}\s*{name}\s*{MARK}", rf"(?<!\S){name}(?!\S)"):
        found = re.search(shape, rest, re.IGNORECASE)
        if found:
            return f"{verb} {rest[: found.start()]}#{deal.id}{rest[found.end() :]}"
    return f"show #{deal.id}"


def _label(deal: Deal, among: tuple[Deal, ...]) -> str:
    twice = sum(other.name.casefold() == deal.name.casefold() for other in among) > 1
    if not twice:
        return deal.name
    return ", ".join(filter(None, (deal.name, stage_words(deal), money(deal.amount))))
