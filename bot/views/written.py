"""What was understood and stored, with Undo and Change."""

from datetime import date

import slackblocks as sb

from bot.usecases.showing import money
from bot.usecases.undoing import Undone
from bot.usecases.writing import Freed, Written
from bot.views import kit, knowing
from bot.views.kit import Said, bold, escape
from bot.views.stands import plain, stage_words, stands_line, step_words
from coaching.deals import Deal, Direction, Outcome, Touch, TouchKind
from coaching.people import Member
from coaching.wording import day, plural

UNDO = "undo"
CHANGE = "change"
CHANGEABLE = frozenset(
    {"add", "log", "move", "next", "date", "close", "snoozed", "parked", "people", "fact"}
    | {"gave", "asked", "in", "out"}
)
KNOWN = ("people", "people removed", "fact", "answers")
COUNTED = {
    "cost": "that is not counted as spent; what stood before counts again.",
    "product": "what was known of the product before counts again.",
    "target": "that target is gone; what stood before counts again.",
}
LEARNT = frozenset(
    {"people", "people removed", "fact", "answers", "gave", "asked", "hand", "reopen"}
    | {"in", "out"}
)
"""Verbs whose echo is drawn in bot/views/knowing.py."""


def written(result: Written, *, undo_minutes: int, doubt: str = "") -> Said:
    """The echo of a change: what was understood, where the deal stands, and the way back."""
    headline = _headline(result)
    lines = [headline, *_details(result), *filter(None, (escape(doubt),))]
    again = (
        "The same words came less than a minute ago and are stored twice now. "
        "If that was a slip, undo this one."
    )
    stands = stands_line(result.deal, result.standing)
    blocks: list[sb.Block] = [kit.section("\n".join(lines))]
    if result.retyped:
        blocks.append(kit.section(f":repeat: {again}"))
    blocks.append(kit.context(f"{stands} Undo works for {undo_minutes} minutes."))
    blocks.append(_buttons(result))
    sentences = [_sentence(line) for line in lines] + ([again] if result.retyped else []) + [stands]
    return kit.said(" ".join(sentences), *blocks)


def undone(result: Undone) -> Said:
    """What was taken back, and how the deal stands again."""
    words = f"Undone: {_taken_back(result, bold(result.name))}"
    if result.deal is None or result.standing is None:
        return kit.said(plain(words), kit.section(words))
    stands = stands_line(result.deal, result.standing)
    return kit.said(f"{plain(words)} {stands}", kit.section(words), kit.context(stands))


def _taken_back(result: Undone, name: str) -> str:
    deal = result.deal
    if deal is None:
        return COUNTED.get(result.verb, f"{name} is not added.")
    if result.verb == "next":
        step = f"the next step is {step_words(deal.step)} again" if deal.step else "no next step"
        return f"{name}: {step}."
    if result.verb == "date":
        if deal.decision_on is None:
            return f"{name}: no decision date."
        return f"{name}: the decision is expected {day(deal.decision_on)} again."
    held = _held(deal)
    return {
        "log": f"what was logged on {name} no longer counts.",
        "move": f"{name} is at {stage_words(deal)} again.",
        "close": f"{name} is open again.",
        "snoozed": f"{name} is {held or 'not snoozed'}.",
        "parked": f"{name} is {held or 'not parked'}.",
        "awake": f"{name} is {held or 'awake'}.",
        **dict.fromkeys(("in", "out"), f"{name}: that call is gone; the one before it counts."),
        "hand": f"{name} is with its owner of before again.",
        "reopen": f"{name} is closed again.",
        **dict.fromkeys(("gave", "asked"), f"{name}: that is not counted."),
        **dict.fromkeys(KNOWN, f"{name}: what is known of the buyer is as before."),
    }.get(result.verb, f"{name} stands as before.")


def _held(deal: Deal) -> str:
    """What keeps it off the list again, as before."""
    if deal.parked:
        return f"parked{f' until {day(deal.parked_until)}' if deal.parked_until else ''} again"
    return f"snoozed until {day(deal.snoozed_until)} again" if deal.snoozed_until else ""


def repeated() -> Said:
    """The answer to a delivery that Slack sent twice."""
    words = "That is stored already; I wrote it once."
    return kit.said(words, kit.section(words))


