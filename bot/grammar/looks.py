"""Lines that only look: a card, a page, the list, help; and settings in words."""

from collections.abc import Sequence

from bot.grammar.requests import (
    Form,
    Help,
    Mojo,
    Reading,
    Recap,
    Request,
    Setting,
    Show,
    Today,
    Undo,
)
from bot.grammar.stages import find_stage
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import DealWords, Listing
from coaching.deals import Shelf
from coaching.errors import Refusal, Suggestion

SHELVES = {shelf.value: shelf.value for shelf in Shelf}
NAMED = {
    "all": "all",
    "overdue": "overdue",
    "late": "overdue",
    "stalled": "stalled",
    "silent": "quiet",
    "quiet": "quiet",
    "parked": "parked",
    "snoozed": "snoozed",
    "won": "won",
    "customers": "won",
    "customer": "won",
    "lost": "lost",
    "letgo": "letgo",
    "let go": "letgo",
    "closed": "closed",
}
"""Lists that have a name of their own."""
OWN = ("hour", "zone", "days", "holidays", "away", "pause", "resume", "list", "rows", "nudges")
OF_ALL = ("channel", "recap", "currency", "dates", "language", "profile", "closed", "managers")
SETTINGS = (*OWN, "quiet", *OF_ALL, "team", "keep", "forget", "rate", "selling", "rule", "warning")
BETTER = ("ok", "back", "better", "high", "fine", "good")
ALONE = frozenset({"resume"})
"""Settings that are said without a value."""


def show(pieces: Sequence[Token], reading: Reading) -> Request:
    """`show acme`."""
    return Show(DealWords(joined(pieces))) if pieces else Form("show")


def listing(pieces: Sequence[Token], reading: Reading) -> Request:
    """`list`, `list all`, `list opportunity`, `list fridge`, `list overdue`, `list @ben`."""
    words = joined(pieces).strip()
    low = words.casefold().removeprefix("my ")
    if low in ("", "mine", "my"):
        return Listing()
    if low in NAMED:
        return Listing(NAMED[low])
    if low in SHELVES:
        return Listing("shelf", low)
    found = find_stage(words)
    if found is not None:
        stage, buying_stage = found
        return Listing("buying_stage", buying_stage) if buying_stage else Listing("stage", stage)
    if words.startswith("@"):
        return Listing("owner", (pieces[0].reference or words)[1:])
    return Listing("text", words)


def today(pieces: Sequence[Token], reading: Reading) -> Request:
    """`today`."""
    return Today()


def undo(pieces: Sequence[Token], reading: Reading) -> Request:
    """`undo`; nothing else may follow, since it takes back the last change, whatever that was."""
    if pieces:
        raise Refusal(
            "`undo` takes back your own last change, whichever deal it was on. "
            "Say it alone, or press Undo below the change that you mean.",
            suggestions=(Suggestion("Undo my last change", "undo"),),
        )
    return Undo()


def help_page(pieces: Sequence[Token], reading: Reading) -> Request:
    """`help`, `help log`."""
    return Help(joined(pieces).casefold())


def recap(pieces: Sequence[Token], reading: Reading) -> Request:
    """`recap` previews, `recap post` posts."""
    words = joined(pieces).casefold()
    if words not in ("", "post", "preview"):
        raise Refusal("Say `recap` to look at this week's recap, or `recap post` to post it now.")
    return Recap(post=words == "post")


def mojo(pieces: Sequence[Token], reading: Reading) -> Request:
    """`mojo low`, `mojo ok`."""
    words = joined(pieces).casefold().strip(" .!")
    if words not in ("", "low", "down", *BETTER):
        raise Refusal(
            "Say `mojo low` for a day without calls, or `mojo ok` when it is over.",
            suggestions=(Suggestion("Low today", "mojo low"), Suggestion("Back", "mojo ok")),
        )
    return Mojo(low=words not in BETTER)


def settings(pieces: Sequence[Token], reading: Reading) -> Request:
    """`settings` opens the form; `settings hour 8:30`, `settings channel #sales` set one thing."""
    if not pieces:
        return Setting()
    name = pieces[0].word
    if name not in SETTINGS:
        raise Refusal(
            f"I know no setting called “{pieces[0].text}”. Say `settings` for the form, or one of: "
            + ", ".join(f"`settings {known} …`" for known in SETTINGS)
            + "."
        )
    value = " ".join(piece.reference or piece.text for piece in pieces[1:])
    return Setting(name, value) if value or name in ALONE else Setting()
