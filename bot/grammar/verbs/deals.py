"""Commands that change a deal."""

from bot.grammar import adding, capture, handing, moves
from bot.grammar.verbs.verb import Verb

DEALS = (
    Verb(
        "log",
        capture.log,
        'log DEAL [yesterday|DAY] call|mail|meeting|demo|message|visit|note "what was said" '
        "[in|out] [with NAME] "
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
        "hand",
        handing.hand,
        "hand DEAL @COLLEAGUE",
        "hands a deal to a colleague",
        ("hand acme @ben", "hand globex to @ben", "hand blue bottle to Ben"),
    ),
    Verb(
        "reopen",
        handing.reopen,
        "reopen DEAL",
        "opens a closed deal again",
        ("reopen acme", "reopen globex", "reopen blue bottle"),
    ),
)
