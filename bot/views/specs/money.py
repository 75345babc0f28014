"""The forms about money of the workspace."""

from bot.views.specs.fields import Field, Form, Shape

MONEY = (
    Form(
        "cost",
        "What it cost",
        "Keep",
        (
            Field("source", "Source", required=True, hint="For instance google, or trade fair"),
            Field("amount", "Amount", required=True, hint="For instance 2k, or €4,500"),
            Field("month", "Any day of the month", Shape.DAY, hint="Leave empty for this month"),
        ),
    ),
    Form(
        "target",
        "What is to be won",
        "Keep",
        (
            Field("amount", "Amount", required=True, hint="For instance 500k"),
            Field("quarter", "Any day of the quarter", Shape.DAY, hint="Leave empty for this one"),
        ),
    ),
)
