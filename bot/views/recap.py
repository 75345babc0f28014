"""The weekly recap, for the channel and as a preview."""

from collections.abc import Sequence
from datetime import date

import slackblocks as sb

from bot.usecases.showing import money
from bot.views import kit
from bot.views.kit import Said, escape
from coaching.money import Money
from coaching.recap import Category, Happened, Recap
from coaching.wording import day, plural

NAMED = 5
"""Deals named in a line before the rest is counted."""


def recap(told: Recap, on: date, *, preview: bool = False) -> Said:
    """What the week did to the pipeline: the team's, never a person's."""
    if told.is_empty:
        words = "A quiet week: nothing moved, and no deal is open yet. `/deal add` makes the first."
        return kit.said(words.replace("`", ""), kit.section(words))
    lines = _lines(told)
    blocks: list[sb.Block] = [kit.header(f"The week up to {day(on)}")]
    if preview:
        blocks.append(kit.context("Only you see this preview. `/deal recap post` posts it."))
    blocks.append(kit.section("\n".join(f"*{label}* {words}" for label, words in lines)))
    standing = _pipeline(told.pipeline)
    blocks.append(kit.section("*Open opportunities*\n" + "\n".join(standing)))
    early = _early(told)
    if early:
        blocks.append(kit.context(early))
    spoken = " ".join(f"{label} {words}." for label, words in lines)
    opportunities = f"Open opportunities: {'; '.join(standing)}."
    return kit.said(f"The week up to {day(on)}. {spoken} {opportunities} {early}".strip(), *blocks)


def posted(channel: str) -> Said:
    """Said to whoever posts it by hand."""
    words = f"The recap goes to <#{channel}> now."
    return kit.said(words, kit.section(words))


def _lines(told: Recap) -> list[tuple[str, str]]:
    return [
        ("Added:", _named(told.added)),
        ("Moved on:", _named(told.progressed)),
        ("Pushed:", _named(told.pushed)),
        ("Won:", _named(told.won)),
        ("Lost to competition:", _named(told.lost_to_competition)),
        ("Lost to no decision:", _named(told.lost_to_no_decision)),
        ("Let go, time won back:", _named(told.let_go)),
        ("Touches:", str(told.touches)),
    ]


def _named(told: Sequence[Happened]) -> str:
    if not told:
        return "none"
    shown = ", ".join(_one(happened) for happened in told[:NAMED])
    rest = len(told) - NAMED
    return f"{len(told)} ({shown}{f' and {rest} more' if rest > 0 else ''})"


def _one(happened: Happened) -> str:
    note = f" to {happened.note}" if happened.note else ""
    amount = f" {money(happened.amount)}" if happened.amount else ""
    return f"{kit.clip(escape(happened.name), 80)}{amount}{note}"


def _pipeline(categories: Sequence[Category]) -> list[str]:
    return [
        f"{category.category.value}: {plural(category.deals, 'deal')}{_sum(category.amounts)}"
        for category in reversed(categories)
    ]


def _sum(amounts: Sequence[Money]) -> str:
    return f", {' + '.join(money(amount) for amount in amounts)}" if amounts else ""


def _early(told: Recap) -> str:
    counted = [plural(number, stage.value) for stage, number in told.early.items() if number]
    return f"Before that: {', '.join(counted)}." if counted else ""
