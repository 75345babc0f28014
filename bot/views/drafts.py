"""A draft before it is sent: its text, and what to look at."""

import slackblocks as sb

from bot.views import kit
from bot.views.kit import Json, entities

PAGE = "draft"
SHOWN = 2400
"""Characters of a draft that are shown; the message itself has them all."""
NOT_YET = (
    "The draft coach is not here yet, so nothing was checked and nothing was stored. "
    "Until then, read it once more with these in mind:"
)
LOOKS = (
    "*Is it about them?* The first sentence speaks of their work, not of us.",
    "*Does it ask one question?* One that can be answered in a line.",
    "*Do you want facts?* “How often does it happen?” and never “would you …”.",
    "*Does it name a day?* A next step has its day and hour, with the time zone.",
    "*Do we speak as a company?* “We”, where “I” is not needed.",
)


def draft(text: str) -> Json:
    """The draft with what to look at; the draft coach will put what it finds in its place."""
    blocks: list[sb.Block] = [
        kit.section(_quoted(text) if text else "_This message has no text._"),
        kit.divider(),
        kit.section(NOT_YET),
        kit.section("\n".join(f"• {look}" for look in LOOKS)),
    ]
    return kit.modal("Check this draft", blocks, callback_id=PAGE, submit=None)


def _quoted(text: str) -> str:
    lines = entities(kit.clip(text, SHOWN)).splitlines()
    return kit.clip("\n".join(f"&gt; {line}" for line in lines), kit.SECTION_MOST)
