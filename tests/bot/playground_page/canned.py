"""A small company's morning, as the server would tell it, and every block there is."""

from typing import Any

Json = dict[str, Any]
DM, SALES, HOME = "D0ANNA", "C0SALES", "HOME"
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
    "DwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def words(text: str) -> Json:
    """A plain text."""
    return {"type": "plain_text", "text": text, "emoji": True}


def marked(text: str) -> Json:
    """A mrkdwn text."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def option(label: str, value: str, **more: Any) -> Json:
    """A choice."""
    return {"text": words(label), "value": value, **more}


def options(*labels: str) -> list[Json]:
    """Choices whose value is their label in small letters."""
    return [option(label, label.lower()) for label in labels]


def section(text: str, number: int = 0, **more: Any) -> Json:
    """A paragraph."""
    return {"type": "section", "block_id": f"b{number}", "text": marked(text), **more}


def button(label: str, action: str, **more: Any) -> Json:
    """A button."""
    return {
        "type": "button",
        "action_id": action,
        "text": words(label),
        "value": action,
        **more,
    }


def field(name: str, element: Json, **more: Any) -> Json:
    """A field of a form."""
    return {
        "type": "input",
        "block_id": name,
        "label": words(name.capitalize()),
        "element": {"action_id": "value", **element},
        **more,
    }


def message(number: int, blocks: list[Json], text: str = "A message", **more: Any) -> Json:
    """Something the product said on Monday morning."""
    return {
        "ts": f"17730{number:05d}.000000",
        "who": "U0COACH",
        "whoIsBot": True,
        "time": "2026-03-09T08:30:00+00:00",
        "text": text,
        "blocks": blocks,
        "ephemeral": False,
        "edited": False,
        **more,
    }


def row(number: int, name: str, facts: str, why: str) -> list[Json]:
    """A deal on the daily list."""
    key = str(number)
    return [
        section(f"{number}. *{name}*\n{facts}\n_{why}_", number * 10),
        {
            "type": "context",
            "block_id": f"b{number * 10 + 1}",
            "elements": [marked("If left: it cools.\nMove: call Inês about the contract.")],
        },
        {
            "type": "actions",
            "block_id": f"b{number * 10 + 2}",
            "elements": [
                button(
                    "Log", f"row_log:{key}", style="primary", accessibility_label=f"Log on {name}"
                ),
                {
                    "type": "static_select",
                    "action_id": f"row_snooze:{key}",
                    "placeholder": words("Snooze"),
                    "options": options("1 day", "3 days", "1 week"),
                },
                button("Park", f"row_park:{key}", accessibility_label=f"Park {name}"),
            ],
        },
    ]


def morning() -> Json:
    """The daily list."""
    return message(
        100,
        [
            {"type": "header", "block_id": "b0", "text": words("Today, Mon 9 Mar 2026")},
            {
                "type": "context",
                "block_id": "b1",
                "elements": [marked("3 deals where today's hours do most good, 2 more wait.")],
            },
            *row(
                1,
                "Polar Freight",
                "€48,000, negotiating, decision Fri 27 Mar 2026",
                "You promised the data protection answers for today.",
            ),
            *row(
                2,
                "Atlântico Seafoods",
                "€32,000, short list, decision Tue 31 Mar 2026",
                "On the table and quiet for 7 days.",
            ),
            section(":white_check_mark: ~3. Brightwater Dairy~  logged a call", 30),
        ],
        text="Mon 9 Mar 2026. 3 deals where today's hours do most good. 1. Polar Freight.",
    )


def answer() -> Json:
    """What a command brought."""
    return message(
        300,
        [
            section(
                "Logged a call with *Polar Freight*: “Dana signs on Friday”\n"
                "Next step *Tue 10 Mar 2026*"
            ),
            {
                "type": "context",
                "block_id": "b1",
                "elements": [
                    marked("On the table; due Tue 10 Mar 2026, as agreed. Undo works 10 minutes.")
                ],
            },
            {
                "type": "actions",
                "block_id": "b2",
                "elements": [button("Undo", "undo"), button("Change", "change")],
            },
        ],
        text="Logged a call with Polar Freight.",
        ephemeral=True,
        time="2026-03-09T08:42:00+00:00",
    )


def recap() -> Json:
    """Monday's recap in the channel."""
    lines = "*Won:* 1 (Olisipo Catering €19,000)\n*Let go, time won back:* 1 (Frutas del Sur)"
    return message(
        200,
        [
            {
                "type": "header",
                "block_id": "b0",
                "text": words("The week up to Mon 9 Mar 2026"),
            },
            section(lines, 1),
            section("*Open opportunities*\nOn the table: 5 deals, €162,000", 2),
        ],
        text="The week up to Mon 9 Mar 2026.",
        time="2026-03-09T09:00:00+00:00",
    )


