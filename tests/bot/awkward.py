"""Names, texts, deals and lists of the kinds that break layouts."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from bot.usecases.asking import Asking
from bot.usecases.daily import Listed, ListedRow, Mark
from bot.usecases.knowing import Known, Team
from bot.usecases.pricing import Kept as Priced
from bot.usecases.requests import Listing
from bot.usecases.settling import Settled
from bot.usecases.showing import PAGE, Card, Page
from bot.usecases.spending import Books, Counted
from bot.usecases.suggested import Suggested
from bot.usecases.undoing import Undone
from bot.usecases.writing import Freed, Written
from coaching.buyers import Buyer, Part
from coaching.cadence import standing
from coaching.deals import (
    BUYING_STAGES,
    Deal,
    Direction,
    ForecastCategory,
    Outcome,
    Shelf,
    Stage,
    Step,
    Touch,
    TouchKind,
)
from coaching.exchange import Exchange
from coaching.facts import QUESTIONS, Fact, FactKind
from coaching.kept import Sort
from coaching.money import Money
from coaching.people import Member, Role, Workspace
from coaching.policy import Policy
from coaching.recap import Category, Figures, Happened, Recap
from coaching.warnings import RULES, Warned
from coaching.workdays import Workdays
from storage.history import CloseDateMove, StageMove
from storage.products import Product
from storage.spending import Spend, Target

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ZONES = ("Europe/Lisbon", "America/Argentina/ComodRivadavia", "Asia/Kathmandu", "UTC")
AWKWARD = (
    "A",
    "Acme & Söhne <GmbH>",
    "<!channel>",
    "<@U0000ANNA>",
    "&amp;&lt;",
    "*bold* _it_ ~no~ `code`",
    "two\nlines\tand tabs",
    "شركة القهوة المحدودة",
    "株式会社ブルーボトル",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "#12",
    "a|b|c",
    "=cmd()",
    "\u202egpj.exe",
    "…",
    "&" * 500,
    "<" * 500,
    "x" * 500,
    "word " * 99 + "end",
)
PLAIN = st.characters(exclude_categories=("Cs", "Cc"))

names = st.sampled_from(AWKWARD) | st.text(PLAIN, min_size=1, max_size=40).filter(
    lambda typed: typed.strip() and "None" not in typed
)
texts = st.none() | names | st.sampled_from(["y" * 3000, "&" * 3000])
sentences = names.map(lambda words: f"{words}.")
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
moments = st.datetimes(datetime(2024, 1, 1), NOW.replace(tzinfo=None), timezones=st.just(UTC))
amounts = st.builds(
    Money,
    st.decimals(Decimal(0), Decimal(10**12), places=0)
    | st.decimals(Decimal(0), Decimal(10**6), places=2),
    st.sampled_from(["USD", "EUR", "JPY", "KWD", "CHF", "CLF"]),
)
buyers = st.builds(
    Buyer,
    names,
    st.none() | names,
    st.frozensets(st.sampled_from(Part)),
    st.lists(names, max_size=3).map(tuple),
    st.none() | names,
)
facts = st.builds(Fact, st.sampled_from(FactKind), names | st.just("y" * 3000))
exchanges = st.builds(Exchange, st.booleans(), names | st.just("&" * 3000), st.just(NOW))
questions = st.lists(st.sampled_from(list(QUESTIONS.values())), max_size=15, unique=True)
known = st.builds(
    Known,
    st.lists(buyers, max_size=6).map(tuple),
    st.lists(facts, max_size=15).map(tuple),
    st.lists(exchanges, max_size=8).map(tuple),
    questions.map(tuple),
)
warned = st.builds(Warned, st.sampled_from(list(RULES)), names, names, names, st.just("ours"))
steps = st.builds(Step, days, texts, st.none() | st.times())
buying = st.none() | st.sampled_from([stage.key for stage in BUYING_STAGES])


@st.composite
def deals(draw: st.DrawFn, *, closed: bool | None = None) -> Deal:
    """Any deal that the tables can hold."""
    ended = draw(st.booleans()) if closed is None else closed
    entered = draw(st.dates(date(2024, 1, 1), TODAY))
    touched = draw(st.none() | st.dates(entered, TODAY))
    return Deal(
        id=draw(st.integers(1, 2**53)),
        name=draw(names),
        owner_id=1,
        stage=draw(st.sampled_from(Stage)) if ended else draw(st.sampled_from(list(Stage)[:4])),
        created_on=entered,
        entered_stage_on=entered,
        buying_stage=draw(buying),
        amount=draw(st.none() | amounts),
        decision_on=draw(st.none() | days),
        step=draw(st.none() | steps),
        outcome=draw(st.sampled_from(Outcome)) if ended else None,
        closed_on=draw(days) if ended else None,
        reason=draw(texts) if ended else None,
        competitor=draw(texts) if ended else None,
        last_touch_on=touched,
        last_touch_kind=draw(st.sampled_from(list(TouchKind)[:6])) if touched else None,
        last_touch_direction=draw(st.sampled_from(Direction)) if touched else None,
        snoozed_until=draw(st.none() | days),
        parked_until=draw(st.none() | days),
        parked=draw(st.booleans()),
        source=draw(texts),
        product=draw(texts),
        segment=draw(texts),
    )


touches = st.builds(
    Touch,
    st.just(1),
    st.just(1),
    st.sampled_from(TouchKind),
    st.sampled_from(Direction),
    moments,
    texts,
    texts,
)


def stands(deal: Deal) -> object:
    return standing(deal, TODAY, Policy(), Workdays(frozenset(range(5))))


MEMBER = Member(2, "T1", "U2", "Ben <!here>", "UTC")
freed = st.builds(Freed, st.integers(0, 500), st.integers(0, 900), st.just("") | names)
NOTED = {
    "people": buyers,
    "people removed": buyers,
    "fact": facts | st.sampled_from(FactKind),
    "answers": st.integers(1, 15),
    "gave": exchanges,
    "asked": exchanges,
    "hand": st.just(MEMBER),
}
VERBS = (
    *("add", "log", "move", "next", "date", "close", "snoozed", "parked", "awake", "reopen"),
    *NOTED,
)


@st.composite
def changes(draw: st.DrawFn) -> Written:
    """What was stored, for every verb there is."""
    verb = draw(st.sampled_from(VERBS))
    deal = draw(deals(closed=verb == "close"))
    return Written(
        action_id=draw(st.integers(1, 2**53)),
        verb=verb,
        before=draw(deals(closed=False)),
        deal=deal,
        standing=stands(deal),  # type: ignore[arg-type]
        retyped=draw(st.booleans()),
        touch=draw(touches) if verb == "log" else None,
        noted=draw(NOTED.get(verb, st.none())),
        given=draw(st.integers(0, 5)),
        freed=draw(st.none() | freed) if verb == "close" else None,
        questions=tuple(draw(questions)) if verb in ("move", "answers") else (),
    )


undone = st.builds(
    Undone,
    st.sampled_from([*VERBS, "cost", "target"]),
    names,
    st.none(),
)

stage_moves = st.builds(
    StageMove,
    moments,
    st.none() | st.sampled_from(Stage),
    st.sampled_from(Stage),
    buying,
    buying,
    st.none() | st.sampled_from(Outcome),
    st.none() | st.sampled_from(Outcome),
)
date_moves = st.builds(CloseDateMove, moments, st.none() | days, st.none() | days)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """A deal with up to eight of everything that happened to it."""
    deal = draw(deals())
    return Card(
        deal=deal,
        standing=stands(deal),  # type: ignore[arg-type]
        owner=draw(names),
        mine=draw(st.booleans()),
        touches=tuple(draw(st.lists(touches, max_size=8))),
        stage_moves=tuple(draw(st.lists(stage_moves, max_size=8))),
        close_date_moves=tuple(draw(st.lists(date_moves, max_size=8))),
        known=draw(known),
        warned=tuple(draw(st.lists(warned, max_size=13))),
    )


teams = st.builds(Team, deals(), known)
spends = st.builds(Spend, names, days.map(lambda day: day.replace(day=1)), amounts)
targets = st.builds(Target, st.sampled_from([None, 1]), days, days, amounts)
counted = st.builds(
    Counted, st.integers(1, 2**53), spends | targets, st.none() | amounts, st.booleans()
)
percents = st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 10_000)
products = st.builds(Product, names, st.none() | amounts, st.none() | percents)
priced = st.builds(Priced, st.integers(1, 2**53), products, st.none() | products, st.booleans())
price_lists = st.lists(products, max_size=60).map(tuple)
books = st.builds(
    Books, st.lists(spends, max_size=40).map(tuple), st.lists(targets, max_size=40).map(tuple)
)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Any page of any list, the empty one too."""
    shown = draw(st.lists(deals(closed=False), max_size=PAGE, unique_by=lambda deal: deal.id))
    what = draw(
        st.sampled_from(
            ["mine", "all", "overdue", "owner", "text", "stage", "shelf", "stalled", "quiet", "won"]
        )
    )
    number = draw(st.integers(1, 4))
    value = draw(names)
    return Page(
        asked=Listing(what, value, number),
        title=f"Open deals with “{value}”" if what == "text" else "Your open deals",
        deals=tuple(shown),
        standings=tuple(stands(deal) for deal in shown),  # type: ignore[misc]
        total=draw(st.integers(len(shown), 10_000)) if shown else 0,
        owners=draw(st.dictionaries(st.just(1), names)),
        warned={deal.id: draw(st.just("") | names) for deal in shown},
        first=(number - 1) * PAGE,
    )


