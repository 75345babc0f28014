"""A workspace's own words stand wherever the coach speaks, and call nobody by accident."""

import re

import pytest

from coaching.texts import KINDS, standard
from storage import texts
from tests.bot.app import Coach
from tests.bot.person import Person

READ_ALOUD = re.compile(r"'accessibility_label': '[^']*'")
"""What Slack takes as it stands."""
CALL, TOLD = "<!channel>", "&lt;!channel&gt;"


@pytest.fixture(autouse=True)
def _own(coach: Coach, anna: Person) -> None:
    """Texts of the workspace's own, each with what Slack would take for a call to everybody."""
    anna.types("add Acme stage opportunity close in 20 days")
    workspace = coach.slack.workspace.id
    with coach.bot.runtime.database.everywhere.begin() as session:
        for kind in KINDS.values():
            entries = [
                one | {part: f"Ours {CALL}: {one[part]}" for part in ("text", *kind.more)}
                for one in standard(kind)
            ]
            texts.keep(session, workspace, kind.file, entries, coach.clock())


def test_they_are_used_and_escaped_wherever_they_are_shown(coach: Coach, anna: Person) -> None:
    anna.types("log acme demo with Dana")
    coach.morning("2026-03-06")
    shown = {line: str(anna.types(line).body) for line in (
        "show acme", "list", "offramp acme", "coach acme", "recap",
    )}  # fmt: skip
    (listed,) = anna.messages()
    shown["the morning"] = str(listed)
    shown["home"] = str(anna.looks_at_home())
    for where, said in shown.items():
        assert CALL not in READ_ALOUD.sub("", said), where
        assert TOLD in said, where
    assert f"Ours {TOLD}: silent" in shown["list"]
    assert f"&gt; Ours {TOLD}: Dana, " in shown["offramp acme"]


def test_the_words_to_copy_are_those_that_were_shown(anna: Person) -> None:
    form = anna.presses_for_a_form(anna.types("offramp acme"), "Copy")
    assert f"Ours {CALL}: " in str(form)
