"""Every command there is, in the order in which help tells them."""

from collections.abc import Mapping

from bot.grammar.files import FILES
from bot.grammar.verbs.buyers import BUYERS
from bot.grammar.verbs.coaching import COACHING
from bot.grammar.verbs.deals import DEALS
from bot.grammar.verbs.drafts import CHECKING
from bot.grammar.verbs.looks import LOOKS, NUMBERS, YOURS
from bot.grammar.verbs.verb import Parse, Verb

GROUPS: Mapping[str, tuple[Verb, ...]] = {
    "Your deals": DEALS,
    "What you know of the buyer": BUYERS,
    "The coach": COACHING,
    "Looking": LOOKS,
    "Before you send it": CHECKING,
    "Money": NUMBERS,
    "Files": FILES,
    "You and this bot": YOURS,
}
VERBS = tuple(verb for group in GROUPS.values() for verb in group)

__all__ = ["GROUPS", "VERBS", "Parse", "Verb"]
