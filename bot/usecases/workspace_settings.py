"""What admins set for the workspace: the recap, money, dates, thresholds."""

import re
from dataclasses import asdict, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from bot.usecases import schedule
from bot.usecases.asking import Asking
from bot.usecases.own_settings import WEEKDAYS, read_hour
from coaching.currencies import is_currency
from coaching.errors import Refusal
from coaching.people import Role
from coaching.policy import Policy, with_overrides
from coaching.warnings import RULES as WARNINGS
from coaching.wording import listing
from storage import settings
from storage.database import Session

NO_CHANNEL = frozenset({"", "none", "off", "-"})
LANGUAGES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "spanish": "es",
    "portuguese": "pt",
    "italian": "it",
    "dutch": "nl",
}
"""Languages in which dates are read, besides English."""
LONGEST_PROFILE = 300
LARGEST_RULE = 1000
MONEY_RULES = frozenset(
    {"channel_self", "channel_inside", "channel_dead", "channel_enterprise", "seller_cost"}
)
LARGEST_MONEY = 10**9
RULES = frozenset(f.name for f in fields(Policy))
FOR_ADMINS = "That is set by an admin of this workspace. Ask one of them to say it."


def is_channel(word: str) -> bool:
    """Whether it is a channel's id, as Slack passes a mention on."""
    return word[:1] in ("C", "G") and word.isalnum() and word.isupper()


def channel(session: Session, asking: Asking, typed: str) -> Asking:
    """The channel of the recap, as Slack passes it on; `none` ends it. Raises Refusal."""
    found = "" if typed.casefold() in NO_CHANNEL else typed.lstrip("#")
    if found and not is_channel(found):
        raise Refusal(
            f"I need the channel itself, not its name: type `#` and pick “{typed}” from what "
            "Slack offers, or choose it in `settings`.",
            field="channel",
        )
    changed = keep(session, asking, "recap_channel", found or None)
    schedule.schedule_recap(session, changed.workspace, asking.now)
    return changed


def currency(session: Session, asking: Asking, typed: str) -> Asking:
    """`EUR`: what amounts are in that name no currency; raises Refusal."""
    code = typed.upper()
    if not is_currency(code):
        raise Refusal(
            f"I know no currency called “{typed}”. Use its three letters, "
            "for instance `settings currency EUR`.",
            field="currency",
        )
    return keep(session, asking, "currency", code)


def dates(session: Session, asking: Asking, typed: str) -> Asking:
    """`day first`, `month first`; raises Refusal."""
    order = typed.casefold().replace("-", " ")
    if order not in ("day first", "month first"):
        raise Refusal(
            "Say `settings dates day first` (3/4 is 3 April) or "
            "`settings dates month first` (3/4 is March 4).",
            field="dates",
        )
    return keep(session, asking, "day_first", order == "day first")


def language(session: Session, asking: Asking, typed: str) -> Asking:
    """In which language dates are read beside English; raises Refusal."""
    code = LANGUAGES.get(typed.casefold(), typed.casefold())
    if code not in LANGUAGES.values():
        raise Refusal(
            f"I know no language called “{typed}”. Dates are read in English and, where you set "
            f"it, in {listing(sorted({*LANGUAGES.values()} - {'en'}), 'or')}. "
            "Say for instance `settings language de`.",
            field="language",
        )
    return keep(session, asking, "language", code)


def profile(session: Session, asking: Asking, typed: str) -> Asking:
    """The company profile; whoever comes first may write it, an admin may change it."""
    words = " ".join(typed.split())
    if len(words) > LONGEST_PROFILE:
        raise Refusal(
            f"That has {len(words)} characters; a profile has at most {LONGEST_PROFILE}. "
            "One line is enough: industry, size, place.",
            field="profile",
        )
    return keep(session, asking, "profile", words, anybody=not asking.workspace.profile)


def recap(session: Session, asking: Asking, typed: str) -> Asking:
    """`monday 9:00`, `friday`, `16:30`: when the recap comes; raises Refusal."""
    words = typed.casefold().split()
    named = [n for n, name in enumerate(WEEKDAYS) if words and len(words[0]) > 1
             and name.startswith(words[0])]  # fmt: skip
    changed = asking
    if named:
        changed = keep(session, changed, "recap_weekday", named[0])
        words = words[1:]
    elif not words:
        raise Refusal("Say for instance `settings recap monday 9:00`.", field="recap")
    if words:
        at = read_hour(" ".join(words).removeprefix("at "), asking.local_now, "recap")
        changed = keep(session, changed, "recap_at", at)
    schedule.schedule_recap(session, changed.workspace, asking.now)
    return changed


