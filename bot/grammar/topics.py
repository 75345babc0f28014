"""What commands have in common, for the pages of help: each with three lines that work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shared:
    """A page about something that many commands understand."""

    name: str
    does: str
    examples: tuple[str, str, str]
    aliases: tuple[str, ...] = ()


SHARED = (
    Shared(
        "dates",
        "are read as people say them: fri 10am, end of march, in 2 weeks, eoq, 15.4., mid june. "
        "“next friday” is next calendar week's. 3/4 follows `settings dates`",
        (
            "date acme end of q3",
            "next acme fri 10am “security review”",
            "snooze acme in 2 weeks",
        ),
        ("date words", "days", "when"),
    ),
    Shared(
        "amounts",
        "may carry a currency and a unit: 12k, €1.200,50, USD 5k, 1.2m. A range counts with its "
        "low end",
        ("add Initech €12,5k", "won acme USD 14k", "add Umbrella 10-15k close june"),
        ("amount", "money", "currency"),
    ),
    Shared(
        "names",
        "of deals are matched in full or by their only beginning; case, accents and 's make no "
        "difference. Anything less certain is asked. Quotes keep a name together",
        ("show acme's", "show blue", "log “Blue Bottle” call “they liked it”"),
        ("name", "quotes", "deals"),
    ),
    Shared(
        "stages",
        "are lead, suspect, prospect and opportunity; inside opportunity it is the buyer's stage "
        "that counts, from understanding the need to redlining the contract",
        ("move acme prospect", "move globex short list", "list opportunity"),
        ("buying stages",),
    ),
    Shared(
        "shelves",
        "say how soon an opportunity is decided: table, fridge or freezer. They follow from its "
        "decision date alone",
        ("list table", "list fridge", "list freezer"),
        ("shelf", "table", "fridge", "freezer"),
    ),
)
