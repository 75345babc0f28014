"""The forms about money of the workspace."""

from bot.views.specs.fields import DEAL, Field, Form, Shape

WHY = (
    Field("reason", "Why", hint="For instance they chose us, or legal in July"),
    Field("period", "Of which period", hint="For instance Q3 2026; leave empty for this quarter"),
)

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
    Form(
        "product",
        "A product",
        "Keep",
        (
            Field("product", "Product", required=True, hint="As it is called on your deals"),
            Field("amount", "List price", hint="For instance 4,800"),
            Field("margin", "Gross margin", hint="What is left of the price, for instance 60 %"),
        ),
    ),
    Form(
        "plan",
        "Plan backwards",
        "Plan",
        (
            Field("amount", "What is to be won", required=True, hint="For instance 1m"),
            Field("period", "In which period", hint="For instance 2027; empty: the next 12 months"),
        ),
    ),
    Form(
        "sdr",
        "An SDR's bonus",
        "Share it",
        (
            Field("amount", "Variable pay", required=True, hint="For instance 12k"),
            Field("meetings", "Meetings expected", required=True, hint="For instance 40"),
            Field("closed", "Closed deals expected", required=True, hint="For instance 4"),
        ),
    ),
    Form("in", "In the forecast", "Call it in", (DEAL, *WHY)),
    Form("out", "Out of the forecast", "Call it out", (DEAL, *WHY)),
)
