"""How long a text may be to be kept."""

from coaching.errors import Refusal

LONGEST_TEXT = 3000
LONGEST_DETAIL = 200
"""Characters of a source, a product, a segment, a person's name or a competitor's."""


def text_of(text: str | None, field: str = "text") -> str | None:
    """What was said; raises Refusal where it is too long to be kept."""
    if text and len(text) > LONGEST_TEXT:
        raise Refusal(
            f"That text has {len(text)} characters; I keep at most {LONGEST_TEXT}. "
            "Shorten it, or `log` it in two parts.",
            field=field,
        )
    return text


def detail(text: str | None, field: str) -> str | None:
    """A short thing beside a deal; raises Refusal where it is too long to be one."""
    if text and len(text) > LONGEST_DETAIL:
        raise Refusal(
            f"“{text[:40]}…” has {len(text)} characters; I keep at most {LONGEST_DETAIL} there. "
            "Put the long version into a note with `log`.",
            field=field,
        )
    return text
