"""What each form asks for: one for each command that writes."""

from bot.views.specs.buyers import BUYERS
from bot.views.specs.deals import DEALS
from bot.views.specs.drafts import DRAFTS
from bot.views.specs.fields import Field, Form, Shape
from bot.views.specs.money import MONEY

__all__ = ["FORMS", "Field", "Form", "Shape"]

FORMS = {form.verb: form for form in (*DEALS, *BUYERS, *MONEY, *DRAFTS)}
