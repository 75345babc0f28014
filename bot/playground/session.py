"""One person at a time in front of a screen: what they do, and what they then see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.cast import ANNA, PEOPLE, Person
from bot.playground.clock import told
from bot.playground.doorman import stands_in
from bot.playground.drawn import Control, changed
from bot.playground.mentions import as_people_see
from bot.playground.mrkdwn import Line, Span, wrapped
from bot.playground.render import Renderer
from bot.playground.screen import Screen
from bot.playground.slack import Happening, Kind, Message, View
from bot.playground.stage import Stage
from coaching.wording import listing, plural


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a printed number stands for."""

    where: Message | View
    control: Control


class Session:
    """Prints what happens on the screen of whoever sits there, and numbers what can be pressed."""

    def __init__(self, stage: Stage, screen: Screen) -> None:
        self.stage = stage
        self.screen = screen
        self.person: Person = ANNA
        self.draw = Renderer(screen.width, lambda text: as_people_see(text, stage.slack))
        self._numbers: dict[int, Numbered] = {}
        self._seen = len(stage.slack.happened)

    @property
    def local_now(self) -> datetime:
        """The moment on the person's wall."""
        return self.stage.clock().astimezone(ZoneInfo(self.person.zone))

    @property
    def prompt(self) -> Line:
        """Who speaks, and when."""
        return (Span(f"{self.person.first_name}, {self._moment(self.stage.clock())} > ", "cyan"),)

    def say(self, text: str, style: str = "dim") -> None:
        """A line of the playground's own."""
        rows = wrapped((Span(text, style),), self.screen.width - 2)
        self.screen.show([(Span("  "), *row) for row in rows])

    def command(self, words: str) -> None:
        """Something said to /deal."""
        self.stage.slack.close_modals(self.person)
        self.stage.doorman.command(self.person, words)
        self._after()

    def home(self) -> None:
        """A look at the Home tab."""
        self.stage.slack.close_modals(self.person)
        self.stage.doorman.open_home(self.person)
        self._after()

    def press(self, number: int) -> None:
        """The button or option with that number."""
        found = self._numbers.get(number)
        if found is None:
            self.say(self._no_such(number))
        elif not self._stands(found):
            self.say(f"[{number}] is gone: what it stood on has changed or is closed.")
        else:
            self.say(f"→ {found.control.spoken}")
            if found.where is not self.stage.slack.modal(self.person):
                self.stage.slack.close_modals(self.person)
            self.stage.doorman.press(self.person, found.where, found.control)
            self._after()

    def travel(self, until: datetime) -> None:
        """Moves the clock and shows what came meanwhile."""
        self.stage.travel(until, {self.person})
        new = self._take()
        mine = [h for h in new if h.is_seen_by(self.person) and h.kind is Kind.POSTED]
        if mine:
            self._numbers.clear()
        earlier = [h for h in mine if _is_to(h, self.person)][:-1]
        if earlier:
            briefs = (self.draw.brief(h.what.blocks) for h in earlier)
            self.screen.show([(), *((Span("  "), *brief) for brief in briefs)])
        for happening in new:
            if happening.is_seen_by(self.person) and happening not in earlier:
                self._show(happening)
        if not mine:
            self.say(f"Nothing came. It is {self._moment(self.stage.clock())} now.")
        self._tell_of_others(new)

    def become(self, person: Person) -> None:
        """Somebody else sits down; the newest message they have is shown to them."""
        self.person = person
        self._numbers.clear()
        when = self._moment(self.stage.clock())
        self.say(f"You are {person.name} now, in {person.city}: {when}.")
        direct = self.stage.slack.direct(person.id)
        found = [m for m in self.stage.slack.messages if m.channel == direct and not m.only_for]
        if found:
            self._message(found[-1])
        else:
            self.say("Deal Coach has sent you nothing yet.")

    def show_view(self, view: View) -> None:
        """A view to read: Home, or a page that a form became."""
        body = self.draw.blocks(view.blocks, lambda control: self._number(view, control))
        self._frame(f"Deal Coach  {'Home' if view.body['type'] == 'home' else 'a page'}", body)

    def after_form(self) -> None:
        """What a form that was sent brought."""
        self._after()

    def _after(self) -> None:
        self.stage.settle()
        new = self._take()
        for happening in new:
            if happening.is_seen_by(self.person):
                self._show(happening)
        self._tell_of_others(new)

    def _take(self) -> list[Happening]:
        new = self.stage.slack.happened[self._seen :]
        self._seen += len(new)
        return new

    def _show(self, happening: Happening) -> None:
        what = happening.what
        if isinstance(what, View):
            behind = happening.kind is Kind.HOME and self.stage.slack.modal(self.person)
            if not what.is_form and not behind:
                self.show_view(what)
        elif happening.kind is Kind.CHANGED:
            self._message(what, changed(happening.before, what.blocks), "updated")
        else:
            self._message(what)

    def _message(
        self, message: Message, blocks: Sequence[dict[str, object]] | None = None, note: str = ""
    ) -> None:
        drawn = message.blocks if blocks is None else list(blocks)
        body = self.draw.blocks(drawn, lambda control: self._number(message, control))
        where = _where(message)
        when = self._moment(message.at)
        self._frame(", ".join(filter(None, (f"Deal Coach  {when}", where, note))), body)

    def _frame(self, head: str, body: Sequence[Line]) -> None:
        name, _, rest = head.partition("  ")
        title = (Span(name, "bold green"), Span(f"  {rest}", "dim"))
        self.screen.show([(), *self.draw.framed(title, body)])

    def _number(self, where: Message | View, control: Control) -> int:
        number = len(self._numbers) + 1
        self._numbers[number] = Numbered(where, control)
        return number

    def _stands(self, found: Numbered) -> bool:
        """Whether it can still be pressed: it is drawn there, and the page is open."""
        where, slack = found.where, self.stage.slack
        page = isinstance(where, View) and where.body["type"] == "modal"
        shut = page and slack.modal(self.person) is not where
        return not shut and stands_in(where.blocks, found.control)

    def _no_such(self, number: int) -> str:
        if not self._numbers:
            return f"There is nothing with the number {number} yet."
        return f"There is no [{number}]; the numbers go from 1 to {len(self._numbers)}."

    def _moment(self, moment: datetime) -> str:
        return told(moment, self.person.zone)

    def _tell_of_others(self, new: Sequence[Happening]) -> None:
        posted = [happening for happening in new if happening.kind is Kind.POSTED]
        others = {
            person: sum(_is_to(happening, person) for happening in posted)
            for person in PEOPLE
            if person != self.person
        }
        counted = [f"{plural(n, 'message')} for {p.first_name}" for p, n in others.items() if n]
        if counted:
            first = next(person for person, n in others.items() if n)
            self.screen.show([()])
            self.say(f"Meanwhile {listing(counted)}. `as {first.handle}` shows the newest.")


def _is_to(happening: Happening, person: Person) -> bool:
    return isinstance(happening.what, Message) and happening.what.channel.person == person.id


def _where(message: Message) -> str:
    if message.only_for:
        return "only you see this"
    return "direct message" if message.channel.person else f"#{message.channel.name}"
