"""Who plays: a small company in three time zones, and the places where it talks."""

from dataclasses import dataclass

TEAM = "T0FARO"
TEAM_DOMAIN = "faro"
TEAM_NAME = "Faro"
TOKEN = "xoxb-playground"  # noqa: S105 - it opens nothing but the local Slack
BOT = "U0COACH"
BOT_NAME = "Deal Coach"
SLACKBOT = "Slackbot"
"""Who says what Slack itself has to say."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the workspace; `zone` is what their Slack profile says."""

    id: str
    handle: str
    name: str
    zone: str
    role: str
    is_admin: bool = False

    @property
    def first_name(self) -> str:
        """Anna."""
        return self.name.split()[0]

    @property
    def initials(self) -> str:
        """AF."""
        return "".join(word[0] for word in self.name.split())

    @property
    def city(self) -> str:
        """Lisbon, New York."""
        return self.zone.rpartition("/")[2].replace("_", " ")


@dataclass(frozen=True, slots=True)
class Channel:
    """A public channel, or one person's direct messages with the bot."""

    id: str
    name: str
    person: str | None = None


ANNA = Person(
    "U0ANNA", "anna", "Anna Ferreira", "Europe/Lisbon", "founder, sees every deal", is_admin=True
)
BEN = Person("U0BEN", "ben", "Ben Carter", "America/New_York", "seller")
MAYA = Person("U0MAYA", "maya", "Maya Shrestha", "Asia/Kathmandu", "seller")
PEOPLE = (ANNA, BEN, MAYA)
SALES = Channel("C0SALES", "sales")
GENERAL = Channel("C0GENERAL", "general")
CHANNELS = (SALES, GENERAL)


def person_called(handle: str) -> Person | None:
    """The person with that handle or first name, however it is written."""
    wanted = handle.removeprefix("@").casefold()
    return next((person for person in PEOPLE if person.handle == wanted), None)
