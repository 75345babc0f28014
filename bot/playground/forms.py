"""Fills in a form in the terminal: asked field by field, or answered as `field: value`."""

from collections.abc import Sequence

from bot.playground.drawn import Field, fields
from bot.playground.filling import NotTaken, choices, missing, named, put
from bot.playground.lines import Lines
from bot.playground.mrkdwn import Line, Span
from bot.playground.session import Session
from bot.playground.slack import Json, View

ASKED = "Enter keeps what stands there, `-` empties it, `cancel` closes the form."
ANSWERED = "Answer with `field: value`, then `submit` or `cancel`."


class Cancelled(Exception):
    """The form is to be closed unsent, and that line obeyed if there is one."""

    def __init__(self, line: str | None = None) -> None:
        super().__init__(line)
        self.line = line


def fill_in(session: Session, lines: Lines) -> str | None:
    """Shows the form in front of the person until it is sent or closed; a page to read stays.

    Gives the command with which somebody left it, if that is how they did.
    """
    while (view := session.stage.slack.modal(session.person)) and view.is_form:
        try:
            _Form(session, lines, view).until_sent()
        except EOFError:
            _leave(session)
            raise
        except Cancelled as ended:
            _leave(session)
            if ended.line is not None:
                return ended.line
    return None


def _leave(session: Session) -> None:
    session.stage.slack.close_modals(session.person)
    session.say("The form is closed; nothing was sent.")


class _Form:
    def __init__(self, session: Session, lines: Lines, view: View) -> None:
        self.session, self.lines, self.view = session, lines, view
        self.fields = fields(view)

    def until_sent(self) -> None:
        wrong: dict[str, str] = {}
        while True:
            self._show(wrong)
            self._fill(wrong)
            wrong = missing(self.fields) or self._submit()
            if not wrong:
                return self.session.after_form()

    def _submit(self) -> dict[str, str]:
        doorman, person = self.session.stage.doorman, self.session.person
        return dict(doorman.submit(person, self.view, self.fields))

    def _show(self, wrong: dict[str, str]) -> None:
        body = self.session.draw.form(self.view, self.fields, wrong)
        head = (Span("Deal Coach", "bold green"), Span("  a form", "dim"))
        self.session.screen.show([(), *self.session.draw.framed(head, body)])
        if not wrong:
            self.session.say(ASKED if self.lines.asks else ANSWERED)
            self.session.screen.show([()])

    def _fill(self, wrong: dict[str, str]) -> None:
        if not self.lines.asks:
            return self._take_answers()
        asked: set[str] = set()
        while field := next((f for f in self._open(wrong) if f.block_id not in asked), None):
            asked.add(field.block_id)
            self._ask(field)
        return None

    def _open(self, wrong: dict[str, str]) -> list[Field]:
        return [f for f in self.fields if not wrong or f.block_id in wrong]

    def _ask(self, field: Field) -> None:
        """One field, until it holds something that it may hold."""
        if field.shape in ("static_select", "checkboxes"):
            self.session.say(f"{field.label}: {choices(field)}")
        while True:
            typed = self._read(_question(field))
            if not typed or self._put(field, typed):
                return

    def _take_answers(self) -> None:
        """Lines `field: value`, up to `submit`."""
        while (line := self._read((Span("  … ", "dim"),))).casefold() != "submit":
            name, colon, typed = line.partition(":")
            field = named(self.fields, name) if colon else None
            if field is None:
                told = ", ".join(f.label for f in self.fields)
                self.session.say(f"Say `field: value`, `submit` or `cancel`. The fields: {told}.")
            elif typed.strip():
                self._put(field, typed.strip())

    def _read(self, prompt: Line) -> str:
        typed = self.lines.read(prompt).strip()
        if typed.casefold() == "cancel":
            raise Cancelled
        if typed.casefold().split()[:1] == ["/deal"]:
            raise Cancelled(typed)
        return typed

    def _put(self, field: Field, typed: str) -> bool:
        try:
            if typed == "-":
                field.value = None
            else:
                self._take(field, typed)
        except NotTaken as why:
            self.session.say(f"✖ {why}", "red")
            return False
        if field.tells:
            self._tell(field)
        return True

    def _take(self, field: Field, typed: str) -> None:
        put(field, typed, self.session.stage.slack, self.session.local_now, self._offered)

    def _tell(self, field: Field) -> None:
        """A choice that is told at once may draw the form anew; what stands in it stays."""
        ids = {"block_id": field.block_id, "action_id": field.element["action_id"]}
        stage, person = self.session.stage, self.session.person
        stage.doorman.act(person, self.view, ids | field.state, self._values())
        known = {(f.block_id, f.shape): f for f in self.fields}
        self.fields = [known.get((f.block_id, f.shape), f) for f in fields(self.view)]

    def _values(self) -> Json:
        return {f.block_id: {f.element["action_id"]: f.state} for f in self.fields}

    def _offered(self, field: Field, typed: str) -> tuple[Json, ...]:
        return self.session.stage.doorman.options(self.session.person, self.view, field, typed)


def _question(field: Field) -> Line:
    stands: Sequence[Span] = (Span(f" [{field.shown}]", "dim"),) if field.value else ()
    return (Span(f"  {field.label}", "cyan"), *stands, Span(": "))
