"""The stories of deals, read for several of them at once, and the warnings that they give."""

from collections.abc import Iterable, Mapping, Sequence

from bot.usecases import wordings
from bot.usecases.asking import Asking
from bot.usecases.wordings import Wordings
from coaching.deals import Deal
from coaching.heard import Logged, Paced
from coaching.story import Story
from coaching.texts import WARNINGS
from coaching.warnings import Verdict, Warned, verdict, warnings
from storage import deals, stories, tempo
from storage.database import Session

MOST_JUDGED = 1000
"""Open deals that are looked through for stalled ones, those decided soonest first (ours)."""
WORDS = {Verdict.STALLED: "Stalled", Verdict.QUIET: "Quiet", Verdict.FINE: "Worth a look"}


def read(session: Session, asked: Iterable[tuple[Asking, Deal]]) -> dict[int, Story]:
    """By deal: its story on its owner's day; a few questions of the database for all of them."""
    pairs = {deal.id: (asking, deal) for asking, deal in asked}
    spaces = {asking.workspace.id for asking, _ in pairs.values()}
    zones = {number: asking.member.zone for number, (asking, _) in pairs.items()}
    if not pairs:
        return {}
    logged = stories.logged(session, spaces, zones)
    paced, people = tempo.paced(session, spaces), tempo.people(session, spaces)
    return {
        number: Story(
            deal,
            asking.today,
            logged.get(number, Logged()),
            asking.policy,
            asking.workdays,
            paced.get(asking.workspace.id, Paced()),
            people.get(asking.workspace.id, 1),
        )
        for number, (asking, deal) in pairs.items()
    }


def story_of(session: Session, asking: Asking, deal: Deal) -> Story:
    """The story of one deal."""
    return read(session, [(asking, deal)])[deal.id]


def warned(asking: Asking, story: Story, words: Wordings) -> tuple[Warned, ...]:
    """The warnings of a deal, less those that the workspace has switched off."""
    return warnings(story, asking.workspace.warnings_off.split(), words.of(WARNINGS))


def warned_all(
    session: Session, asked: Iterable[tuple[Asking, Deal]]
) -> dict[int, tuple[Warned, ...]]:
    """By deal: its warnings, in the words of its workspace."""
    pairs = {deal.id: (asking, deal) for asking, deal in asked}
    found = read(session, pairs.values())
    words = wordings.read(session, {asking.workspace.id for asking, _ in pairs.values()})
    return {
        number: warned(asking, found[number], words[asking.workspace.id])
        for number, (asking, _) in pairs.items()
    }


def in_a_line(found: Sequence[Warned]) -> str:
    """`Stalled: silent, no next step`; nothing where there is nothing to warn of."""
    if not found:
        return ""
    return f"{WORDS[verdict(found)]}: {', '.join(one.name for one in found)}"


def lines(session: Session, asked: Iterable[tuple[Asking, Deal]]) -> Mapping[int, str]:
    """By deal: its warnings in a line, for lists."""
    return {number: in_a_line(found) for number, found in warned_all(session, asked).items()}


def stalled(session: Session, asking: Asking) -> list[Deal]:
    """The open deals in sight that are stalled, those decided soonest first."""
    found, _ = deals.page(
        session, asking.sight, asking.member.zone, deals.Filter(), offset=0, limit=MOST_JUDGED
    )
    told = read(session, ((asking, deal) for deal in found))
    return [deal for deal in found if _is_stalled(asking, told[deal.id])]


def _is_stalled(asking: Asking, story: Story) -> bool:
    return not story.is_held and verdict(warned(asking, story, Wordings())) is Verdict.STALLED
