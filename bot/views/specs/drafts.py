"""The form in which a draft is typed or pasted."""

from bot.views.specs.fields import Field, Form, Shape

WHOSE = (("mine", "Mine, not sent yet"), ("theirs", "Theirs, just received"))
DRAFTS = (
    Form(
        "check",
        "Check a draft",
        "Check",
        (
            Field("text", "The message", Shape.LONG, required=True, hint="Nothing of it is stored"),
            Field("whose", "Whose words", Shape.MENU, choices=WHOSE, default="mine"),
        ),
    ),
)
