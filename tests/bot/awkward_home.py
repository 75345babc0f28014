"""Home tabs and menus of the kinds that break layouts."""

from hypothesis import strategies as st

from bot.usecases.asking import Asking
from bot.usecases.daily import Listed
from bot.usecases.overview import EARLY, Overview, Part, Pipeline
from bot.usecases.requests import Listing
from bot.usecases.showing import PAGE, Page
from bot.usecases.welcoming import Steps
from coaching.deals import BUYING_STAGES, ForecastCategory, Shelf, Stage
from coaching.people import Member, Workspace
from storage.choosing import Choice
from tests.bot.awkward import NOW, amounts, deals, lists, moments, names, stands

ASKING = Asking(Member(1, "T1", "U1", "Anna", "Europe/Lisbon"), Workspace("T1", "Acme"), NOW)
choices = st.builds(
    Choice,
    st.integers(1, 2**53),
    names,
    st.integers(1, 9),
    st.sampled_from(Stage),
    st.none() | st.sampled_from([stage.key for stage in BUYING_STAGES]),
    st.none() | amounts,
)
parts = st.builds(
    Part,
    st.integers(0, 10_000),
    st.lists(amounts, max_size=9, unique_by=lambda one: one.currency).map(tuple),
)
pipelines = st.builds(
    Pipeline,
    st.fixed_dictionaries(dict.fromkeys(Shelf, parts)),
    st.fixed_dictionaries(dict.fromkeys(ForecastCategory, parts)),
    st.fixed_dictionaries(dict.fromkeys(EARLY, parts)),
)
steps = st.none() | st.builds(
    Steps, st.booleans(), st.just("") | names, st.booleans(), st.booleans()
)
NOTHING = Pipeline(
    {shelf: Part() for shelf in Shelf},
    {category: Part() for category in ForecastCategory},
    {stage: Part() for stage in EARLY},
)
EMPTY_PAGE = Page(Listing(), "Your open deals", (), (), 0, 0)


def overview(listed: Listed) -> Overview:
    """The Home of somebody with that list and little else."""
    return Overview(listed, NOTHING, EMPTY_PAGE, None)


@st.composite
def overviews(draw: st.DrawFn) -> Overview:
    """Anybody's Home: the page may lie behind the last one, the list be of any length."""
    shown = draw(st.lists(deals(closed=False), max_size=PAGE, unique_by=lambda deal: deal.id))
    number = draw(st.integers(1, 4))
    page = Page(
        asked=Listing("mine", "", number),
        title="Your open deals",
        deals=tuple(shown),
        standings=tuple(stands(deal) for deal in shown),  # type: ignore[misc]
        total=draw(st.integers(len(shown), 10_000)),
        first=(number - 1) * PAGE,
    )
    return Overview(
        draw(lists()),
        draw(pipelines),
        page,
        draw(st.none() | moments),
        draw(steps),
        draw(st.integers(0, 4)),
    )
