"""Drawing with Block Kit: the pieces that every view is made of. What people typed is escaped."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import slackblocks as sb

Json = dict[str, Any]

SECTION_MOST = 3000
TEXT_MOST = 3900
PLAIN_MOST = 75
MOST_BLOCKS = 50
UNNAMED = "b"
"""A block whose number becomes its name when it is drawn."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message: its blocks, and the sentence that screen readers and phones show instead.

    `plain` says the same in older blocks, for a Slack that refuses the newest.
    """

    text: str
    blocks: tuple[Json, ...]
    plain: tuple[Json, ...] = ()


def entities(text: str) -> str:
    """Slack's three special characters, so that nothing typed can mention, link or shout."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_MARKS = str.maketrans("*_~", "∗ˍ∼")
_AT_AN_EDGE = re.compile(r"(?<![^\W_])[*_~]+|[*_~]+(?![^\W_])")
"""Marks that would begin or end bold, italics or a line through: not those in o_neil@acme.com."""


def escape(text: str) -> str:
    """What was typed, to be read and not to act: nothing in it mentions, links or changes type."""
    return _AT_AN_EDGE.sub(lambda found: found[0].translate(_MARKS), entities(text))


def clip(text: str, most: int) -> str:
    """At most so many characters, never ending inside an escape."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    amp = cut.rfind("&")
    if amp >= 0 and ";" not in cut[amp:] and len(cut) - amp < 6:
        cut = cut[:amp]
    return cut.rstrip() + "…"


def bold(text: str) -> str:
    """Typed text, escaped and bold; stars inside it would end the bold early."""
    return f"*{escape(text.replace('*', '∗'))}*"


def said(text: str, *blocks: sb.Block) -> Said:
    """A message with its fallback sentence, which is escaped like everything else."""
    return Said(clip(text, TEXT_MOST), drawn(blocks))


def drawn(blocks: Iterable[sb.Block]) -> tuple[Json, ...]:
    """The blocks as Slack wants them; those without a name of their own are numbered."""
    found = []
    for number, block in enumerate(blocks):
        plain = block._resolve()
        if plain["type"] != "input":
            plain["block_id"] = f"b{number}"
        found.append(plain)
    return tuple(found)


def section(markdown: str, accessory: sb.Element | None = None) -> sb.SectionBlock:
    """A paragraph; the text is markdown whose typed parts are escaped already."""
    text = sb.Text(clip(markdown, SECTION_MOST), verbatim=True)
    return sb.SectionBlock(text=text, block_id=UNNAMED, accessory=accessory)


def context(markdown: str) -> sb.ContextBlock:
    """A line in small print."""
    return sb.ContextBlock([sb.Text(clip(markdown, SECTION_MOST), verbatim=True)], UNNAMED)


def header(words: str) -> sb.HeaderBlock:
    """A heading in plain text."""
    return sb.HeaderBlock(sb.PlainText(clip(words, 150), emoji=True), UNNAMED)


def divider() -> sb.DividerBlock:
    """A line across."""
    return sb.DividerBlock(UNNAMED)


def actions(*elements: sb.Element) -> sb.ActionsBlock:
    """A row of buttons."""
    return sb.ActionsBlock(list(elements), UNNAMED)


def button(
    label: str, action: str, value: str, *, style: str | None = None, reads: str | None = None
) -> sb.Button:
    """A button; `action` is unique in its message, `reads` is what a screen reader says."""
    return sb.Button(
        text=sb.PlainText(clip(label, PLAIN_MOST)),
        action_id=action,
        value=value,
        style=style,  # type: ignore[arg-type]
        accessibility_label=clip(reads, PLAIN_MOST) if reads else None,
    )


def option(label: str, value: str, facts: str = "") -> sb.Option:
    """One choice of a menu, perhaps with facts in small print below it."""
    below = sb.PlainText(clip(facts, PLAIN_MOST)) if facts else None
    return sb.Option(text=sb.PlainText(clip(label, PLAIN_MOST)), value=value, description=below)


def action(name: str, *keys: object) -> str:
    """The id of an action on one thing: `log:42`."""
    return ":".join([name, *map(str, keys)])


def pattern(name: str) -> str:
    """What routes match an action's id with."""
    return rf"^{name}(:|$)"


def modal(
    title: str,
    blocks: Sequence[sb.Block],
    *,
    callback_id: str,
    submit: str | None,
    private_metadata: str = "",
) -> Json:
    """A form, or with no `submit` a page to read."""
    view = sb.ModalView(
        title=sb.PlainText(clip(title, 24)),
        blocks=list(blocks),
        callback_id=callback_id,
        submit=sb.PlainText(submit) if submit else None,
        close=sb.PlainText("Cancel" if submit else "Close"),
        private_metadata=private_metadata or None,
    )
    plain: Json = view._resolve()
    return {**plain, "blocks": list(drawn(view.blocks))}


def home(blocks: Sequence[sb.Block]) -> Json:
    """The Home tab."""
    view = sb.HomeTabView(blocks=list(blocks), callback_id="home")
    plain: Json = view._resolve()
    return {**plain, "blocks": list(drawn(view.blocks))}
