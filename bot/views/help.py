"""Help: one page for all commands, one for each, and one for what they have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import slackblocks as sb

from bot.views import kit
from bot.views.kit import Said, escape


@dataclass(frozen=True, slots=True)
class Topic:
    """A command, or something that commands share, as help tells it."""

    name: str
    usage: str
    does: str
    examples: Sequence[str]


def overview(groups: Mapping[str, Sequence[Topic]], more: Sequence[Topic]) -> Said:
    """All commands, a line each, and the pages about what they share."""
    shared = ", ".join(f"`help {topic.name}`" for topic in more)
    closing = (
        "`/deal help log` explains one of them with examples. A command alone opens its form. "
        f"See also {shared}."
    )
    blocks: list[sb.Block] = [kit.header("What you can say")]
    spoken = []
    for title, topics in groups.items():
        lines = [f"`/deal {escape(topic.name)}`  {escape(topic.does)}" for topic in topics]
        blocks.append(kit.section(f"*{escape(title)}*\n" + "\n".join(lines)))
        spoken += [f"/deal {topic.name}: {topic.does}" for topic in topics]
    blocks.append(kit.context(closing))
    words = f"What you can say. {'. '.join(spoken)}. {closing}"
    return kit.said(escape(words.replace("`", "")), *blocks)


def page(topic: Topic) -> Said:
    """One topic: how it is said, and three lines that work."""
    examples = "\n".join(f"`/deal {escape(line)}`".replace(" `", "`") for line in topic.examples)
    usage = f"\n`/deal {escape(topic.usage)}`" if topic.usage else ""
    words = f"*{escape(topic.name)}* {escape(topic.does)}{usage}"
    lines = "; ".join(f"/deal {line}" for line in topic.examples)
    said = f" Usage: /deal {topic.usage}." if topic.usage else ""
    spoken = f"{topic.name} {topic.does}.{said} For instance: {lines}."
    return kit.said(escape(spoken), kit.section(words), kit.section(f"For instance\n{examples}"))
