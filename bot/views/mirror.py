"""The seller's mirror, for the asker's eyes alone."""

from bot.views import kit
from bot.views.kit import Said
from coaching.mirror import ABOUT, LEAST, SPAN, Mirror
from coaching.wording import listing

PRIVATE = "Only you see this; it is shown to nobody else, and nobody is ranked by it."


def mirror(seen: Mirror) -> Said:
    """Which type the last 90 days look like, and the facts for each."""
    if not seen.facts:
        words = (
            f"The mirror needs at least {LEAST} of your touches within {SPAN} days to show "
            f"anything. {PRIVATE}"
        )
        return kit.said(words, kit.section(words))
    types = listing([type_.value for type_ in seen.seems], "or")
    about = "; ".join(ABOUT[type_] for type_ in seen.seems)
    head = (
        f"Your last {SPAN} days look most like a *{types}*: {about}."
        if seen.seems
        else f"Your last {SPAN} days look like no type in particular."
    )
    parts = [
        f"*{type_.value.capitalize()}*\n"
        + "\n".join(f"{':white_check_mark:' if so else '▫'} {fact}" for fact, so in facts)
        for type_, facts in seen.facts
    ]
    told = ". ".join(
        f"{type_.value.capitalize()}: {'; '.join(fact for fact, so in facts if so) or 'no sign'}"
        for type_, facts in seen.facts
    )
    return kit.said(
        f"{head.replace('*', '')} {told}. {PRIVATE}",
        kit.section(head),
        *map(kit.section, parts),
        kit.context(PRIVATE),
    )
