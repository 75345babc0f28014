"""Help: one page for all commands, one for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views import kit
from bot.views.kit import Said, escape


@dataclass(frozen=True, slots=True)
class Topic:
    """A command as help tells it."""

    name: str
    usage: str
    does: str
    examples: Sequence[str]


def overview(topics: Sequence[Topic]) -> Said:
    """All commands, a line each."""
    lines = [f"`/deal {escape(topic.name)}`  {escape(topic.does)}" for topic in topics]
    spoken = ". ".join(f"/deal {topic.name}: {topic.does}" for topic in topics)
    closing = "`/deal help log` explains one of them with examples. A command alone opens its form."
    return kit.said(
        escape(f"What you can say. {spoken}. {closing}".replace("`", "")),
        kit.section("*What you can say*\n" + "\n".join(lines)),
        kit.context(closing),
    )


def page(topic: Topic) -> Said:
    """One command: usage and three lines that work."""
    examples = "\n".join(f"`/deal {escape(line)}`".replace(" `", "`") for line in topic.examples)
    words = f"*{escape(topic.name)}* {escape(topic.does)}\n`/deal {escape(topic.usage)}`"
    lines = "; ".join(f"/deal {line}" for line in topic.examples)
    spoken = f"{topic.name} {topic.does}. Usage: /deal {topic.usage}. For instance: {lines}."
    return kit.said(escape(spoken), kit.section(words), kit.section(f"For instance\n{examples}"))
