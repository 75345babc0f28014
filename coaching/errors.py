"""A "no" the seller may read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line that would work, offered as a button: its label and the text to run after /deal."""

    label: str
    command: str


class Refusal(Exception):
    """What was asked cannot be done; the sentence says what to do next.

    `field` names the part of a form that the sentence belongs to; `suggestions` are
    commands that would do what was probably meant.
    """

    def __init__(
        self, sentence: str, *, field: str | None = None, suggestions: tuple[Suggestion, ...] = ()
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.suggestions = suggestions
