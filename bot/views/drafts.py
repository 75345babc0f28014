"""A draft before it is sent: how it reads now, what changed, and what to look at."""

from collections import Counter
from collections.abc import Iterable

import slackblocks as sb

from bot.usecases.drafting import Draft
from bot.views import kit
from bot.views.kit import Json, Said, entities, escape
from coaching.draft import Kept, Note
from coaching.phrases import Found
from coaching.wording import plural

PAGE = "draft"
LOG = "log_draft"
OTHER = "check_other"
MINE, THEIRS = "mine", "theirs"
VALUE_MOST = 2000
"""Characters that a button can carry."""
WORDS_MOST = 160
"""Characters of the words that a note quotes."""
SHOWN = 8
"""Changes and reasons that are named; more are counted."""
NO_TEXT = "This message has no text, so there is nothing to check."
NOTHING_KEPT = "Nothing of it was stored or sent."


def checked(draft: Draft) -> Said:
    """The answer to `check`."""
    return kit.said(entities(_sentence(draft)), *_blocks(draft))


def page(draft: Draft) -> Json:
    """The same as a page over the message."""
    return kit.modal("Check this draft", _blocks(draft), callback_id=PAGE, submit=None)


def _sentence(draft: Draft) -> str:
    if not draft.text:
        return NO_TEXT
    if draft.theirs:
        told = [f"“{one.words}”: {one.phrase.text} Ask: {one.phrase.ask}" for one in draft.slow_no]
        return " ".join(told) or "I hear no slow no in it."
    counts = f"{_changes_counted(draft)}, {plural(len(draft.notes), 'note')}."
    return f"{draft.rewritten.text}\n{counts}"


def _blocks(draft: Draft) -> list[sb.Block]:
    if not draft.text:
        return [kit.section(NO_TEXT)]
    found = _theirs(draft) if draft.theirs else _mine(draft)
    return [*found, *_buttons(draft), kit.context(NOTHING_KEPT)]


def _mine(draft: Draft) -> Iterable[sb.Block]:
    """The draft in one piece, what became of its persons, and the notes."""
    yield kit.section(f"*How it reads now* · {_changes_counted(draft)}")
    yield from _whole(draft.rewritten.text)
    if draft.rewritten.changes:
        yield kit.section(f"*Was → becomes*\n{_changes(draft)}")
    if draft.rewritten.kept:
        yield kit.context(f"Left as it is: {_kept(draft.rewritten.kept)}.")
    if draft.rewritten.mixed:
        mixed = "; ".join(f"“{_short(one)}”" for one in draft.rewritten.mixed[:SHOWN])
        yield kit.section(f":eyes: *Check*: “I” and “we” stand side by side in {mixed}")
    yield kit.divider()
    if not draft.notes:
        yield kit.section("I have nothing else to say about it.")
    for note in draft.notes:
        yield kit.section(_note(note))


def _theirs(draft: Draft) -> Iterable[sb.Block]:
    """What they said, what it likely means, and what to ask."""
    yield kit.section("*What they wrote*")
    yield from _whole(draft.text)
    yield kit.divider()
    if not draft.slow_no:
        yield kit.section("I hear no slow no in it. Answer what they ask, and ask one thing back.")
    for one in draft.slow_no:
        yield kit.section(_slow_no(one))


def _whole(text: str) -> Iterable[sb.Block]:
    """As it stands, ready to be copied; what is longer than Slack shows goes on below."""
    for start in range(0, len(text), kit.SECTION_MOST):
        piece = sb.PlainText(text[start : start + kit.SECTION_MOST], emoji=False)
        yield sb.SectionBlock(text=piece, block_id=kit.UNNAMED)


def _changes_counted(draft: Draft) -> str:
    count = len(draft.rewritten.changes)
    return plural(count, "change") if count else "unchanged"


def _changes(draft: Draft) -> str:
    pairs = Counter((one.was, one.becomes) for one in draft.rewritten.changes)
    shown = [
        f"~{escape(was)}~ → *{escape(becomes)}*" + (f" ({times} times)" if times > 1 else "")
        for (was, becomes), times in pairs.most_common(SHOWN)
    ]
    more = len(pairs) - len(shown)
    return " · ".join((*shown, *([f"and {more} more"] if more else [])))


def _kept(kept: Iterable[Kept]) -> str:
    by_reason = dict.fromkeys((one.words, one.why) for one in kept)
    return "; ".join(f"“{escape(words)}” is {escape(why)}" for words, why in [*by_reason][:SHOWN])


def _note(note: Note) -> str:
    words = "; ".join(f"“{_short(one)}”" for one in note.words[:SHOWN])
    told = f"*{escape(note.title)}* {escape(note.why)} _({escape(note.source)})_"
    return f"{told}\n{words}" if words else told


def _slow_no(one: Found) -> str:
    said = f"*“{_short(one.words)}”*"
    means, ask = escape(one.phrase.text), escape(one.phrase.ask)
    return f"{said}\nLikely means: {means}\nAsk: {ask} _({escape(one.phrase.source)})_"


def _short(words: str) -> str:
    return kit.clip(escape(" ".join(words.split())), WORDS_MOST).replace("*", "∗")


def _buttons(draft: Draft) -> Iterable[sb.Block]:
    """On with it: logged, or read the other way; a longer message fits into no button."""
    sent = draft.text if draft.theirs else draft.rewritten.text
    whose, other = (THEIRS, MINE) if draft.theirs else (MINE, THEIRS)
    label = "I wrote this" if draft.theirs else "They wrote this"
    buttons = [
        kit.button(words, action, value)
        for words, action, value in (
            ("Log to a deal", LOG, f"{whose}|{sent}"),
            (label, OTHER, f"{other}|{draft.text}"),
        )
        if len(value) <= VALUE_MOST
    ]
    return [kit.actions(*buttons)] if buttons else []
