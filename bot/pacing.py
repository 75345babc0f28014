"""How fast may be posted: one message a second in a channel, a few hundred a minute in all."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

NONE = timedelta(0)
SURELY_WRONG = timedelta(minutes=10)
"""A wait as long comes of a clock that was set back, and is forgotten."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Slack: one message a second in a channel, several hundred a minute in a workspace, of which
    we take 300 a minute, the first 300 at once. Figures of Slack's, the burst is ours."""

    channel: timedelta = timedelta(seconds=1)
    workspace: timedelta = timedelta(seconds=0.2)
    burst: int = 300


@dataclass(slots=True)
class Pacer:
    """Gives each message its turn; whoever asks has taken it."""

    pace: Pace = field(default_factory=Pace)
    _workspaces: dict[str, datetime] = field(default_factory=dict)
    _channels: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def turn(self, workspace: str, channel: str, now: datetime) -> timedelta:
        """How long the message has to wait."""
        patience = self.pace.workspace * self.pace.burst
        spent = self._known(self._workspaces.get(workspace), now, patience)
        free = self._known(self._channels.get((workspace, channel)), now, NONE)
        wait = max(spent - now - patience, free - now, NONE)
        self._workspaces[workspace] = max(spent, now) + self.pace.workspace
        self._channels[workspace, channel] = now + wait + self.pace.channel
        return wait

    def forget(self, now: datetime) -> None:
        """Drops the channels whose second is over."""
        self._channels = {key: free for key, free in self._channels.items() if free > now}

    def _known(self, moment: datetime | None, now: datetime, patience: timedelta) -> datetime:
        if moment is None or moment - now > patience + SURELY_WRONG:
            return now
        return max(moment, now)
