"""Five thousand lines as people type them, and worse: each is answered, and none is a guess."""

import random
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage.deals import name_key
from tests.bot.app import Coach, deployed, sqlite_at
from tests.bot.person import Person, elements
from tests.slack import ANNA, BEN, Ack, SlackServer

OURS = (
    "Acme", "Acme Corp", "Acme Labs", "Blue Bottle", "Bluebird", "Globex", "Clínica Atlântico",
    "O'Neil & Sons", "Area 51", "By the Book", "Black Friday GmbH", "Demo Call", "*Bold* Ltd",
    "<!channel>", "=cmd()", "شركة القهوة", "X" * 120, "🚀 Rocket", "Call Center", "May",
)  # fmt: skip
THEIRS = ("Initech", "Umbrella", "Polar Systems", "Acme Secret")
VERBS = (
    "log", "add", "move", "next", "date", "won", "lost", "letgo", "park", "snooze", "wake", "hand",
    "reopen", "people", "fact", "questions", "gave", "asked", "cost", "target", "show", "list",
    "today", "recap", "undo", "settings", "help", "call", "mail", "note", "close", "met", "stage",
    "new", "ls", "forecast", "numbers", "lgo", "shwo", "snoze", "wno", "?", "",
)  # fmt: skip
TAILS = (
    'call "they like it"', "call", 'mail in "asked for prices" with Dana', "demo fri", "won",
    'then fri 10am "send SOC 2"', "then", "opportunity", "to short list", "customer", "30 june",
    "31 june", "3/4", "yesterday", "tomorrow 9ish", "next friday", "end of q3", "none", "12k",
    "€1.200,50", "-5k", "12kk", 'to Globex "price"', 'no decision "budget"', "because reasons",
    '"not a priority"', "until oct", "until", "3d", "in 2 weeks", "@ben", "@nobody",
    "to ben", "add Dana CFO decides", "remove Dana", 'problem "slow"', "why now", "funded no",
    "deck", '"their volumes"', "tue security review", "close end of march", "source referral",
    "owner @ben", "stalled", "fridge", "@ben", "month first", "zone Lisbon", "hour 8:30",
    "2k march", "500k q2", "'s", "’s", "&amp; co", "\x00", "\n", "\\", "`code`", "„Ja“", "«oui»",
    "<https://acme.com|acme.com>", "<mailto:d@x.de|d@x.de>", "<#C000SALES|sales>", "<!here>",
    "<@U0000BEN|ben>",
    "\u202e",
)  # fmt: skip
LIKELY = (
    'log {} call "they like it"', 'call {} "x" then fri', "mail {} in “prices?” with Dana",
    "move {} short list", "move {} opportunity", 'next {} "review" tue', "next {} tue review",
    "date {} end of q3", "park {} until oct", "snooze {} 3d", "wake {}", "show {}", "questions {}",
    "people {} add Dana CFO decides", "people {} remove Dana", "people {}", 'gave {} "deck"',
    "gave {} deck", 'asked {} "volumes"', 'fact {} problem "slow"', "fact {} funded", "reopen {}",
    "note {} “quiet”", "won {} 12k", 'lost {} to Globex "price"', 'letgo {} "no"', "undo",
    "hand {} @ben", "add {} 5k", "list {}",
)  # fmt: skip
NOISE = ("", "", "", " ", "  ", "!", ".", ",", "…", "🙂", "'", '"', "“", "please")
LINES = 5000
ROUNDS = 20
APOLOGY = "Sorry, something went wrong"


def spoilt(name: str, dice: random.Random) -> str:
    """A name as it is typed: whole, its beginning, in other letters, or with a slip."""
    cut = name[: dice.randint(1, len(name))]
    slip = dice.randrange(len(name))
    ways = (name, name, name.lower(), name.upper(), cut, f"“{name}”", f'"{name}"', f"{name}'s")
    return dice.choice((*ways, name[:slip] + name[slip + 1 :], f"#{dice.randint(0, 40)}"))


def corpus(dice: random.Random) -> str:
    """A line as a seller in a hurry types it."""
    name = spoilt(dice.choice(OURS + THEIRS), dice)
    if dice.random() < 0.4:
        return dice.choice(LIKELY).format(name) + dice.choice(NOISE)
    tails = [dice.choice(TAILS) for _ in range(dice.choice((0, 1, 1, 1, 2, 3)))]
    pieces = [dice.choice(VERBS), name, *tails]
    if dice.random() < 0.15:
        dice.shuffle(pieces)
    pieces.insert(dice.randint(0, len(pieces)), dice.choice(NOISE))
    return " ".join(pieces)[: dice.choice((40, 200, 3000))]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coach]:
    """Two sellers, who do not see each other's deals; Bolt's dispatch without a network."""
    url = sqlite_at(tmp_path_factory.mktemp("random"))
    with SlackServer() as slack, deployed(slack, url, "in process") as coach:
        for user, names in ((ANNA, OURS), (BEN, THEIRS)):
            for name in names:
                Person(coach, user).types(f"add “{name}” 5k stage opportunity close 30 june")
        coach.sql("PRAGMA wal_autocheckpoint = 100000")
        yield coach


def ends(name: str, start: str) -> bool:
    """Whether a word of the name ends where its beginning does."""
    return name.startswith(start) and not name[len(start) :][:1].isalnum()


