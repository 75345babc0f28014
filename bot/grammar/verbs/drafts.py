"""The command that reads a draft."""

from bot.grammar.drafts import check
from bot.grammar.verbs.verb import Verb

CHECKING = (
    Verb(
        "check",
        check,
        "check “DRAFT”",
        "reads a draft before you send it: we for I, one ask, no pressure, a way out",
        (
            "check “I'm sending you my proposal today.”",
            "check Would you be interested in a demo?",
            "check Just checking in on my last email",
        ),
        ("draft",),
    ),
)