VERBS = [
    {
        "verb": verb,
        "usage": usage,
        "does": does,
        "examples": examples,
    }
    for verb, usage, does, examples in (
        ("today", "today", "today's list now", ["today"]),
        (
            "add",
            "add NAME [amount] [close DATE]",
            "a new deal",
            ["add Acme 12k close end of march"],
        ),
        (
            "log",
            'log DEAL call "text" [then DATE]',
            "a touch: call, mail, meeting, demo",
            ['log polar call "Dana signs on Friday" then tue', "log acme mail"],
        ),
        ("list", "list [mine|all|stalled]", "pages of deals", ["list all"]),
        ("move", "move DEAL STAGE", "another stage", ["move polar short list"]),
        ("help", "help [topic]", "what can be said", ["help log"]),
    )
]


def home() -> Json:
    """The Home tab."""
    return {
        "type": "home",
        "id": "V0HOME",
        "hash": "1.h",
        "blocks": [
            {"type": "header", "block_id": "b0", "text": words("Today, Mon 9 Mar 2026")},
            {
                "type": "actions",
                "block_id": "b1",
                "elements": [
                    button("Log", "log_any", style="primary"),
                    button("Add a deal", "add_deal"),
                    button("Settings", "open_settings"),
                ],
            },
            section("1. *Polar Freight*\n€48,000, negotiating", 2, accessory=button("Log", "l:1")),
        ],
    }


def modal(*blocks: Json, **more: Any) -> Json:
    """A form."""
    return {
        "type": "modal",
        "id": "V1",
        "hash": "1.h",
        "title": words("Log a touch"),
        "submit": words("Log"),
        "close": words("Cancel"),
        "callback_id": "form",
        "private_metadata": "",
        "blocks": list(blocks),
        **more,
    }


def log_form() -> Json:
    """The form of `log`."""
    return modal(
        field(
            "deal",
            {
                "type": "external_select",
                "min_query_length": 0,
                "placeholder": words("Type a name"),
            },
        ),
        field("kind", {"type": "static_select", "options": options("Call", "Mail", "Meeting")}),
        field("text", {"type": "plain_text_input", "multiline": True}, optional=True),
        field("who", {"type": "plain_text_input"}, optional=True, hint=words("First name")),
        field("step_on", {"type": "datepicker"}, optional=True),
    )


def state() -> Json:
    """Monday, 8:42 in Lisbon."""
    return {
        "stage": "s1",
        "version": 1,
        "team": {"name": "Faro"},
        "me": "U0ANNA",
        "bot": {"id": "U0COACH", "name": "Deal Coach"},
        "now": {"iso": "2026-03-09T08:42:00+00:00", "text": "Mon 9 Mar 2026, 08:42"},
        "people": [
            person("U0ANNA", "Anna Ferreira", "Lisbon", "Europe/Lisbon", "Founder", "08:42", 1),
            person("U0BEN", "Ben Carter", "New York", "America/New_York", "Seller", "04:42", 3),
            person("U0MAYA", "Maya Shrestha", "Kathmandu", "Asia/Kathmandu", "Manager", "14:27", 0),
        ],
        "places": [
            {"id": SALES, "kind": "channel", "name": "sales"},
            {"id": "C0GENERAL", "kind": "channel", "name": "general"},
            {"id": DM, "kind": "dm", "name": "Deal Coach"},
            {"id": HOME, "kind": "home", "name": "Home"},
        ],
        "messages": {DM: [morning(), answer()], SALES: [recap()], "C0GENERAL": []},
        "home": home(),
        "modals": [],
        "command": {"name": "/deal", "hint": 'log acme call "text" · today · help', "verbs": VERBS},
        "shortcuts": {
            "global": [{"callback_id": "log_call", "name": "Log a call"}],
            "message": [
                {"callback_id": "log_to_deal", "name": "Log to a deal"},
                {"callback_id": "check_draft", "name": "Check this draft"},
            ],
        },
        "tour": {"steps": tour(), "at": None},
    }


def person(id_: str, name: str, city: str, zone: str, role: str, local: str, posts: int) -> Json:
    """Somebody of the company."""
    return {
        "id": id_,
        "name": name,
        "city": city,
        "zone": zone,
        "role": role,
        "initials": "".join(word[0] for word in name.split()),
        "localTime": local,
        "posts": posts,
    }


def tour() -> list[Json]:
    """Three steps."""
    return [
        {
            "title": "This came at 8:30",
            "text": "Anna's list: *where today's hours do most good*, each with its reason.",
            "place": DM,
            "highlight": "#messages .message",
        },
        {
            "title": "One line logs a call",
            "text": "Press Enter, or change it first.",
            "do": '/deal log polar call "Dana signs on Friday"',
            "place": DM,
            "highlight": "#composer-text",
        },
        {
            "title": "Sleep over it",
            "text": "Go to the next morning.",
            "highlight": '[data-travel="morning"]',
        },
    ]
