"""What may be typed after /deal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.grammar import adding, capture, looks, moves
from bot.grammar.requests import Reading, Request
from bot.grammar.tokens import Token, joined, tokens
from coaching.deals import TouchKind
from coaching.errors import Refusal, Suggestion

Parse = Callable[[Sequence[Token], Reading], Request]


@dataclass(frozen=True, slots=True)
class Verb:
    """A command: its names, how it is read, its usage, one line of help, and lines that work."""

    name: str
    parse: Parse
    usage: str
    does: str
    examples: tuple[str, ...]
    aliases: tuple[str, ...] = ()


def _kind(kind: TouchKind) -> Parse:
    return lambda pieces, reading: capture.log(pieces, reading, kind)


VERBS = (
    Verb(
        "log",
        capture.log,
        'log DEAL call|mail|meeting|demo|message|visit|note "what was said" [in|out] [with NAME] '
        '[then DAY "next step"]',
        "logs a touch, and what comes next",
        (
            'log acme call "Dana signs on Friday"',
            'log acme mail "asked for references" in with Dana',
            'log acme demo "liked the export" then fri "send SOC 2"',
        ),
    ),
    Verb(
        "add",
        adding.add,
        "add NAME [AMOUNT] [close DATE] [stage STAGE] [source …] [product …] [segment …]",
        "adds a deal, as a lead unless a stage is named",
        (
            "add Acme 12k close end of march source referral",
            "add “Blue Bottle” stage opportunity close in 3 weeks",
            "add Globex EUR 40k product Pro",
        ),
        ("new",),
    ),
    Verb(
        "move",
        moves.move,
        "move DEAL STAGE",
        "moves a deal to a stage, or to a buying stage",
        ("move acme opportunity", "move acme short list", "move globex to prospect"),
        ("stage",),
    ),
    Verb(
        "next",
        capture.next_step,
        'next DEAL "what" DAY',
        "keeps the agreed next step",
        ('next acme "security review" tue', "next acme fri 10am", "next acme none"),
    ),
    Verb(
        "date",
        moves.decision_date,
        "date DEAL DAY",
        "moves the decision date; later counts as pushed",
        ("date acme 30 june", "date acme end of q1", "date acme none"),
    ),
    Verb(
        "won",
        moves.won,
        "won DEAL [AMOUNT] [DAY]",
        "a purchase order came",
        ("won acme", "won acme 14k", "won acme 14k yesterday"),
        ("win",),
    ),
    Verb(
        "lost",
        moves.lost,
        'lost DEAL to COMPETITOR "reason" · lost DEAL no decision "reason"',
        "the buyer said no",
        (
            'lost acme to Globex "price"',
            'lost acme no decision "budget"',
            "lost acme to Globex because they needed SAP",
        ),
        ("lose",),
    ),
    Verb(
        "letgo",
        moves.let_go,
        'letgo DEAL "reason"',
        "we stop: time won back",
        (
            'letgo acme "not a priority"',
            "letgo acme because wrong person",
            'letgo globex "bad timing"',
        ),
        ("drop",),
    ),
    Verb(
        "park",
        moves.park,
        "park DEAL [until DAY]",
        "puts a deal in the freezer, off the list",
        ("park acme", "park acme until october", "park globex until 15 june"),
    ),
    Verb(
        "snooze",
        moves.snooze,
        "snooze DEAL DAY",
        "off the list until that day",
        ("snooze acme 3d", "snooze acme until monday", "snooze globex 1w"),
    ),
    Verb(
        "wake",
        moves.wake,
        "wake DEAL",
        "back on the list",
        ("wake acme", "wake globex", "wake blue bottle"),
        ("unpark",),
    ),
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
        "list [mine|all|STAGE|table|fridge|freezer|overdue|@owner|text]",
        "pages of deals",
        ("list", "list fridge", "list overdue"),
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
    Verb("undo", looks.undo, "undo", "takes back your last change (10 minutes)", ("undo",) * 3),
    Verb(
        "settings",
        looks.settings,
        "settings [hour 8:30 | channel #sales | zone Europe/Lisbon | currency EUR]",
        "your hour and zone, the recap's channel, the currency",
        ("settings", "settings hour 8:30", "settings currency EUR"),
        ("setting",),
    ),
    Verb(
        "help",
        looks.help_page,
        "help [topic]",
        "this page",
        ("help", "help log", "?"),
        ("?",),
    ),
)
BY_NAME: dict[str, Parse] = {
    "close": moves.close,
    **{name: _kind(kind) for name, kind in capture.KINDS.items()},
    **{name: verb.parse for verb in VERBS for name in (verb.name, *verb.aliases)},
}
ALIKE = 0.65
"""How alike a word and a command are, letters swapped included, before one is offered (ours)."""


def parse(line: str, reading: Reading) -> Request:
    """What the line asks for; raises Refusal with the likely command for an unknown one."""
    pieces = tokens(line)
    if not pieces:
        return looks.today((), reading)
    verb = BY_NAME.get(pieces[0].text.casefold()) or BY_NAME.get(pieces[0].word.rstrip(".:,!?"))
    if verb is None:
        raise _unknown(pieces)
    return verb(pieces[1:], reading)


def _unknown(pieces: Sequence[Token]) -> Refusal:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    typed, rest = pieces[0].text[:80], pieces[1:]
    aid = Suggestion("Help", "help")
    similar = OSA.normalized_similarity
    likely = process.extractOne(pieces[0].word, list(BY_NAME), scorer=similar, score_cutoff=ALIKE)
    if likely is not None:
        meant = likely[0]
        again = " ".join((meant, *(_retyped(piece) for piece in rest)))
        return Refusal(
            f"I don't know “{typed}”. Did you mean `{meant}`?",
            suggestions=(Suggestion(f"Yes: {meant}", again), aid),
        )
    show = Suggestion(f"Show {typed}", f"show {joined(pieces)}")
    return Refusal(
        f"I don't know “{typed}”. If it is a deal, say `show {typed}`; "
        "`help` lists what I understand.",
        suggestions=(show, aid),
    )


def _retyped(piece: Token) -> str:
    return f"“{piece.text}”" if piece.quoted else piece.reference or piece.text
