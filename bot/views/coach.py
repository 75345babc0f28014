"""What the coach suggests: an off-ramp with its answers, a play with its reason."""

from collections.abc import Sequence

import slackblocks as sb

from bot.usecases.suggested import Suggested
from bot.views import kit
from bot.views.kit import Said, bold, escape
from coaching.kept import Sort

COPY, IN, OUT, NOT_NOW = "way_copy", "way_in", "way_out", "way_later"
USEFUL, USELESS = "play_useful", "play_useless"
WE = "Write as the company: “we” takes the pressure off you, and off them."
COPYING = (
    "Copy the text into your own mail or chat. Once it is sent, *Log* keeps it as a mail; "
    "*Cancel* keeps nothing."
)


def suggestion(made: Suggested) -> Said:
    """A suggestion as a message of its own."""
    return kit.said(spoken(made), *blocks(made))


def advice(made: Sequence[Suggested]) -> Said:
    """The plays that apply, or that none does."""
    if not made:
        words = (
            "No play applies just now: nothing that was logged calls for one. `questions` shows "
            "what to ask next, and `offramp` has an honest way out."
        )
        return kit.said(words.replace("`", ""), kit.section(words))
    drawn = [block for one in made for block in blocks(one)]
    return kit.said(" ".join(map(spoken, made)), *drawn)


def blocks(made: Suggested) -> list[sb.Block]:
    """The same below a list."""
    return _play(made) if made.sort is Sort.PLAY else _way(made)


def spoken(made: Suggested) -> str:
    """The suggestion in sentences."""
    parts = (
        _head(made).replace("*", ""),
        escape(made.why),
        escape(made.text),
        escape(made.elsewhere),
        f"Move: {escape(made.move)}" if made.move else "",
    )
    return " ".join(filter(None, parts))


def _head(made: Suggested) -> str:
    name = bold(made.name) if made.name else ""
    if made.sort is Sort.PLAY:
        return f"{name}: {escape(made.title)}." if name else f"*{escape(made.title)}*."
    if made.title:
        return f"{name}: {escape(made.title.lower())}."
    return f"{name}: an honest way in or out."


def _way(made: Suggested) -> list[sb.Block]:
    key, name = str(made.id), made.name
    found: list[sb.Block] = [
        kit.section(" ".join(filter(None, (_head(made), escape(made.why))))),
        kit.section(_quoted("A way in or out that you can send", made.text)),
    ]
    if made.elsewhere:
        found.append(kit.section(_quoted("Or, where others may fit better", made.elsewhere)))
    move = f"\nOne move that fits: {escape(made.move)}" if made.move else ""
    found += [
        kit.context(f"{WE}{move}"),
        kit.actions(
            kit.button("Copy", kit.action(COPY, key), key, style="primary",
                       reads=f"Copy the text for {name}"),
            kit.button("They opted in", kit.action(IN, key), key, reads=f"They opted in: {name}"),
            kit.button("They opted out", kit.action(OUT, key), key,
                       reads=f"They opted out: {name}"),
            kit.button("Not now", kit.action(NOT_NOW, key), key, reads=f"Not now: {name}"),
        ),
    ]  # fmt: skip
    return found


def _play(made: Suggested) -> list[sb.Block]:
    key = str(made.id)
    return [
        kit.section(f"{_head(made)} {escape(made.why)}\n{escape(made.move)}"),
        kit.actions(
            kit.button("Useful", kit.action(USEFUL, key), key, reads=f"Useful: {made.title}"),
            kit.button("Not useful", kit.action(USELESS, key), key,
                       reads=f"Not useful: {made.title}"),
        ),
    ]  # fmt: skip


def _quoted(label: str, text: str) -> str:
    lines = "\n".join(f"&gt; {line}" for line in escape(text).splitlines())
    return f"{label}:\n{lines}"


def not_now(name: str, days: str) -> Said:
    """The deal is left alone for a while."""
    words = f"Fine. I say nothing more about {bold(name)} for {days}."
    return kit.said(words.replace("*", ""), kit.section(words))


def thanked(*, useful: bool) -> Said:
    """A play is shown earlier, or later, from now on."""
    words = (
        "Noted. Plays like this come first for you."
        if useful
        else "Noted. Plays like this come later for you, after all others."
    )
    return kit.said(words, kit.section(words))
