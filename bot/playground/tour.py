"""The guided tour: steps told in tour.toml, and how each notices that it is done."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.playground.cast import ANNA, BOT, SALES, Person
from bot.playground.records import Happening, Json, Kind, Message, children
from bot.playground.slack import LocalSlack
from bot.views import daily, written
from bot.views.kit import named

TOUR = Path(__file__).with_name("tour.toml")


@dataclass(frozen=True, slots=True)
class Seen:
    """What happened since a step began: on the person's screen, and in a form of theirs."""

    happened: Sequence[Happening]
    was_refused: bool