def names(line: str, name: str, others: Iterable[str]) -> bool:
    """Whether the line names that deal and no other one: in full, or by its only beginning."""
    words, key = name_key(line).split(), name_key(name)
    keys = [known for known in map(name_key, others) if known != key]
    starts = {" ".join(words[n:end]) for n in range(len(words)) for end in range(n + 1, n + 9)}
    bare = {re.sub(r"('s|')$", "", start.strip("'")) for start in starts} | starts
    named = [start for start in bare if start and key.startswith(start)]
    alone = (n == key or not any(other.startswith(n) for other in keys) for n in named)
    whole = (ends(key, n) and not any(ends(other, n) for other in keys) for n in named)
    return any(alone) or any(whole)


class Watch:
    """What every answer is held to."""

    def __init__(self, coach: Coach) -> None:
        self.coach = coach
        self.anna = Person(coach, ANNA)
        self.anna_id = self.ask(f"SELECT id FROM members WHERE slack_id = '{ANNA}'")[0][0]

    def line(self, line: str) -> None:
        """Type it, and look at the answer and at what was stored."""
        before = self.newest()
        raw = "<" in line and len(line) % 2
        typed = line if raw else self.coach.slack.typed(line, ANNA)
        ack = self.anna.door.command(typed, user=ANNA)
        assert ack.ok, (line, ack.status)
        assert not ack.text.startswith(APOLOGY), line
        written = self.written_since(before)
        for owner, name, verb in written:
            self.right(line, owner, name, verb)
        if not written and ack.view is None:
            assert leads_on(ack), (line, ack.text)

    def newest(self) -> int:
        """The number of the newest entry of the audit."""
        return int(self.ask("SELECT COALESCE(MAX(id), 0) FROM audit")[0][0])

    def written_since(self, before: int) -> list[tuple[Any, str, str]]:
        """Owner, name and verb of what was written to deals since, undoing excepted."""
        return [
            (row[0], str(row[1]), str(row[2]))
            for row in self.ask(
                "SELECT d.owner_id, d.name, a.verb FROM audit a JOIN deals d ON d.id = a.deal_id "
                f"WHERE a.id > {before} AND a.verb NOT IN ('undo', 'add')"
            )
        ]

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Straight from the database."""
        with self.coach.bot.runtime.database.everywhere.read() as session:
            return [tuple(row) for row in session.exec_driver_sql(statement)]

    def right(self, line: str, owner: Any, name: str, verb: str) -> None:
        """Only a deal of hers, and only one that was typed: in full, by its number or beginning."""
        assert owner == self.anna_id or verb == "hand", (line, name)
        if re.search(r"#\d+", line):
            return
        others = [other for other in self.mine(closed=verb == "reopen") if other != name]
        ways = (self.plain, self.bare)
        assert any(names(way(line), name, others) for way in ways), (line, name)

    def plain(self, line: str) -> str:
        """Quotes taken off."""
        return re.sub(r"[\"“”„«»]", " ", line.replace("&amp;", "&").replace("\x00", ""))

    def bare(self, line: str) -> str:
        """Links and mentions as they are shown, too."""
        return re.sub(r"[<>]", " ", re.sub(r"<[^<>|]*\|([^<>]*)>", r"\1", self.plain(line)))

    def mine(self, *, closed: bool) -> list[str]:
        """The names of her deals that are open, or closed."""
        ended = "IS NOT NULL" if closed else "IS NULL"
        rows = self.ask(
            f"SELECT name FROM deals WHERE outcome {ended} AND voided_at IS NULL "
            f"AND owner_id = {self.anna_id}"
        )
        return [str(row[0]) for row in rows]


LOOKED = re.compile(
    r"(Your |All |Overdue|Silent|Parked|Snoozed|Won|Lost|Let go|Closed|On the|In the|Open deals"
    r"|What you can say|The buying team|To ask the buyer|Spent|To be won|Target|Saved|The week"
    r"|Added|Undone|Nothing is recorded|No target|[A-Z][a-z]{2} \d|That is stored already"
    r"|Drop a CSV|I'm putting your deals|You are awake|Noted)"
)


def leads_on(ack: Ack) -> bool:
    """Something was shown, or the refusal says what to do: a button, a command or a question."""
    return bool(
        LOOKED.match(ack.text)
        or any(elements(ack.blocks))
        or "`" in str(ack.blocks)
        or "?" in ack.text
    )


@pytest.mark.parametrize("part", range(ROUNDS))
def test_lines_of_sellers_in_a_hurry(desk: Coach, part: int) -> None:
    dice, watch = random.Random(part), Watch(desk)
    for _ in range(LINES // ROUNDS - 25):
        watch.line(corpus(dice))


TEXT = st.text(st.characters(codec="utf-8"), max_size=500)
ANY = st.lists(st.sampled_from([*VERBS, *OURS, *THEIRS, *TAILS, *NOISE]), max_size=9)


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example('ADD"' + "0" * 201)
@given(line=TEXT | ANY.map(" ".join) | st.tuples(st.sampled_from(VERBS), TEXT).map(" ".join))
def test_lines_of_nobody(desk: Coach, line: str) -> None:
    Watch(desk).line(line)
