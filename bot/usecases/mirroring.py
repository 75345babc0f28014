"""The mirror: a member's own 90 days in counts; nobody else can ask for them."""

from datetime import timedelta

from bot.usecases import stories
from bot.usecases.asking import Asking
from coaching.deals import Outcome
from coaching.hearing import Mark, hears
from coaching.kept import Answer
from coaching.mirror import SPAN, UNTOUCHED, Mirror, Seen, mirror
from storage import portfolios, suggestions
from storage import stories as stored
from storage.database import Session

SEVERAL = 3
USED = (Answer.COPIED, Answer.IN, Answer.OUT)


def look(session: Session, asking: Asking) -> Mirror:
    """What the asker's last 90 days look like."""
    me, since = {asking.member.id: asking.member}, asking.now - timedelta(days=SPAN)
    deals = stored.touched_since(session, me, since).get(asking.member.id, [])
    told = stories.read(session, ((asking, deal) for deal in deals)).values()
    held = portfolios.held(session, me, since.date()).get(asking.member.id, [])
    spaces = [asking.workspace.id]
    kept = suggestions.lately(session, spaces, me, since.date()).get(asking.member.id, [])
    out = [
        touch
        for story in told
        for touch in story.logged.touches
        if touch.direction == "out" and touch.on >= since.date()
    ]
    trades = [one for story in told for one in story.logged.trades if one.on >= since.date()]
    ours = [one for one in held if one.outcome is None]
    old = asking.now - timedelta(days=UNTOUCHED)
    return mirror(
        Seen(
            out=len(out),
            questions=sum(hears(Mark.QUESTION, touch.text) for touch in out),
            asked=sum(not one.gave for one in trades),
            gave=sum(one.gave for one in trades),
            open_deals=len(ours),
            untouched=sum((one.touched_at or one.created_at) < old for one in ours),
            let_go=sum(one.outcome is Outcome.LET_GO for one in held),
            decided=len(held) - len(ours) - sum(one.outcome is Outcome.LET_GO for one in held),
            offered=sum(one.answer in USED for one in kept),
            worked=len(told),
            engaged=sum(len(story.people) >= SEVERAL for story in told),
        )
    )
