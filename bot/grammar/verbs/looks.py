"""Commands that look, count money, or set something."""

from bot.grammar import handing, looks
from bot.grammar.verbs.verb import Verb

LOOKS = (
    Verb(
        "show",
        looks.show,
        "show DEAL",
        "a deal on one card",
        ("show acme", "show globex", "show blue bottle"),
    ),
    Verb(
        "list",
        looks.listing,
        "list [mine|all|STAGE|table|fridge|freezer|overdue|quiet|stalled|parked|snoozed|won|lost|"
        "letgo|closed|@COLLEAGUE|TEXT]",
        "pages of deals",
        ("list fridge", "list overdue", "list won"),
        ("ls",),
    ),
    Verb("today", looks.today, "today", "today's list now", ("today", "", "today")),
    Verb(
        "recap",
        looks.recap,
        "recap [post]",
        "looks at the weekly recap, or posts it",
        ("recap", "recap post", "recap preview"),
    ),
)
NUMBERS = (
    Verb(
        "cost",
        handing.cost,
        "cost SOURCE AMOUNT [MONTH]",
        "keeps what a source cost in a month; alone it lists them",
        ("cost google 2k march", "cost trade fair €4,500 last month", "cost"),
        ("spent", "spend"),
    ),
    Verb(
        "target",
        handing.target,
        "target AMOUNT [QUARTER]",
        "keeps what is to be won in a quarter; alone it lists them",
        ("target 500k", "target 500k q2", "target"),
        ("goal",),
    ),
)
YOURS = (
    Verb("undo", looks.undo, "undo", "takes back your last change (10 minutes)", ("undo",) * 3),
    Verb(
        "settings",
        looks.settings,
        "settings [hour 8:30 | zone Europe/Lisbon | days mon-thu | holidays portugal | "
        "away 3 aug - 20 aug [cover @ben] | pause until monday | resume | channel #sales | "
        "currency EUR | dates day first|month first | language de | closed 24 dec - 1 jan]",
        "your hour and zone, the recap's channel, the currency",
        ("settings", "settings hour 8:30", "settings away 3 aug - 20 aug"),
        ("setting",),
    ),
    Verb(
        "mojo",
        looks.mojo,
        "mojo low|ok",
        "a bad day: what needs no conversation; calls move to the next working day",
        ("mojo low", "mojo ok", "mojo"),
    ),
    Verb(
        "help",
        looks.help_page,
        "help [topic]",
        "this page",
        ("help", "help log", "help dates"),
        ("?",),
    ),
)
