"""What a form is made of: fields, how each is filled in, and which of them is asked when."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Shape(Enum):
    """How a field is filled in."""

    TEXT = auto()
    LONG = auto()
    DAY = auto()
    TIME = auto()
    MENU = auto()
    MANY = auto()
    DEAL = auto()
    PERSON = auto()
    CHANNEL = auto()


@dataclass(frozen=True, slots=True)
class When:
    """Another field, and the values of it with which a field is asked; none named: any value."""

    field: str
    values: frozenset[str] = frozenset()

    def holds(self, filled: Mapping[str, str]) -> bool:
        """Whether it is so with what is filled in."""
        value = filled.get(self.field, "")
        return value in self.values if self.values else bool(value)


@dataclass(frozen=True, slots=True)
class Field:
    """One field; its name is the block's id, so that a refusal can stand beside it."""

    name: str
    label: str
    shape: Shape = Shape.TEXT
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    default: str = ""
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form and what its button says."""

    verb: str
    title: str
    submit: str
    fields: tuple[Field, ...]

    def asked(self, filled: Mapping[str, str]) -> tuple[Field, ...]:
        """The fields that are asked with what is filled in."""
        return tuple(f for f in self.fields if f.when is None or f.when.holds(filled))

    @property
    def steering(self) -> frozenset[str]:
        """The fields on which others depend: a choice there draws the form anew."""
        return frozenset(field.when.field for field in self.fields if field.when)


DEAL = Field("deal", "Deal", Shape.DEAL, required=True)
