"""Commands about the buyer: people, facts, and what was given and asked."""

from bot.grammar import knowing
from bot.grammar.verbs.verb import Verb

BUYERS = (
    Verb(
        "people",
        knowing.people,
        "people DEAL [add NAME TITLE evaluates|decides|signs|uses|blocks|champion "
        "[knows @COLLEAGUE] [prefers CHANNEL]] [remove NAME]",
        "shows or changes the buying team",
        (
            "people acme",
            "people acme add Dana CFO decides signs",
            'people acme add "Raj Patel" evaluates knows @ben prefers phone',
        ),
        ("team",),
    ),
    Verb(
        "fact",
        knowing.fact,
        'fact DEAL problem|impact|why now|replaces|priority|scale|funded|selected|… "…"',
        "keeps what the buyer told you",
        (
            'fact acme problem "closing the books takes nine days"',
            "fact acme why now their audit is in june",
            "fact globex funded",
        ),
        ("facts",),
    ),
    Verb(
        "questions",
        knowing.questions,
        "questions DEAL",
        "what is still unknown, as questions for the buyer",
        ("questions acme", "questions globex", "questions blue bottle"),
        ("question", "unknown"),
    ),
    Verb(
        "gave",
        knowing.gave,
        "gave DEAL WHAT",
        "keeps what you gave the buyer",
        ("gave acme deck", 'gave globex "case study and prices"', "gave blue bottle a trial"),
        ("give",),
    ),
    Verb(
        "asked",
        knowing.asked,
        "asked DEAL WHAT",
        "keeps what you asked the buyer for",
        (
            'asked acme "their volumes"',
            "asked globex an intro to the CFO",
            "asked blue bottle a reference",
        ),
        ("ask",),
    ),
)
