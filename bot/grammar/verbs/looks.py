"""Commands that look, count money, or set something."""

from bot.grammar import figures, handing, looks, products
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
        "forecast",
        figures.figure("forecast"),
        "forecast [PERIOD] [weighted|smb] [as of DAY]",
        "what will be won, deal by deal in or out",
        ("forecast", "forecast next quarter", "forecast weighted"),
    ),
    Verb(
        "in",
        figures.call(True),
        'in DEAL [QUARTER] ["why"]',
        "calls a deal into the forecast",
        ('in acme "they chose us"', "in acme", "in globex q3"),
    ),
    Verb(
        "out",
        figures.call(False),
        'out DEAL [QUARTER] ["why"]',
        "calls a deal out of the forecast",
        ('out acme "legal in July"', "out acme", "out globex q3"),
    ),
    Verb(
        "numbers",
        figures.figure("numbers"),
        "numbers [PERIOD] [by owner|source|product|segment|competitor] [as of DAY]",
        "close rate, win rate, slippage, and what they say",
        ("numbers", "numbers all time by source", "numbers q2 by product"),
        ("rates",),
    ),
    Verb(
        "coverage",
        figures.figure("coverage"),
        "coverage [PERIOD] [enterprise|smb] [as of DAY]",
        "whether the pipeline is enough for the target",
        ("coverage", "coverage next quarter", "coverage smb"),
    ),
    Verb(
        "funnel",
        figures.figure("funnel"),
        "funnel [PERIOD] [as of DAY]",
        "how far deals come, and how long they stay",
        ("funnel", "funnel 2026", "funnel last 90 days"),
    ),
    Verb(
        "plan",
        figures.plan,
        "plan AMOUNT [PERIOD]",
        "from a target back to leads a week",
        ("plan 1m", "plan 250k next quarter", "plan USD 2m 2027"),
    ),
    Verb(
        "slips",
        figures.figure("slips"),
        "slips [PERIOD]",
        "which decision dates were pushed, and how far",
        ("slips", "slips last quarter", "slips all time"),
        ("slippage",),
    ),
    Verb(
        "channels",
        figures.figure("channels"),
        "channels [PERIOD]",
        "deals by the channel their size asks for, and dead zones",
        ("channels", "channels 2026", "channels all time"),
        ("channel",),
    ),
    Verb(
        "hiring",
        figures.figure("hiring"),
        "hiring",
        "whether it is time for a first seller",
        ("hiring", "hire", "hiring"),
        ("hire",),
    ),
    Verb(
        "sdr",
        figures.sdr,
        "sdr VARIABLE_PAY MEETINGS CLOSED",
        "what an SDR is paid for a meeting and a closed deal",
        ("sdr 12k 40 4", "sdr 12k 40 meetings 4 closed", "sdr EUR 6,000 20 2"),
    ),
    Verb(
        "cost",
        handing.cost,
        "cost SOURCE AMOUNT [MONTH] · cost report [PERIOD] [by source|product|owner]",
        "keeps what a source cost in a month, lists it, or holds it against what was won",
        ("cost google 2k march", "cost", "cost report this year by product"),
        ("spent", "spend"),
    ),
    Verb(
        "product",
        products.product,
        "product NAME [LIST PRICE] [margin 60%]",
        "keeps a product's list price and gross margin; alone it lists them",
        ("product pro 4,800", "product pro margin 60%", "product"),
        ("products",),
    ),
    Verb(
        "target",
        handing.target,
        "target AMOUNT [QUARTER] [@COLLEAGUE]",
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
        "currency EUR | dates day first|month first | language de | closed 24 dec - 1 jan | "
        "managers @mara | team @mara @ben @cara | keep 2 years | forget me]",
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