def _sentence(line: str) -> str:
    words = plain(line)
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _headline(result: Written) -> str:
    deal, name = result.deal, bold(result.deal.name)
    if result.verb == "log" and result.touch:
        return _touch_words(result.touch, name, result.earlier)
    if result.verb == "add":
        whose = f" for {escape(result.noted.name)}" if isinstance(result.noted, Member) else ""
        return f"Added {name} as {stage_words(deal)}{whose}."
    if result.verb == "move":
        back = deal.stage.order < result.before.stage.order
        question = " That is a step back: did the buyer step back too?" if back else ""
        return f"Moved {name} from {stage_words(result.before)} to *{stage_words(deal)}*.{question}"
    if result.verb == "next":
        return (
            f"{name}: next step {step_words(deal.step)}."
            if deal.step
            else f"{name}: no next step any more."
        )
    if result.verb == "date":
        return _date_words(result, name)
    if result.verb == "close":
        return _closed_words(deal, name)
    if result.verb in LEARNT:
        return knowing.headline(result, name)
    return _held_words(result, name)


def _touch_words(touch: Touch, name: str, on: date | None) -> str:
    kind = touch.kind.value
    if touch.kind is TouchKind.NOTE:
        verb = f"Kept a note on {name}"
    elif touch.direction is Direction.IN:
        verb = f"Logged a {kind} from {name}"
    else:
        verb = f"Logged a {kind} with {name}"
    who = f" ({escape(touch.who)})" if touch.who else ""
    who += f" on {day(on)}" if on else ""
    return f"{verb}{who}: “{escape(touch.text)}”" if touch.text else f"{verb}{who}."


def _date_words(result: Written, name: str) -> str:
    before, after = result.before.decision_on, result.deal.decision_on
    if after is None:
        return f"{name}: no decision date any more."
    if before is None:
        return f"{name}: decision expected *{day(after)}*."
    pushed = f" Pushed by {plural((after - before).days, 'day')}." if after > before else ""
    return f"{name}: decision moved from {day(before)} to *{day(after)}*.{pushed}"


def _closed_words(deal: Deal, name: str) -> str:
    when = day(deal.closed_on) if deal.closed_on else ""
    if deal.outcome is Outcome.WON:
        amount = f" for {money(deal.amount)}" if deal.amount else ""
        return f":tada: Won {name}{amount}, {when}."
    reason = f": “{escape(deal.reason)}”" if deal.reason else ""
    if deal.outcome is Outcome.LET_GO:
        return f"Let go of {name}{reason}. That is time won back."
    to = f" to {escape(deal.competitor)}" if deal.competitor else ""
    kind = deal.outcome.value if deal.outcome and not to else "lost"
    return f"{name}: {kind}{to}{reason}."


def _held_words(result: Written, name: str) -> str:
    deal = result.deal
    if result.verb == "snoozed" and deal.snoozed_until:
        return f"Snoozed {name} until *{day(deal.snoozed_until)}*."
    if result.verb == "parked":
        until = f" until *{day(deal.parked_until)}*" if deal.parked_until else ""
        return f"Parked {name}{until}. It is off the list; `wake` brings it back."
    return f"{name} is awake again."


def _details(result: Written) -> list[str]:
    deal = result.deal
    lines = []
    if result.verb == "add":
        if deal.amount:
            lines.append(f"Amount *{money(deal.amount)}*")
        if deal.decision_on:
            lines.append(f"Decision expected *{day(deal.decision_on)}*")
        for label, value in (
            ("Source", deal.source),
            ("Product", deal.product),
            ("Segment", deal.segment),
        ):
            if value:
                lines.append(f"{label} {escape(value)}")
    if result.verb == "log" and deal.step:
        lines.append(f"Next step *{step_words(deal.step)}*")
    if result.verb == "log" and result.before.step and not deal.step:
        lines.append(f"Done: {step_words(result.before.step)}")
    return lines + _freed_words(result.freed) + knowing.details(result)


def _freed_words(freed: Freed | None) -> list[str]:
    """Some will, some won't: the hours that are free, and where they do most good (001)."""
    if freed is None:
        return []
    took = "It took no touch yet."
    if freed.touches:
        took = (
            f"It took {plural(freed.touches, 'touch', 'touches')}, about "
            f"{plural(freed.hours, 'hour')}; that time is free again."
        )
    following = f" Next best: {bold(freed.following)}." if freed.following else ""
    return [f"Some will, some won't. So what: next. {took}{following}"]


def _buttons(result: Written) -> sb.ActionsBlock:
    number = str(result.action_id)
    shown = [kit.button("Undo", UNDO, number, reads=f"Undo this change of {result.deal.name}")]
    if result.verb in CHANGEABLE:
        shown.append(
            kit.button(
                "Change", CHANGE, number, reads=f"Change what was stored for {result.deal.name}"
            )
        )
    if result.questions:
        shown.append(knowing.answer_button(result.deal.id, result.deal.name))
    return kit.actions(*shown)
