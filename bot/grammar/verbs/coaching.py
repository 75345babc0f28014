"""Commands to the coach."""

from bot.grammar import coaching
from bot.grammar.verbs.verb import Verb

COACHING = (
    Verb(
        "offramp",
        coaching.offramp,
        "offramp DEAL",
        "an honest way in or out, as words to send",
        ("offramp acme", "offramp globex", "offramp blue bottle"),
        ("off-ramp", "wayout"),
    ),
    Verb(
        "coach",
        coaching.coach,
        "coach [DEAL]",
        "the plays that a deal, or your pipeline, calls for, and why",
        ("coach acme", "coach globex", "coach"),
        ("plays",),
    ),
    Verb(
        "mirror",
        coaching.mirror,
        "mirror",
        "how your last 90 days of selling look; for you alone",
        ("mirror",) * 3,
    ),
)
