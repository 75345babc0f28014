"""A "no" with the way on, and the apology for what should not have happened."""

import re

import slackblocks as sb

from bot.usecases.finding import WhichDeal
from bot.usecases.showing import money
from bot.views import kit
from bot.views.kit import Said, escape
from bot.views.written import stage_words
from coaching.deals import Deal
from coaching.errors import Refusal, Suggestion

RUN = "run"
VALUE_MOST = 2000


def refusal(refused: Refusal, line: str = "") -> Said:
    """The sentence, and a button for each thing that was probably meant."""
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
    return kit.said(escape(refused.sentence.replace("`", "")), *blocks)


def apology(reference: str) -> Said:
    """Something broke; the reference stands in the log too."""
    words = (
        "Sorry, something went wrong on my side and nothing was stored. "
        f"Please try again; if it stays, tell whoever runs Deal Coach here “{reference}”."
    )
    return kit.said(words, kit.section(words))


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
    name = r"\s+".join(re.escape(escape(word)) for word in typed.split())
    for shape in (rf"[“„\"«»'‘‚]\s*{name}\s*[”“\"«»'’‘]", rf"(?<!\S){name}(?!\S)"):
        found = re.search(shape, rest, re.IGNORECASE)
        if found:
            return f"{verb} {rest[: found.start()]}#{deal.id}{rest[found.end() :]}"
    return f"show #{deal.id}"


def _label(deal: Deal, among: tuple[Deal, ...]) -> str:
    twice = sum(other.name.casefold() == deal.name.casefold() for other in among) > 1
    if not twice:
        return deal.name
    return ", ".join(filter(None, (deal.name, stage_words(deal), money(deal.amount))))