suggested = st.builds(
    Suggested,
    st.integers(1, 2**53),
    st.sampled_from(Sort),
    st.just("silence"),
    st.just("silence-1"),
    names,
    st.just("") | names,
    sentences,
    st.just("") | sentences,
    st.integers(1, 999),
    sentences | st.just("y" * 2900 + "."),
    st.just("") | sentences,
)


@st.composite
def lists(draw: st.DrawFn, most: int = 25) -> Listed:
    """A daily list of up to 25 rows, some of them ticked; each deal stands there once."""
    rows = draw(
        st.lists(
            st.builds(
                ListedRow,
                st.integers(1, 999),
                names,
                st.integers(1, 9),
                sentences,
                sentences,
                sentences,
                sentences,
                st.just(""),
                st.booleans(),
                st.just("") | names,
            ),
            max_size=most,
            unique_by=lambda row: row.deal_id,
        )
    )
    ticked = draw(st.sets(st.sampled_from([row.deal_id for row in rows]))) if rows else set()
    done = st.sampled_from(["call logged", "snoozed until Thu 5 Mar 2026", "lost to competition"])
    return Listed(
        rows=tuple(rows),
        more=draw(st.integers(0, 5000)),
        open_deals=draw(st.integers(0, 5000)),
        coach=draw(st.none() | suggested) if rows else None,
        marks={number: (Mark(number, "log", draw(done)),) for number in ticked},
    )


