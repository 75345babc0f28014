"""What people call a stage."""

from collections.abc import Sequence

from bot.grammar.tokens import Token, joined
from coaching.deals import BUYING_STAGE_NAMES, BUYING_STAGES, STAGE_NAMES, Stage
from coaching.errors import Refusal

LONGEST_NAME = 3
"""Words in the longest name of a stage."""


def stage_named(text: str) -> tuple[Stage, str | None]:
    """The stage of that name; raises Refusal listing the stages there are."""
    found = find_stage(text)
    if found is None:
        raise Refusal(
            f"I know no stage called “{text}”. Stages are lead, suspect, prospect and "
            f"opportunity; inside opportunity: {', '.join(b.label for b in BUYING_STAGES)}. "
            "Say for instance `move acme prospect`.",
            field="stage",
        )
    return found


def find_stage(text: str) -> tuple[Stage, str | None] | None:
    """The stage, or opportunity with the buying stage, of that name."""
    words = " ".join(text.casefold().split())
    if words in STAGE_NAMES:
        return STAGE_NAMES[words], None
    if words in BUYING_STAGE_NAMES:
        return Stage.OPPORTUNITY, BUYING_STAGE_NAMES[words]
    return None


def trailing_stage(
    pieces: Sequence[Token],
) -> tuple[tuple[Token, ...], tuple[Stage, str | None] | None]:
    """What stands before the stage at the end, and that stage."""
    for length in range(min(LONGEST_NAME, len(pieces)), 0, -1):
        found = find_stage(joined(pieces[-length:]))
        if found is not None:
            return tuple(pieces[:-length]), found
    return tuple(pieces), None
