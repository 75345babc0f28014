"""The first steps on Home, the form for the company profile, and the sample deals."""

import slackblocks as sb

from bot.usecases.asking import Asking
from bot.usecases.welcoming import Steps
from bot.views import kit
from bot.views.forms import VALUE, Origin
from bot.views.kit import Json, Said, escape
from coaching.wording import plural

CONFIRM = "welcome_confirm"
SET = "welcome_settings"
PROFILE = "welcome_profile"
SKIP = "welcome_skip"
FIRST = "welcome_add"
TRY = "samples_add"
REMOVE = "samples_remove"
SUBMIT = "profile"
FIELD = "profile"
LONGEST = 300
DONE = ":white_check_mark:"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def steps(left: Steps, asking: Asking) -> list[sb.Block]:
    """The three steps, each ticked once it is done."""
    return [
        kit.section(
            "*Welcome. Three steps, and your first list comes by itself.*\n"
            "Every working day you get a short list: where today's hours will do most good."
        ),
        *_hours(left, asking),
        *_profile(left, asking),
        *_first(left),
        kit.actions(kit.button("Skip the rest", SKIP, "skip")),
        kit.divider(),
    ]


def _hours(left: Steps, asking: Asking) -> list[sb.Block]:
    member = asking.member
    days = ", ".join(DAYS[number] for number in sorted(member.working_days))
    at = f"{member.list_at:%-H:%M}, {escape(member.zone.replace('_', ' '))} time, {days}"
    if left.hours:
        return [kit.section(f"{DONE} 1. Your list comes at {at}.")]
    return [
        kit.section(f"*1. When is your morning?*\nYour list would come at {at}."),
        kit.actions(
            kit.button("That is right", CONFIRM, "confirm", style="primary"),
            kit.button("Change", SET, "settings", reads="Change when your list comes"),
        ),
    ]


def _profile(left: Steps, asking: Asking) -> list[sb.Block]:
    if left.profile:
        words = f"{DONE} 2. You sell to: {escape(left.profile)}"
        change = kit.button("Change", PROFILE, "profile", reads="Change the company profile")
        return [kit.section(words, change if left.may_write_profile else None)]
    return [
        kit.section(
            "*2. Whom do you sell to, in a line?*\nIndustry, type, size and place: so narrow that "
            "you could list the street addresses. Leads are held against it.",
        ),
        kit.actions(kit.button("Write it", PROFILE, "profile", reads="Write the company profile")),
    ]


def _first(left: Steps) -> list[sb.Block]:
    if left.first_deal:
        return [kit.section(f"{DONE} 3. Your first deal is there.")]
    return [
        kit.section(
            "*3. Your first deal*\nOne is enough to begin. A CSV or XLSX file of your CRM can be "
            "dropped into the messages beside this tab."
        ),
        kit.actions(
            kit.button("Add your first deal", FIRST, "add"),
            kit.button("Try it with sample deals", TRY, "samples"),
        ),
    ]


def samples(number: int) -> list[sb.Block]:
    """What lies there to be tried out, and the way to be rid of it."""
    words = f"{plural(number, 'sample deal')} to try things out. They count like real ones."
    remove = kit.button("Remove them", REMOVE, "samples", reads="Remove the sample deals")
    return [kit.section(words, remove)]


def form(profile: str, origin: Origin) -> Json:
    """The company profile in a line."""
    field = sb.InputBlock(
        label=sb.PlainText("Whom do you sell to?"),
        element=sb.PlainTextInput(
            action_id=VALUE, initial_value=profile or None, multiline=False, max_length=LONGEST
        ),
        block_id=FIELD,
        hint=sb.PlainText("For instance: food makers in Portugal with 20 to 200 people"),
    )
    return kit.modal(
        "Company profile",
        [field],
        callback_id=SUBMIT,
        submit="Save",
        private_metadata=origin.packed(),
    )


def profile_kept(profile: str) -> Said:
    """Said once it is stored."""
    words = f"Saved. You sell to: {escape(profile)}."
    return kit.said(words, kit.section(words))
