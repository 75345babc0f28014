"""A deal on one card: where it stands, what was agreed, and what happened."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import slackblocks as sb

from bot.usecases.showing import Card, money
from bot.views import kit, knowing
from bot.views.daily import LOG, PARK
from bot.views.kit import Said, escape
from bot.views.refusal import RUN
from bot.views.stands import plain, stage_words, stands_line, step_words
from coaching.deals import Direction, Touch, TouchKind, buying_stage
from coaching.localtime import local_day
from coaching.warnings import Verdict, Warned, verdict
from coaching.wording import both, day
from storage.history import CloseDateMove, StageMove

FORM = "form"
TIMELINE = 8
TITLES = {
    Verdict.STALLED: "Stalled",
    Verdict.QUIET: "Quiet",
    Verdict.FINE: "Worth a look",
}


def card(shown: Card, now: datetime, zone: str) -> Said:
    """The whole card; the fallback carries the facts in sentences."""
    deal = shown.deal
    heading = f"{deal.name}"
    stands = stands_line(deal, shown.standing)
    facts = _facts(shown, now, zone)
    blocks: list[sb.Block] = [kit.header(heading), kit.section(stands)]
    blocks.append(sb.SectionBlock(fields=[sb.Text(words, verbatim=True) for words in facts]))
    warned = warned_words(shown.warned)
    known = [*warned, *knowing.card_lines(shown.known)]
    blocks += map(kit.section, known)
    timeline = _timeline(shown, zone)
    if timeline:
        blocks.append(kit.section("*Lately*\n" + "\n".join(timeline)))
    if deal.is_open:
        blocks.append(_buttons(deal.id, deal.name))
    else:
        again = f"reopen #{deal.id}"
        blocks.append(kit.actions(kit.button("Reopen", kit.action(RUN, "reopen"), again)))
    spoken = ". ".join(plain(words).replace("\n", ": ") for words in facts)
    told = " ".join(map(_told, known))
    return kit.said(f"{escape(deal.name)}. {stands} {spoken}. {told}".rstrip(), *blocks)


def warned_words(found: Sequence[Warned]) -> list[str]:
    """The warnings in a paragraph, each with the move that fits; none without any."""
    if not found:
        return []
    lines = (f"• {escape(one.words)} _{escape(one.move)}_" for one in found)
    return ["\n".join((f"*{TITLES[verdict(found)]}*", *lines))]


def _told(paragraph: str) -> str:
    """A paragraph of the card as one sentence."""
    head, _, rest = plain(paragraph).partition("\n• ")
    return f"{head}: {rest.replace(chr(10) + '• ', '; ')}.".replace("?.", "?")


def _facts(shown: Card, now: datetime, zone: str) -> list[str]:
    deal, today = shown.deal, local_day(now, zone)
    pairs = [
        ("Stage", stage_words(deal)),
        ("Amount", money(deal.amount) or "not known"),
        ("Decision", both(deal.decision_on, today) if deal.decision_on else "no date"),
        ("Next step", step_words(deal.step) if deal.step else "none agreed"),
        ("Last touch", both(deal.last_touch_on, today) if deal.last_touch_on else "none yet"),
        ("Owner", "you" if shown.mine else escape(shown.owner)),
        ("Source", escape(deal.source or "")),
        ("Product", escape(deal.product or "")),
        ("Segment", escape(deal.segment or "")),
        ("Reason", escape(deal.reason or "")),
    ]
    return [kit.clip(f"*{label}*\n{value}", 2000) for label, value in pairs if value][:10]


def _timeline(shown: Card, zone: str) -> list[str]:
    entries: list[tuple[datetime, str]] = [
        *((touch.at, _touch(touch)) for touch in shown.touches),
        *((move.at, _stage_move(move)) for move in shown.stage_moves),
        *((move.at, _date_move(move)) for move in shown.close_date_moves),
    ]
    return list(_dated(sorted(entries, key=lambda entry: entry[0], reverse=True)[:TIMELINE], zone))


def _dated(entries: Iterable[tuple[datetime, str]], zone: str) -> Iterable[str]:
    for at, words in entries:
        yield f"{day(at.astimezone(ZoneInfo(zone)).date())}: {words}"


def _touch(touch: Touch) -> str:
    way = "" if touch.kind is TouchKind.NOTE else f" {touch.direction.value}"
    who = f" with {escape(touch.who)}" if touch.who else ""
    text = f" “{kit.clip(escape(touch.text), 200)}”" if touch.text else ""
    arrow = "from them" if touch.direction is Direction.IN else ""
    return " ".join(f"{touch.kind.value}{way if not arrow else ' ' + arrow}{who}{text}".split())


def _stage_move(move: StageMove) -> str:
    if move.to_outcome:
        return f"*{move.to_outcome.value}*"
    if move.from_outcome:
        return "reopened"
    place = buying_stage(move.to_buying_stage)
    to = place.label if place else move.to_stage.value
    return f"moved to *{to}*" if move.from_stage else f"added as {to}"


def _date_move(move: CloseDateMove) -> str:
    to = day(move.to_on) if move.to_on else "open"
    if move.from_on and move.to_on and move.to_on > move.from_on:
        return f"decision pushed from {day(move.from_on)} to {to}"
    return f"decision expected {to}"


def _buttons(deal_id: int, name: str) -> sb.ActionsBlock:
    number = str(deal_id)
    return kit.actions(
        kit.button("Log", kit.action(LOG, number), number, style="primary", reads=f"Log on {name}"),
        *(
            kit.button(label, kit.action(FORM, verb), f"{verb}|{number}", reads=f"{label}: {name}")
            for label, verb in (
                ("Next step", "next"),
                ("Move", "move"),
                ("Won", "won"),
                ("Lost", "lost"),
            )
        ),
        kit.button("Park", kit.action(PARK, number), number, reads=f"Park {name}"),
    )