happened = st.lists(
    st.builds(Happened, names, st.none() | amounts, st.sampled_from(["", "short list", "lead"])),
    max_size=30,
).map(tuple)
recaps = st.builds(
    Recap,
    added=happened,
    progressed=happened,
    won=happened,
    lost_to_competition=happened,
    lost_to_no_decision=happened,
    let_go=happened,
    pushed=happened,
    parked=happened,
    on_table=st.integers(0, 10**6),
    kept=st.dictionaries(st.sampled_from(Shelf), st.tuples(st.integers(0, 99), st.integers(0, 99))),
    before=st.none() | st.builds(Figures, deals=st.just({ForecastCategory.COMMIT: 3})),
    lesson=st.sampled_from(["", "half-and-half", "one of an older version"]),
    lesson_words=st.just("") | sentences,
    touches=st.integers(0, 10**6),
    pipeline=st.tuples(
        *(
            st.builds(
                Category,
                st.just(category),
                st.integers(0, 10**5),
                st.lists(amounts, max_size=6).map(tuple),
            )
            for category in ForecastCategory
        )
    ),
    early=st.dictionaries(st.sampled_from(list(Stage)[:3]), st.integers(0, 10**6)),
)


@st.composite
def settled(draw: st.DrawFn) -> Settled:
    """The settings of anybody, anywhere."""
    member = Member(
        id=1,
        workspace_id="T1",
        slack_id="U1",
        name=draw(names),
        zone=draw(st.sampled_from(ZONES)),
        list_at=draw(st.times().map(lambda at: at.replace(second=0, microsecond=0))),
        working_days=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        role=draw(st.sampled_from(Role)),
    )
    workspace = Workspace(
        id="T1",
        name="Acme",
        zone=draw(st.sampled_from(ZONES)),
        currency=draw(st.sampled_from(["USD", "JPY"])),
        day_first=draw(st.booleans()),
        recap_channel=draw(st.sampled_from([None, "C000SALES"])),
        recap_at=time(9),
    )
    return Settled(
        Asking(member, workspace, NOW),
        draw(st.none() | moments),
        draw(st.none() | moments.map(lambda moment: moment + timedelta(days=7))),
    )
