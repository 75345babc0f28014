"""A cut in a button: what names the deals behind a figure."""

from datetime import date

from bot.views.numbers.report import Drill
from coaching.numbers.periods import Period
from storage.numbers.cuts import Cut

MARK, AS_OF = "|", "@"
LONGEST = 500


def drill(label: str, cut: Cut, page: int = 1) -> Drill:
    """A button that opens the rows of a cut."""
    return Drill(label, packed(cut, page))


def packed(cut: Cut, page: int = 1) -> str:
    """The cut as a button carries it; the group, which was typed, comes last."""
    first, last = (one.isoformat() if one else "" for one in (cut.period.first, cut.period.last))
    parts = (
        f"{cut.kind}{AS_OF}{cut.as_of.isoformat()}" if cut.as_of else cut.kind,
        first,
        last,
        cut.period.label,
        str(page),
        cut.by,
        (cut.group or "")[:LONGEST],
    )
    return MARK.join(parts)


def unpacked(value: str) -> tuple[Cut, int]:
    """The cut and the page that a button carries."""
    kind, first, last, label, page, by, group = value.split(MARK, 6)
    period = Period(_day(first), _day(last), label)
    kind, _, as_of = kind.partition(AS_OF)
    return Cut(kind, period, by, group or None, _day(as_of)), int(page)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
