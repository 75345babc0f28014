"""What in a draft is nobody's to change: code, quotations, links, addresses, a signature."""

import re

HIDDEN = "\ufffc"
"""Stands for a character that the rules must not read."""
_APOSTROPHES = str.maketrans("’‘´ʼ", "''''")
_MARKUP = re.compile(r"[*~]|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9_])")
_QUOTED_LINE = r"^[ \t]*(?:>|&gt;)(?!>>|&gt;&gt;).*$"
_UNTOUCHED = re.compile(
    "|".join(
        (
            r"```[\s\S]*?(?:```|\Z)",
            r"`[^`\n]+`",
            r"^[ \t]*(?:>>>|&gt;&gt;&gt;)[\s\S]*\Z",
            _QUOTED_LINE,
            r"^--[ \t]*\n[\s\S]*\Z",
            r"<[^<>\n]+>",
            r"\]\([^()\s]+\)",
            r"(?:https?://|www\.)\S+",
            r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
            r"[@#][\w.-]+",
            r"(?<![\w-])[\w-]+(?:\.[\w-]+){0,8}\.(?:com|org|net|io|de|eu|pt|co|test|example)\b[/\w.-]*",
            r":[a-z0-9_+-]+:",
            r"(?<![\w\"])\"(?=\S)[^\"]*?\"(?!\w)",
            r"[“„][^“”„]*[”“]",
            r"[«»][^«»]*[«»]",
            r"(?<![\w'’)])['‘‚](?=\w)(?!(?:tis|twas|til|em|cause)\b)[^\n'‘’]{0,600}"
            r"(?:['’](?=\w)[^\n'‘’]{0,600}){0,40}"
            r"(?<=[\w.,!?])['’](?!\w)",
        )
    ),
    re.MULTILINE,
)


def shield(text: str) -> str:
    """The text, as long as before, with what must stay hidden and apostrophes made alike."""
    hidden = _UNTOUCHED.sub(_hide, text)
    return _MARKUP.sub(lambda found: " " * len(found[0]), hidden.translate(_APOSTROPHES))


def _hide(found: "re.Match[str]") -> str:
    return "".join("\n" if one == "\n" else HIDDEN for one in found[0])
