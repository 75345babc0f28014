"""What Slack hands out with a request: the right to open one modal, and a place to answer."""

from dataclasses import dataclass, field

from bot.playground.records import Hook, SlackRefusal


@dataclass(slots=True)
class Passes:
    """Those that are still good."""

    triggers: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)

    def trigger(self, number: int, person: str, view: str | None) -> str:
        """A trigger_id for that person, to open a modal or to push one on a view."""
        found = f"trigger-{number}"
        self.triggers[found] = (person, view)
        return found

    def spent(self, trigger_id: str) -> tuple[str, str | None]:
        """Whose it was, and in which view; it serves once."""
        found = self.triggers.pop(trigger_id, None)
        if found is None:
            raise SlackRefusal("invalid_trigger_id")
        return found

    def hook(self, number: int, made: Hook) -> str:
        """The name of a response_url."""
        found = f"hook-{number}"
        self.hooks[found] = made
        return found

    def known(self, hook_name: str) -> Hook:
        """What stands behind a response_url."""
        found = self.hooks.get(hook_name)
        if found is None:
            raise SlackRefusal("no_service")
        return found
