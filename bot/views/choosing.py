"""The deals that a menu offers, each with what tells it from others of its name."""

from collections.abc import Sequence

import slackblocks as sb

from bot.usecases.choosing import Offered
from bot.usecases.showing import money
from bot.views import kit
from bot.views.kit import Json
from coaching.deals import buying_stage
from storage.choosing import Choice

YOURS, OTHERS = "Your deals", "Deals of others"


def offered(found: Offered) -> Json:
    """Options, in two groups where both the asker and others have some."""
    if not (found.mine and found.others):
        return {"options": [_option(one)._resolve() for one in (*found.mine, *found.others)]}
    groups = (_group(YOURS, found.mine), _group(OTHERS, found.others))
    return {"option_groups": [group._resolve() for group in groups]}


def _group(label: str, found: Sequence[Choice]) -> sb.OptionGroup:
    return sb.OptionGroup(label=sb.PlainText(label), options=[_option(one) for one in found])


def _option(deal: Choice) -> sb.Option:
    place = buying_stage(deal.buying_stage)
    stage = place.label if place else deal.stage.value
    facts = ", ".join(filter(None, (stage, money(deal.amount))))
    return kit.option(deal.name, str(deal.id), facts)
