"""What is known of the buyer: people, facts, questions, and the value exchange."""

import re
from dataclasses import dataclass, replace

from rapidfuzz import process

from bot.usecases import colleagues
from bot.usecases.asking import Asking
from bot.usecases.finding import find, find_with_rest
from bot.usecases.requests import Answers, DealWords, Learn, Person, Trade
from bot.usecases.texts import detail, text_of
from bot.usecases.writing import Written, begin, written
from coaching.buyers import Buyer, filled_parts, merged
from coaching.deals import Deal
from coaching.errors import Refusal, Suggestion
from coaching.exchange import Exchange, given_since_asked
from coaching.facts import Fact, Question, open_questions
from storage import knowledge
from storage.database import Session
from storage.names import name_key

LIKE = 75
"""Of 100: how alike two names of people are before one is offered for the other (ours)."""
_BETWEEN = re.compile(r"\s*(?:,|;|&|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a deal's buyer, and what is not."""

    buyers: tuple[Buyer, ...] = ()
    facts: tuple[Fact, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """The buyer of one deal, to be looked at."""

    deal: Deal
    known: Known


def known_of(session: Session, asking: Asking, deal: Deal) -> Known:
    """Everything that is known of the deal's buyer."""
    workspace_id = asking.workspace.id
    buyers = knowledge.buyers(session, workspace_id, deal.id)
    facts = knowledge.facts(session, workspace_id, deal.id)
    exchanges = knowledge.exchanges(session, workspace_id, deal.id)
    questions = open_questions(deal, facts, filled_parts(buyers.values()))
    return Known(tuple(buyers.values()), tuple(facts.values()), tuple(exchanges), tuple(questions))


def look(session: Session, asking: Asking, words: DealWords) -> Team:
    """`people acme`, `questions acme`; closed deals may be looked at, too.

    Words behind the name may be somebody to be added, and are asked about.
    """
    deal, rest = find_with_rest(session, asking, words, closed=True)
    if rest:
        raise Refusal(
            f"I found {deal.name}. To add “{rest}” to its buying team, say "
            f"`people {deal.name} add {rest}`.",
            field="deal",
            suggestions=(
                Suggestion(f"Add {rest}", f"people #{deal.id} add {rest}"),
                Suggestion("Show everybody", f"people #{deal.id}"),
            ),
        )
    return Team(deal, known_of(session, asking, deal))


def person(session: Session, asking: Asking, request: Person) -> Written:
    """Somebody of the buying team: what is told adds to what is known of them."""
    deal = find(session, asking, request.deal)
    known = knowledge.buyers(session, asking.workspace.id, deal.id)
    before = known.get(name_key(request.buyer.name))
    if request.removed and before is None:
        raise _nobody(deal, request.buyer.name, [buyer.name for buyer in known.values()])
    if request.removed and before is not None:
        return _removed(session, asking, deal, before)
    ours = colleagues.names(session, asking, request.known_by)
    now = merged(before, replace(request.buyer, known_by=ours))
    checked = replace(
        now,
        name=detail(now.name, "name") or "",
        title=detail(now.title, "title"),
        channel=detail(now.channel, "channel"),
    )
    if before == checked:
        raise Refusal(
            f"{checked.name} is on the buying team of {deal.name} already, just so. "
            f"`people {deal.name}` shows everybody.",
            field="name",
        )
    begun = begin(session, asking, "people", deal, {})
    knowledge.add_buyers(session, begun.entry, [checked])
    return replace(written(asking, begun, "people", deal), noted=checked)


def _nobody(deal: Deal, name: str, team: list[str]) -> Refusal:
    """The no to removing somebody who is not there, with those whose names are like it."""
    like = process.extract(name_key(name), team, processor=name_key, score_cutoff=LIKE, limit=3)
    return Refusal(
        f"I know nobody called “{name}” at {deal.name}. `people {deal.name}` shows everybody.",
        field="name",
        suggestions=(
            *(
                Suggestion(f"Remove {known}", f"people #{deal.id} remove “{known}”")
                for known, _, _ in like
            ),
            Suggestion("Show everybody", f"people #{deal.id}"),
        ),
    )


def _removed(session: Session, asking: Asking, deal: Deal, known: Buyer) -> Written:
    begun = begin(session, asking, "people removed", deal, {})
    knowledge.add_buyers(session, begun.entry, [known], removed=True)
    return replace(written(asking, begun, "people removed", deal), noted=known)


def learn(session: Session, asking: Asking, request: Learn) -> Written:
    """A fact, or that one is unknown again."""
    deal = find(session, asking, request.deal)
    text = text_of(request.text)
    begun = begin(session, asking, "fact", deal, {})
    knowledge.add_facts(session, begun.entry, {request.kind: text})
    told = Fact(request.kind, text) if text else request.kind
    return replace(written(asking, begun, "fact", deal), noted=told)


def answers(session: Session, asking: Asking, request: Answers) -> Written:
    """What the buyer answered to several questions at once."""
    deal = find(session, asking, request.deal)
    facts = {kind: text_of(text) for kind, text in request.facts.items()}
    if not facts and not request.people:
        raise Refusal("Fill in at least one answer; the others can stay empty.")
    known = knowledge.buyers(session, asking.workspace.id, deal.id)
    team = dict(known)
    for part, typed in request.people.items():
        for name in filter(None, _BETWEEN.split(typed.strip())):
            told = Buyer(detail(name, f"part {part}") or "", parts=frozenset({part}))
            team[name_key(name)] = merged(team.get(name_key(name)), told)
    begun = begin(session, asking, "answers", deal, {})
    changed = [buyer for key, buyer in team.items() if known.get(key) != buyer]
    knowledge.add_buyers(session, begun.entry, changed)
    knowledge.add_facts(session, begun.entry, facts)
    left = known_of(session, asking, begun.deal).questions
    stored = len(facts) + len(request.people)
    return replace(written(asking, begun, "answers", deal), noted=stored, questions=left)


def trade(session: Session, asking: Asking, request: Trade) -> Written:
    """Something given or asked; where too much was given since, the answer says so."""
    deal, loose = find_with_rest(session, asking, request.deal)
    verb = "gave" if request.gave else "asked"
    what = text_of(" ".join(filter(None, (loose, request.what))) or None, "what")
    if what is None:
        raise Refusal(
            f"I found {deal.name}, but not what you {verb}. "
            f"Say for instance `{verb} {deal.name} “the deck”`.",
            field="what",
            suggestions=(Suggestion("Open the form", f"{verb} #{deal.id}"),),
        )
    begun = begin(session, asking, verb, deal, {})
    exchange = Exchange(request.gave, what, asking.now)
    knowledge.add_exchange(session, begun.entry, exchange)
    since = given_since_asked(knowledge.exchanges(session, asking.workspace.id, deal.id))
    return replace(written(asking, begun, verb, deal), noted=exchange, given=len(since))
