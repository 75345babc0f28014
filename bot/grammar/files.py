"""Lines about files: `export` and `import`."""

from collections.abc import Sequence

from bot.grammar.requests import Export, Import, Reading, Request
from bot.grammar.tokens import Token
from bot.grammar.verbs.verb import Verb


def export(pieces: Sequence[Token], reading: Reading) -> Request:
    """`export`; whatever follows is left aside, since it is always everything one sees."""
    return Export()


def import_(pieces: Sequence[Token], reading: Reading) -> Request:
    """`import` says how; the file itself is dropped into the direct messages."""
    return Import()


FILES = (
    Verb(
        "export",
        export,
        "export",
        "sends you the deals you see as files, in our direct messages",
        ("export", "export deals", "export all"),
    ),
    Verb(
        "import",
        import_,
        "import",
        "says how a pipeline comes in from a file",
        ("import", "import hubspot", "import csv"),
    ),
)
