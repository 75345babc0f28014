"""Puts what was typed into a field of a form, as Slack's own inputs would take it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.playground.drawn import Field
from bot.playground.mrkdwn import unbroken
from bot.playground.slack import Json, LocalSlack
from coaching.when import parse_when

NEEDED = "Please fill in this field."
OFFERED = 9
Offer = Callable[[Field, str], tuple[Json, ...]]


class NotTaken(Exception):
    """The input would not take that; the text says why."""


def put(field: Field, typed: str, slack: LocalSlack, now: datetime, offer: Offer) -> None:
    """Fills a field in; raises NotTaken. `now` is the person's local moment."""
    if field.shape == "datepicker":
        field.value = _day(typed, now)
    elif field.shape == "timepicker":
        field.value = _hour(typed, now)
    elif field.shape == "users_select":
        field.value = _person(typed, slack)
    elif field.shape == "checkboxes":
        field.value = _several(field, typed)
    elif field.shape == "multi_users_select":
        field.value = [_person(one.strip(), slack) for one in typed.split(",") if one.strip()]
    elif field.shape in ("channels_select", "conversations_select"):
        field.value = _channel(typed, slack)
    elif field.shape in ("static_select", "external_select"):
        _choose(field, typed, offer)
    else:
        field.value = _text(field, typed)


def missing(fields: Sequence[Field]) -> dict[str, str]:
    """What Slack would not let anybody send: needed fields that are empty."""
    return {f.block_id: NEEDED for f in fields if not f.optional and not f.value}


def named(fields: Sequence[Field], name: str) -> Field | None:
    """The field with that label or name; the beginning of its label is enough."""
    wanted = name.strip().casefold()
    exact = [f for f in fields if wanted in (f.label.casefold(), f.block_id)]
    begins = [f for f in fields if f.label.casefold().startswith(wanted)]
    found = exact or begins
    return found[0] if len(found) == 1 else None


def choices(field: Field) -> str:
    """The options of a menu, numbered."""
    return "  ".join(unbroken(f"{n} {_label(o)}") for n, o in enumerate(field.options, 1))


def _choose(field: Field, typed: str, offer: Offer) -> None:
    if typed.isdecimal() and 1 <= int(typed) <= len(field.options):
        field.value = field.options[int(typed) - 1]
        return
    if field.shape == "external_select":
        field.options = offer(field, typed)[:OFFERED]
    wanted = typed.casefold()
    exact = [o for o in field.options if wanted in (_label(o).casefold(), o["value"])]
    begins = [o for o in field.options if _label(o).casefold().startswith(wanted)]
    found = exact[:1] or begins
    if not field.options:
        raise NotTaken(f"Nothing here begins with “{typed}”.")
    if len(found) != 1:
        raise NotTaken(f"Choose one: {choices(field)}")
    field.value = found[0]


def _label(option: Json) -> str:
    return str(option["text"]["text"])


def _day(typed: str, now: datetime) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        found = parse_when(typed, now)
    if found is None:
        raise NotTaken("That is no day. Say 2026-03-12, or fri, or end of march.")
    return found.start.isoformat()


def _hour(typed: str, now: datetime) -> str:
    found = parse_when(f"today {typed}", now)
    if found is None or found.at is None:
        raise NotTaken("That is no hour. Say 10:30, or 10am.")
    return f"{found.at:%H:%M}"


def _person(typed: str, slack: LocalSlack) -> str:
    people = {person.handle: person.id for person in slack.people.values()}
    if typed.removeprefix("@").casefold() not in people:
        raise NotTaken(f"The people here: {', '.join(f'@{name}' for name in people)}.")
    return people[typed.removeprefix("@").casefold()]


def _several(field: Field, typed: str) -> list[Json]:
    """Numbers or beginnings of labels, with commas between."""
    found = []
    for part in filter(None, (piece.strip().casefold() for piece in typed.split(","))):
        one = next((o for n, o in enumerate(field.options, 1) if _means(part, n, o)), None)
        if one is None:
            raise NotTaken(f"Choose some, with commas between: {choices(field)}")
        found.append(one)
    return found


def _means(part: str, number: int, option: Json) -> bool:
    return part == str(number) or _label(option).casefold().startswith(part)


def _channel(typed: str, slack: LocalSlack) -> str:
    public = {c.name: c.id for c in slack.channels.values() if c.person is None}
    if typed.removeprefix("#") not in public:
        raise NotTaken(f"The channels here: {', '.join(f'#{name}' for name in public)}.")
    return public[typed.removeprefix("#")]


def _text(field: Field, typed: str) -> str:
    most = int(field.element.get("max_length") or 3000)
    if len(typed) > most:
        raise NotTaken(f"At most {most} characters go in here; that were {len(typed)}.")
    return typed
