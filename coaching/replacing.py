"""What a workspace may put in place of the product's texts, and what is wrong with a try."""

from collections.abc import Iterator, Mapping, Sequence

from coaching import offramps, portfolio, recap, warnings
from coaching.deals import Stage
from coaching.draft import rewrite
from coaching.faults import faults as of_any
from coaching.phrases import Kind as Sign
from coaching.phrases import find
from coaching.rules import OPEN
from coaching.texts import LESSONS, OFFRAMPS, PLAYS, WARNINGS, Entry, Kind, Trigger, fill, standard

TRIGGERS: Mapping[str, Mapping[str, Trigger]] = {
    WARNINGS.file: warnings.TRIGGERS,
    OFFRAMPS.file: offramps.TRIGGERS,
    PLAYS.file: portfolio.TRIGGERS,
    LESSONS.file: recap.LESSON_TRIGGERS,
}
"""By file: what its entries may be tied to, and the slots that are filled then."""
VARIANTS = 4
"""Wordings of a way out at each stage for each warning, so that none comes again soon (ours)."""
WORDS_MOST = 60
"""Words of a way out, its slots filled (ours)."""
FULL = {
    "who": "Dana", "promised": "the security review with both teams", "date": "30 September",
    "month": "September",
}  # fmt: skip
"""What a way out may be filled with; without it what stands in [ ] falls away."""
BARE = {"month": "May"}


def faults(kind: Kind, entries: Sequence[Entry]) -> list[str]:
    """What keeps these from taking the place of the product's own; nothing for a good file."""
    found = of_any(kind, entries, TRIGGERS[kind.file])
    if kind.told:
        ours = {entry["id"] for entry in standard(kind)}
        found += [
            f"“{entry['id']}” is no id of ours; change the words, and keep the ids."
            for entry in entries
            if isinstance(entry.get("id"), str) and entry["id"] not in ours
        ]
    if kind is OFFRAMPS and not found:
        found = [*_of_offramps(entries)]
    return found


def _of_offramps(entries: Sequence[Entry]) -> Iterator[str]:
    """A way out is one question, short, honest, and the company's (000, 001)."""
    known: dict[str, str] = {}
    for entry in entries:
        where, said = f"“{entry['id']}”", fill(entry["text"], FULL)
        first = known.setdefault(said.casefold(), entry["id"])
        if first != entry["id"]:
            yield f"{where} says the same as “{first}”."
        unknown = sorted(set(entry["stages"]) - {stage.value for stage in OPEN})
        yield from (f"{where} names a stage “{stage}” that no open deal has." for stage in unknown)
        yield from (f"{where} {fault}" for fault in _of_way(entry["text"], said))
    for trigger in offramps.TRIGGERS:
        for stage in OPEN:
            yield from _too_few(entries, trigger, stage)


def _of_way(text: str, said: str) -> Iterator[str]:
    if said.count("?") != 1 or fill(text, BARE).count("?") != 1:
        yield "is to ask one thing: one question mark, outside of [ ]."
    words = len(said.split())
    if words > WORDS_MOST:
        yield f"has {words} words; keep it to {WORDS_MOST}."
    for found in find(Sign.PUSHY, said)[:1]:
        yield f"sounds pushy (“{found.words}”). {found.phrase.text}"
    if rewrite(said).changes:
        yield "speaks as one person: write “we”, as the company."


def _too_few(entries: Sequence[Entry], trigger: str, stage: Stage) -> Iterator[str]:
    fitting = len(offramps.fitting(entries, trigger, stage))
    if fitting < VARIANTS:
        yield (
            f"{OFFRAMPS.file}: “{trigger}” has {fitting} for a {stage.value}; "
            f"write {VARIANTS}, so that none comes again soon."
        )
