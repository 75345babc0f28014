"""Who and what is in a workspace: members, channels, tokens."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

TEAM = "T000ACME"
ANNA = "U0000ANNA"
BEN = "U00000BEN"
ADA = "U00000ADA"
BOT = "U00000BOT"
GENERAL = "C0GENERAL"
SALES = "C000SALES"


@dataclass
class User:
    """A member as users.info tells it."""

    id: str
    name: str
    team: str
    tz: str | None = "Europe/Lisbon"
    real_name: str = ""
    email: str | None = None
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    deleted: bool = False

    def payload(self, now: float) -> dict[str, Any]:
        """The user object; tz_offset is the zone's at the moment of the question."""
        zone = self.tz and datetime.fromtimestamp(now, ZoneInfo(self.tz))
        shown = self.real_name or self.name.title()
        return {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "real_name": shown,
            "deleted": self.deleted,
            "tz": self.tz,
            "tz_label": zone.tzname() if zone else None,
            "tz_offset": int((zone.utcoffset() or timedelta()).total_seconds()) if zone else None,
            "profile": {
                "real_name": shown,
                "display_name": self.name,
                "email": self.email,
                "team": self.team,
            },
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_stranger": self.is_stranger,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": int(now),
        }


@dataclass
class Channel:
    """A channel, or a member's direct line to the app."""

    id: str
    name: str
    team: str
    user: str | None = None
    has_bot: bool = True
    is_private: bool = False
    is_archived: bool = False

    @property
    def label(self) -> str:
        """What a slash command calls this place."""
        if self.user:
            return "directmessage"
        return "privategroup" if self.is_private else self.name

    def payload(self) -> dict[str, Any]:
        place = {"id": self.id, "is_im": bool(self.user), "is_archived": self.is_archived}
        if self.user:
            return place | {"user": self.user, "is_open": True}
        return place | {
            "name": self.name,
            "is_channel": not self.is_private,
            "is_group": self.is_private,
            "is_private": self.is_private,
            "is_member": self.has_bot,
            "context_team_id": self.team,
        }


@dataclass
class Workspace:
    """One installation of the app."""

    id: str
    name: str = "Acme"
    enterprise: str | None = None
    org_wide: bool = False
    token: str = ""
    bot: str = BOT
    bot_id: str = ""
    scopes: set[str] | None = None
    history_lag: float = 0.0
    history_limit: int = 999
    history_nearest: str = "oldest"
    refused_blocks: set[str] = field(default_factory=set)
    revoked: bool = False
    rotates: bool = False
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    expiries: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.token = self.token or f"xoxb-{self.id}"
        self.tokens.add(self.token)
        self.bot_id = self.bot_id or f"B{self.id[1:]}"
        self.add_user(self.bot, "dealcoach", is_bot=True)

    @property
    def domain(self) -> str:
        return self.name.lower().replace(" ", "-")

    def add_user(self, id: str, name: str, **details: Any) -> User:
        """Add a member; a stranger from elsewhere has a team of their own."""
        user = User(id=id, name=name, **({"team": self.id} | details))
        self.users[id] = user
        return user

    def add_channel(self, id: str, name: str, **details: Any) -> Channel:
        channel = Channel(id=id, name=name, team=self.id, **details)
        self.channels[id] = channel
        return channel

    def direct(self, user: str) -> Channel:
        """The direct line between a member and the app, opened if need be."""
        id = f"D{user[1:]}"
        if id not in self.channels:
            self.add_channel(id, "directmessage", user=user)
        return self.channels[id]


def acme() -> Workspace:
    """The workspace every test starts with: two sellers, an admin, two channels."""
    workspace = Workspace(TEAM)
    workspace.add_user(ANNA, "anna", real_name="Anna Reis", email="anna@acme.test")
    workspace.add_user(BEN, "ben", real_name="Ben Ortiz", tz="America/New_York")
    workspace.add_user(ADA, "ada", real_name="Ada Boss", is_admin=True)
    workspace.add_channel(GENERAL, "general")
    workspace.add_channel(SALES, "sales", has_bot=False)
    return workspace
