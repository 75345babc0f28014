"""Several people at once, the news they hear, and the story from its beginning."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bot.playground_server.page import (
    ANNA,
    BEN,
    DIRECT,
    MAYA,
    SALES,
    Json,
    Page,
    values_of,
)
from tests.bot.playground_server.served import Playground

DEALS = {ANNA: "casa", BEN: "maple", MAYA: "bagmati"}
EACH = 8


def test_three_people_at_once_see_each_their_own_and_nothing_is_lost(page: Page):
    def work(person: str) -> None:
        there = page.being(person)
        for number in range(EACH):
            there.says(f'log {DEALS[person]} call "part {number}"', SALES)
            there.does("open_home")

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, DEALS))
    for person in DEALS:
        said = page.being(person).state()["messages"][SALES][1:]
        assert [m["ephemeral"] for m in said] == [True] * EACH
        told = json.dumps(said)
        assert all(f"part {number}" in told for number in range(EACH))


def test_a_form_belongs_to_whoever_opened_it(page: Page):
    ben = page.being(BEN)
    mine = page.does("command", place=DIRECT[ANNA], text="add")["state"]["modals"]
    his = ben.does("command", place=DIRECT[BEN], text="log")["state"]["modals"]
    assert [view["title"]["text"] for view in mine + his] == ["Add a deal", "Log a touch"]
    assert "gone" in ben.fails("close", view=mine[0]["id"])
    assert ben.does("close", view=his[0]["id"])["state"]["modals"] == []
    assert len(page.state()["modals"]) == 1


def test_looking_does_not_wait_for_what_takes_long(playground: Playground):
    page = playground.page
    page.state()
    with playground.house._turn:
        began = time.perf_counter()
        page.state()
        assert time.perf_counter() - began < 2


def test_everybody_hears_that_something_changed(page: Page):
    with page.being(MAYA).listening() as heard:
        page.says('log casa call "sent the price"')
        state = page.state()
        newest = {name: state[name] for name in ("stage", "version")}
        _until(lambda: f"data: {json.dumps(newest)}" in heard)


def test_a_line_of_news_keeps_no_server_from_ending(playground: Playground):
    with playground.page.listening() as heard:
        playground.house._news.end()
        _until(lambda: heard.count("event: changed") == 1)


def test_versions_grow_with_every_change(page: Page):
    first = page.state()["version"]
    told = page.does("open_home")["state"]["version"]
    assert page.state()["version"] >= told > first


def test_reset_tells_the_story_from_its_beginning(page: Page):
    fresh = page.state()
    page.says("add Tasca Rica 3k")
    page.does("command", place=DIRECT[ANNA], text="settings")
    page.does("travel", to="monday")
    page.does("tour", at=None)
    with page.being(BEN).listening() as heard:
        state = page.does("reset")["state"]
        _until(lambda: heard.count("event: changed") >= 2)
    assert state["stage"] != fresh["stage"]
    assert state["now"] == fresh["now"]
    assert (state["modals"], state["home"], state["tour"]["at"]) == ([], None, 0)
    assert page.newest(state)["text"] == page.newest(fresh)["text"]
    assert "You have no deal called" in str(page.says("show tasca rica"))


def test_reset_waits_for_what_is_under_way(page: Page):
    with ThreadPoolExecutor(4) as pool:
        logs = [pool.submit(page.tries, "travel", to="+24h") for _ in range(3)]
        assert pool.submit(page.tries, "reset").result()["ok"]
    assert all(log.result()["ok"] for log in logs)


def test_the_tour_follows_what_one_does(page: Page):
    page.does("tour", at=1)
    step = page.state()["tour"]["steps"][1]
    assert step["place"] == DIRECT[ANNA]
    page.says(step["do"].removeprefix("/deal "))
    assert _at(page) == 2
    page.chooses("3 days", page.list_of_today())
    assert _at(page) == 3
    form = page.does("command", place=DIRECT[ANNA], text="add")["state"]["modals"][0]
    filled = {"name": "Tasca Rica", "stage": "suspect"}
    wrong = values_of(form, amount="twelve bananas", **filled)
    page.does("submit", view=form["id"], values=wrong)
    assert _at(page) == 4
    page.does("submit", view=form["id"], values=values_of(form, amount="12k", **filled))
    assert _at(page) == 4
    page.says("undo")
    assert _at(page) == 5
    page.does("travel", to="morning")
    assert _at(page) == 5, "a list is read before one goes on"
    page.does("tour", at=6)
    page.does("travel", to="monday")
    assert _at(page) == 6, "the last step stays until it is read"


@pytest.mark.parametrize(("person", "deal"), [(BEN, "maple"), (MAYA, "himal")])
def test_everybody_can_tour_with_a_deal_of_their_own(page: Page, person: str, deal: str):
    there = page.being(person)
    there.does("travel", to="morning")
    there.does("tour", at=1)
    step = _step(there)
    assert deal in step["do"]
    there.says(step["do"].removeprefix("/deal "))
    assert _at(there) == 2
    assert _at(page) == 0


def test_whoever_has_no_list_yet_is_shown_the_way_to_one(page: Page):
    there = page.being(BEN)
    there.does("tour", at=0)
    assert "Press *Next morning*" in _step(there)["text"]
    assert "do" not in there.does("tour", at=1)["state"]["tour"]["steps"][1]
    there.does("travel", to="morning")
    assert "Maple Route Logistics" in _step(there)["text"]


@pytest.mark.parametrize("person", [ANNA, BEN, MAYA])
def test_whenever_the_tour_is_taken_it_speaks_of_a_row_on_the_list_of_that_day(
    page: Page, person: str
):
    there = page.being(person)
    page.does("travel", to="monday")
    for _ in range(5):
        there.does("travel", to="morning")
        there.does("tour", at=1)
        said = there.says(_step(there)["do"].removeprefix("/deal "))
        assert said["text"].startswith("Logged a call with ")
        assert _at(there) == 2
    assert "~" in str(there.list_of_today()["blocks"])


def test_a_form_is_closed_where_the_tour_goes_on_without_it(page: Page):
    page.does("command", place=DIRECT[ANNA], text="add")
    assert page.does("tour", at=4)["state"]["modals"]
    assert page.does("tour", at=5)["state"]["modals"] == []


def test_a_form_that_was_closed_too_early_is_offered_again(page: Page):
    form = page.does("command", place=DIRECT[ANNA], text="add")["state"]["modals"][0]
    page.does("tour", at=4)
    assert "do" not in _step(page)
    page.does("close", view=form["id"])
    assert _step(page)["do"] == "/deal add"
    page.says("add Tasca Rica 3k")
    assert "do" not in _step(page)


def test_what_is_done_in_the_tour_stands_in_mondays_recap(page: Page):
    page.says(page.state()["tour"]["steps"][1]["do"].removeprefix("/deal "))
    page.presses("Park", page.list_of_today())
    page.presses("Undo", page.says("add Tasca Rica 12k"))
    page.does("travel", to="morning")
    told = page.newest(page.does("travel", to="monday")["state"], SALES)["text"]
    assert "Parked: 1 (Atlântico Seafoods" in told
    assert "Touches: 7," in told
    assert "Tasca Rica" not in told


def test_a_tour_can_be_left_and_begun_again(page: Page):
    steps = page.state()["tour"]["steps"]
    assert 5 <= len(steps) <= 7
    assert page.does("tour", at=None)["state"]["tour"]["at"] is None
    assert page.does("tour", at=99)["state"]["tour"]["at"] is None
    assert page.does("tour", at=0)["state"]["tour"]["at"] == 0


def _at(page: Page) -> int | None:
    found: int | None = page.state()["tour"]["at"]
    return found


def _step(page: Page) -> Json:
    tour = page.state()["tour"]
    found: Json = tour["steps"][tour["at"]]
    return found


def _until(true: object) -> None:
    assert callable(true)
    patience = threading.Event()
    for _ in range(500):
        if true():
            return
        patience.wait(0.01)
    raise AssertionError("it never came true")
