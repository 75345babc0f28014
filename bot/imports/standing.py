"""Where a deal stands by its row: what its stage, its status and its flags say together."""

from bot.imports.cells import LONGEST_TEXT, Cells, Faulty
from bot.imports.columns import Columns
from bot.imports.stages import is_over, place_of, status_of
from bot.imports.vocabulary import Place, key, place, vocabulary
from coaching.deals import Outcome, Stage, buying_stage


def standing(cells: Cells, columns: Columns) -> Place:
    """The place; raises Faulty where it cannot be told. Once a status or a flag says that it is
    over, an unknown stage does no harm."""
    end = ended(cells, columns)
    found = _place(cells, columns) if end is None else _last_place(cells, columns)
    end = end or found.outcome
    if end is None and is_over(cells.text("status") or ""):
        raise Faulty("its status says that it is over, and nothing says whether it was won")
    if end is Outcome.WON:
        return Place(Stage.CUSTOMER, _buying(cells, found), end)
    if end is Outcome.LOST:
        end = _kind_of_loss(cells)
    return Place(_qualified(found.stage) if end else found.stage, _buying(cells, found), end)


def ended(cells: Cells, columns: Columns) -> Outcome | None:
    """How the deal ended, as its status or a flag says; raises Faulty for an unknown status."""
    return _by_status(cells, columns) or _by_flags(cells, columns)


def _by_status(cells: Cells, columns: Columns) -> Outcome | None:
    status = cells.text("status")
    if status is None:
        return None
    target = status_of(status, columns)
    if target is None:
        raise Faulty(f"the status “{status}” is not known; a mapping can say what it means")
    found = place(target)
    return found.outcome if found else None


def _by_flags(cells: Cells, columns: Columns) -> Outcome | None:
    """Not won is lost where the deal is closed, or where no other column says how it stands; there
    not lost is won, too."""
    at = columns.indexes
    if _flag(cells, "is_won"):
        return Outcome.WON
    lost = _flag(cells, "is_lost")
    if lost:
        return Outcome.LOST
    if lost is False and not at.keys() & {"stage", "status", "is_closed", "is_won"}:
        return Outcome.WON
    if _flag(cells, "is_won") is None:
        return None
    speaks_alone = not at.keys() & {"stage", "status", "is_closed", "is_lost"}
    return Outcome.LOST if speaks_alone or _flag(cells, "is_closed") else None


def _flag(cells: Cells, name: str) -> bool | None:
    """Yes, no or nothing."""
    text = cells.text(name)
    if text is None:
        return None
    found = vocabulary().truths.get(key(text))
    if found is None:
        raise Faulty(f"“{text[:60]}” is neither yes nor no")
    return found


def _place(cells: Cells, columns: Columns) -> Place:
    """What the stage says of a deal, or a status that names one."""
    name = cells.text("stage") or cells.text("status")
    if name is None:
        return Place(Stage.LEAD)
    found = place_of(name, columns)
    if found is None:
        raise Faulty(f"the stage “{name}” is not known; a mapping can say what it means")
    return found


def _last_place(cells: Cells, columns: Columns) -> Place:
    """Where a deal stood before it ended, as far as its stage tells."""
    found = place_of(cells.text("stage") or "", columns)
    return found if found and found.outcome is None else Place(Stage.OPPORTUNITY)


def _buying(cells: Cells, found: Place) -> str | None:
    own = cells.text("buying_stage")
    return own if own and buying_stage(own) else found.buying_stage


def _kind_of_loss(cells: Cells) -> Outcome:
    """To whom a deal was lost, as far as the file tells."""
    if cells.text("competitor"):
        return Outcome.LOST_TO_COMPETITION
    reason = cells.text("reason", LONGEST_TEXT)
    return Outcome(vocabulary().losses.get(key(reason or ""), Outcome.LOST))


def _qualified(stage: Stage) -> Stage:
    """A closed import counts as qualified, whatever its stage was called."""
    return max(stage, Stage.OPPORTUNITY, key=lambda one: one.order)