def rate(session: Session, asking: Asking, typed: str) -> Asking:
    """`EUR 1.08`: what one euro is worth in the workspace's currency from today on.

    What was closed before keeps the rate of its day; what was closed before the first rate takes
    the first. Raises Refusal.
    """
    workspace = asking.workspace
    code, _, worth = typed.upper().replace("=", " ").partition(" ")
    plain = worth.strip().removesuffix(workspace.currency).strip().replace(",", ".")
    if not is_currency(code) or not _RATE.fullmatch(plain) or not Decimal(plain):
        raise Refusal(
            f"Say what one unit of another currency is worth in {workspace.currency}: "
            "for instance `settings rate EUR 1.08`.",
            field="rate",
        )
    if code == workspace.currency:
        raise Refusal(f"{code} is the currency of this workspace already.", field="rate")
    today = asking.today.isoformat()
    others = tuple(one for one in workspace.rates if one[:2] != (code, today))
    return keep(session, asking, "rates", (*others, (code, today, plain)))


_RATE = re.compile(r"\d{1,8}(?:\.\d{1,8})?")


def selling(session: Session, asking: Asking, typed: str) -> Asking:
    """`enterprise`, `smb`, or `auto`: which follows from how long won deals take (002)."""
    chosen = typed.casefold()
    if chosen not in ("enterprise", "smb", "auto"):
        raise Refusal(
            "Say `settings selling enterprise`, `settings selling smb` or `settings selling auto`.",
            field="selling",
        )
    return keep(session, asking, "selling", chosen)


def rule(session: Session, asking: Asking, typed: str) -> Asking:
    """`table.closes 4`, `prospect_days default`: a threshold of the playbook; raises Refusal."""
    name, _, value = typed.strip().rpartition(" ")
    whole, _, part = name.strip().casefold().partition(".")
    policy = asking.workspace.policy
    _check_rule(whole, part, value)
    standard = getattr(Policy(), whole)
    if part:
        number = getattr(standard, part) if value == "default" else int(value)
        kept: Any = asdict(getattr(policy, whole)) | {part: number}
        if kept["opens"] > kept["closes"]:
            raise Refusal("A window opens before it closes.", field="rule")
    else:
        kept = standard if value == "default" else int(value)
    if asking.member.role is not Role.ADMIN:
        raise Refusal(FOR_ADMINS)
    settings.store(session, asking.workspace.id, whole, kept, asking.now)
    values = {f.name: getattr(policy, f.name) for f in fields(Policy)} | {whole: kept}
    return replace(asking, workspace=replace(asking.workspace, policy=with_overrides(values)))


def warning(session: Session, asking: Asking, typed: str) -> Asking:
    """`one-contact off`, `silence on`: whether a warning is given; raises Refusal."""
    name, _, turned = typed.strip().casefold().rpartition(" ")
    known = "-".join(name.split())
    if known not in WARNINGS or turned not in ("on", "off"):
        raise Refusal(
            "Say for instance `settings warning one-contact off`. The warnings are "
            f"{listing(tuple(WARNINGS))}.",
            field="warning",
        )
    off = {*asking.workspace.warnings_off.split()} - {known}
    now = off | {known} if turned == "off" else off
    return keep(session, asking, "warnings_off", " ".join(sorted(now)))


def _check_rule(whole: str, part: str, value: str) -> None:
    standard = getattr(Policy(), whole, None) if whole in RULES else None
    parts = {f.name for f in fields(standard)} if is_dataclass(standard) else {""}
    if standard is None or part not in parts:
        raise Refusal(
            "I know no rule of that name. Say for instance `settings rule table.closes 4` or "
            "`settings rule prospect_days default`; docs/rules.md names them all.",
            field="rule",
        )
    most = LARGEST_MONEY if whole in MONEY_RULES else LARGEST_RULE
    if value != "default" and not (value.isdecimal() and int(value) <= most):
        raise Refusal(f"A rule is a whole number up to {most}, or `default`.", field="rule")


def keep(
    session: Session, asking: Asking, name: str, value: Any, *, anybody: bool = False
) -> Asking:
    """Keeps what concerns the workspace; raises Refusal for whoever is no admin."""
    current = getattr(asking.workspace, name)
    if value == current:
        return asking
    if asking.member.role is not Role.ADMIN and not anybody:
        raise Refusal(FOR_ADMINS)
    settings.store(session, asking.workspace.id, name, value, asking.now)
    return replace(asking, workspace=replace(asking.workspace, **{name: value}))
