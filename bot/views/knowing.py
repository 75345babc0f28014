"""What is known of the buyer: on the card, as a page of its own, and in the echo of a change."""

from collections.abc import Iterable, Sequence

import slackblocks as sb

from bot.usecases.knowing import Known, Team
from bot.usecases.writing import Written
from bot.views import kit
from bot.views.kit import Said, bold, escape
from coaching.buyers import Buyer, Part, filled_parts
from coaching.exchange import Exchange
from coaching.facts import Fact, FactKind, Question
from coaching.numbers.forecast import Called
from coaching.people import Member
from coaching.wording import listing, plural

ANSWER = "answer"
ADD_PERSON = "add_person"
SHOWN = 200
"""Characters of one answer on a card."""
MOST_ON_CARD = 5
"""Questions and things exchanged that a card shows; `questions` shows all."""
NEEDED = (Part.EVALUATES, Part.DECIDES, Part.SIGNS)


def headline(result: Written, name: str) -> str:
    """What was learnt, or handed over, in one sentence; `name` is the deal's, ready to be shown."""
    noted = result.noted
    if isinstance(noted, Buyer):
        if result.verb == "people removed":
            return f"{bold(noted.name)} is no longer on the buying team of {name}."
        return f"{name}: {buyer_words(noted)}."
    if isinstance(noted, Fact | FactKind):
        return _fact_words(noted, name)
    if isinstance(noted, Exchange):
        verb = "Gave" if noted.gave else "Asked"
        return f"{verb} {name}: “{escape(noted.what)}”."
    if isinstance(noted, Member):
        return f"Handed {name} to {escape(noted.name)}. It is on their list from now on."
    if isinstance(noted, Called):
        return _called_words(noted, name)
    if isinstance(noted, int):
        return f"{name}: kept {plural(noted, 'answer')}."
    return f"{name} is open again."


def _fact_words(noted: Fact | FactKind, name: str) -> str:
    if isinstance(noted, Fact):
        return f"{name}: {noted.kind.value} is “{escape(noted.text)}”."
    return f"{name}: {noted.value} is unknown again."


def _called_words(called: Called, name: str) -> str:
    word = "in" if called.inside else "out of"
    why = f": “{escape(called.reason)}”." if called.reason else ". `Change` adds why."
    return f"{name} is *{word}* the forecast for {called.label}{why}"


def details(result: Written) -> list[str]:
    """What follows from it: time to ask for something, or what is still open."""
    if isinstance(result.noted, Exchange) and result.noted.gave and result.given > 1:
        return [
            f"{plural(result.given, 'thing')} given since you last asked for something. "
            "What could they give: a priority, data, a person, an expected return?"
        ]
    if result.questions:
        return [f"Still open: {open_words(result.questions)}."]
    return []


def open_words(questions: Sequence[Question]) -> str:
    """The names of what is unknown: problem, impact and who signs."""
    return listing([_about(question) for question in questions])


def answer_button(deal_id: int, name: str) -> sb.Button:
    """Opens the form with the open questions of a deal."""
    number = str(deal_id)
    return kit.button("Answer what you know", kit.action(ANSWER, number), number, reads=name)


def buyer_words(buyer: Buyer) -> str:
    """`Dana, CFO: decides and signs; known by Ben; prefers phone`."""
    who = ", ".join(filter(None, (bold(buyer.name), escape(buyer.title or ""))))
    parts = listing([part.value for part in buyer.ordered])
    known = f"known by {escape(listing(buyer.known_by))}" if buyer.known_by else ""
    prefers = f"prefers {escape(buyer.channel)}" if buyer.channel else ""
    more = "; ".join(filter(None, (parts, known, prefers)))
    return f"{who}: {more}" if more else f"{who}: on the buying team"


def card_lines(known: Known) -> list[str]:
    """What a card shows of the buyer, a paragraph each."""
    facts = [f"{fact.kind.value}: {_short(fact.text)}" for fact in known.facts]
    people = [buyer_words(buyer) for buyer in known.buyers]
    given = [_exchanged(one) for one in known.exchanges[-MOST_ON_CARD:]]
    questions = [escape(question.words) for question in known.questions[:MOST_ON_CARD]]
    more = len(known.questions) - len(questions)
    if more > 0:
        questions.append(f"and {more} more: `questions` shows all")
    groups = (
        ("What we know", facts),
        ("Buying team", people),
        ("Given and asked", given),
        ("To ask the buyer", questions),
    )
    return [f"*{title}*\n" + "\n".join(_bullets(lines)) for title, lines in groups if lines]


def people(team: Team) -> Said:
    """The buying team, and which part nobody is known for."""
    deal, known = team.deal, team.known
    lines = [buyer_words(buyer) for buyer in known.buyers]
    missing = [part for part in NEEDED if part not in filled_parts(known.buyers)]
    head = f"The buying team of {bold(deal.name)}"
    body = "\n".join(_bullets(lines)) if lines else "Nobody is known yet."
    lacks = f"Nobody is known who {listing(missing, 'or')}." if missing and deal.is_open else ""
    hint = "`people acme add Dana CFO decides` adds somebody, `people acme remove Dana` takes off."
    blocks: list[sb.Block] = [kit.section(f"{head}\n{body}")]
    if lacks:
        blocks.append(kit.section(lacks))
    blocks.append(kit.context(hint))
    if deal.is_open:
        number = str(deal.id)
        add = kit.button("Add a person", kit.action(ADD_PERSON, number), number, reads=deal.name)
        blocks.append(kit.actions(add))
    spoken = [f"{head}: {'; '.join(lines) or 'nobody is known yet'}.", lacks]
    return kit.said(" ".join(filter(None, spoken)).replace("*", ""), *blocks)


def questions(team: Team) -> Said:
    """What is unknown, as questions that can be asked as they stand."""
    deal, asked = team.deal, team.known.questions
    name = bold(deal.name)
    if not asked:
        words = (
            f"{name}: everything that is asked at this stage is known."
            if deal.is_open
            else f"{name} is closed, so nothing is asked any more. `reopen` opens a deal again."
        )
        return kit.said(words.replace("*", "").replace("`", ""), kit.section(words))
    lines = list(_bullets(f"{escape(one.words)}  _{_about(one)}_" for one in asked))
    head = f"To ask the buyer of {name}, the newest stage first"
    spoken = " ".join(question.words for question in asked)
    return kit.said(
        f"{head}: {escape(spoken)}".replace("*", ""),
        kit.section(f"{head}\n" + "\n".join(lines)),
        kit.context("No open question holds a deal up. `fact acme problem “…”` keeps an answer."),
        kit.actions(answer_button(deal.id, deal.name)),
    )


def _about(question: Question) -> str:
    about = question.about
    return f"who {about.value}" if isinstance(about, Part) else about.value


def _exchanged(exchange: Exchange) -> str:
    verb = "gave" if exchange.gave else "asked for"
    return f"{verb} {_short(exchange.what)}"


def _short(text: str) -> str:
    return kit.clip(escape(" ".join(text.split())), SHOWN)


def _bullets(lines: Iterable[str]) -> Iterable[str]:
    return (f"• {line}" for line in lines)
