"""Commands that are not there yet: each says what helps until then."""

from collections.abc import Callable, Sequence

from bot.grammar.requests import Reading, Request
from bot.grammar.tokens import Token, joined
from coaching.errors import Refusal, Suggestion

Parse = Callable[[Sequence[Token], Reading], Request]
LATER = {
    "mirror": ("list", "your open deals and where each of them stands"),
}
"""Each with the command that comes nearest, and what that shows."""
OF_A_DEAL = frozenset({"coach"})


def not_yet(verb: str) -> Parse:
    """The answer to a command that is not there yet."""
    nearest, shows = LATER[verb]

    def refuse(pieces: Sequence[Token], reading: Reading) -> Request:
        of_deal = verb in OF_A_DEAL and pieces
        command = f"{nearest} {joined(pieces)}" if of_deal else nearest
        raise Refusal(
            f"`{verb}` is not here yet, and nothing was stored. "
            f"Until then `{command}` shows {shows}.",
            suggestions=(Suggestion(command, command),),
        )

    return refuse
