"""What only looks: a card, a page, the list, help, the recap."""

from bot import grammar
from bot.door import Answer, Ask, Reply
from bot.grammar.requests import Check, Help, Recap, Show, Today
from bot.handlers import drafts
from bot.runtime import Runtime
from bot.usecases import daily, showing
from bot.usecases import recap as recaps
from bot.usecases.asking import Asking
from bot.usecases.requests import Listing
from bot.views import card as cards
from bot.views import daily as lists
from bot.views import help as helps
from bot.views import listing
from bot.views import recap as recap_views
from coaching.errors import Refusal, Suggestion

GROUPS = {
    title: tuple(helps.Topic(verb.name, verb.usage, verb.does, verb.examples) for verb in verbs)
    for title, verbs in grammar.GROUPS.items()
}
SHARED = tuple(helps.Topic(one.name, "", one.does, one.examples) for one in grammar.SHARED)
TOPICS = (*(topic for topics in GROUPS.values() for topic in topics), *SHARED)
ALIASES = (
    *((verb.name, *verb.aliases) for verb in grammar.VERBS),
    *((one.name, *one.aliases) for one in grammar.SHARED),
)
PAGES = {name: topic for names, topic in zip(ALIASES, TOPICS, strict=True) for name in names[::-1]}
"""The page of each topic, by every name it goes by."""


def look(
    runtime: Runtime, asking: Asking, request: Show | Listing | Today | Help | Recap | Check
) -> Answer:
    """Whatever changes nothing."""
    match request:
        case Show():
            return show(runtime, asking, request)
        case Listing():
            return page(runtime, asking, request)
        case Help():
            return help_page(request)
        case Recap():
            return recap(runtime, asking, request)
        case Check():
            return drafts.check(request)
    return today(runtime, asking)


def show(runtime: Runtime, asking: Asking, request: Show) -> Answer:
    """`show acme`."""
    with runtime.database.read() as session:
        found = showing.card(session, asking, request.deal)
    return Reply(cards.card(found, asking.now, asking.member.zone))


def page(runtime: Runtime, asking: Asking, request: Listing) -> Answer:
    """`list …`."""
    with runtime.database.read() as session:
        found = showing.page(session, asking, request)
    return Reply(listing.page(found))


def turn(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """Another page of the same list, in its place."""
    what, number, value = ask.value.split("|", 2)
    answer = page(runtime, asking, Listing(what, value, int(number)))
    assert isinstance(answer, Reply)
    return Reply(answer.said, replaces=True)


def today(runtime: Runtime, asking: Asking) -> Answer:
    """`today`."""
    with runtime.database.read() as session:
        listed = daily.now(session, asking)
    return Reply(lists.daily_list(listed, asking.today))


def help_page(request: Help) -> Answer:
    """`help`, `help log`."""
    if not request.topic:
        return Reply(helps.overview(GROUPS, SHARED))
    if request.topic not in PAGES:
        raise Refusal(
            f"There is no page about “{request.topic}”. `help` lists all commands.",
            suggestions=(Suggestion("All commands", "help"),),
        )
    return Reply(helps.page(PAGES[request.topic]))


def recap(runtime: Runtime, asking: Asking, request: Recap) -> Answer:
    """`recap` and `recap post`."""
    if request.post:
        with runtime.database.begin() as session:
            channel = recaps.post_now(session, asking)
        runtime.wake()
        return Reply(recap_views.posted(channel))
    with runtime.database.read() as session:
        told = recaps.build(session, asking.workspace, asking.now, asking.sight)
    return Reply(recap_views.preview(told, asking.today, whole=asking.sight.owners is None))
