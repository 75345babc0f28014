import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.cast import ANNA, BEN, PEOPLE, SALES
from bot.playground.doorman import Doorman
from bot.playground.slack import Kind
from bot.playground.stage import Stage
from bot.playground.story import OPENS, tell
from coaching.deals import Stage as DealStage
from coaching.deals import buying_stage
from storage import tables
from storage.database import open_database
from storage.migrate import upgrade


def api(stage: Stage) -> WebClient:
    return WebClient("xoxb-playground", base_url=f"{stage.slack.url}/api/")


def test_the_local_slack_listens_on_loopback_alone(stage: Stage):
    assert stage.slack.url.startswith("http://127.0.0.1:")


def test_a_request_whose_signature_is_wrong_is_not_answered(stage: Stage):
    stranger = Doorman(stage.slack, stage.doorman.dispatch, "another secret")
    stranger.command(ANNA, "list")
    said = stage.slack.messages[-1]
    assert said.text == "/deal failed: Deal Coach did not answer this time."


def test_three_people_in_three_zones_are_known_and_one_is_an_admin(stage: Stage):
    users = [api(stage).users_info(user=person.id)["user"] for person in PEOPLE]
    assert [user["tz"] for user in users] == [
        "Europe/Lisbon",
        "America/New_York",
        "Asia/Kathmandu",
    ]
    assert [user["is_admin"] for user in users] == [True, False, False]


def test_what_is_posted_can_be_found_and_changed(stage: Stage):
    slack = api(stage)
    direct = slack.conversations_open(users=BEN.id)["channel"]["id"]
    key = {"event_type": "deal_coach", "event_payload": {"key": "k1"}}
    ts = slack.chat_postMessage(channel=direct, text="Hello", metadata=key)["ts"]
    slack.chat_update(channel=direct, ts=ts, text="Hello again")
    found = slack.conversations_history(channel=direct, include_all_metadata=True)["messages"]
    assert [message["text"] for message in found] == ["Hello again"]
    assert found[0]["metadata"]["event_payload"] == {"key": "k1"}
    assert [h.kind for h in stage.slack.happened[-2:]] == [Kind.POSTED, Kind.CHANGED]
    assert slack.conversations_info(channel=SALES.id)["channel"]["name"] == "sales"


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("chat.postMessage", {"channel": "C0NONE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": SALES.id}, "no_text"),
        ("chat.update", {"channel": SALES.id, "ts": "1.0", "text": "x"}, "message_not_found"),
        ("users.info", {"user": "U0NONE"}, "user_not_found"),
        ("conversations.open", {"users": "U0NONE"}, "user_not_found"),
        ("views.open", {"trigger_id": "old", "view": {"blocks": []}}, "invalid_trigger_id"),
        ("views.update", {"view_id": "V0", "view": {"blocks": []}}, "not_found"),
        ("files.upload", {}, "unknown_method"),
    ],
)
def test_what_slack_would_refuse_is_refused_with_its_word(stage: Stage, method, args, error):
    with pytest.raises(SlackApiError) as refused:
        api(stage).api_call(method, json=args)
    assert refused.value.response["error"] == error


def test_a_trigger_opens_one_form(stage: Stage):
    trigger = stage.slack.trigger(ANNA)
    view = {"type": "modal", "title": {"type": "plain_text", "text": "A"}, "blocks": []}
    opened = api(stage).views_open(trigger_id=trigger, view=view)["view"]
    stale = {"view_id": opened["id"], "hash": "0.old", "view": view}
    for method, args in (
        ("views.open", {"trigger_id": trigger, "view": view}),
        ("views.update", stale),
    ):
        with pytest.raises(SlackApiError):
            api(stage).api_call(method, json=args)


def test_whoever_watches_is_told_of_what_happens(stage: Stage):
    seen = len(stage.slack.happened)
    assert stage.slack.wait_for_more(seen, 0.01) == []
    stage.doorman.command(BEN, "list")
    [more] = stage.slack.wait_for_more(seen, 1)
    assert more.is_seen_by(BEN)
    assert not more.is_seen_by(ANNA)


def test_the_story_fills_every_stage_and_every_phase_of_the_buyer(stage: Stage):
    with stage.bot.runtime.database.everywhere.read() as session:
        rows = session.execute(tables.deals.select()).all()
        touches = session.execute(tables.touches.select()).all()
    still_open = [row for row in rows if row.outcome is None]
    assert len(rows) == 40
    assert 20 <= len(still_open) <= 28
    assert {row.stage for row in rows} == set(DealStage)
    known = {found.category for row in still_open if (found := buying_stage(row.buying_stage))}
    assert len(known) == 3
    assert len({touch.at.date() for touch in touches}) > 60
    ended = Counter(row.outcome for row in rows)
    assert ended["won"] >= 6
    assert {"lost to competition", "lost to no decision", "let go"} <= set(ended)


def test_the_story_holds_half_a_year_of_three_sellers_and_something_for_every_question(
    stage: Stage,
):
    with stage.bot.runtime.database.everywhere.read() as session:
        rows = session.execute(tables.deals.select()).all()
        pushes = session.execute(tables.close_date_moves.select()).all()
        said = " ".join(touch.body or "" for touch in session.execute(tables.touches.select()))
    assert len({row.owner_id for row in rows}) == 3
    assert {row.currency for row in rows} - {None} == {"EUR", "USD"}
    assert OPENS - min(row.created_at for row in rows) > timedelta(days=180)
    assert min(len({getattr(row, of) for row in rows}) for of in ("source", "product")) >= 4
    assert len({row.segment for row in rows}) >= 3
    assert len({row.competitor for row in rows} - {None}) >= 3
    later = Counter(move.deal_id for move in pushes if move.from_on and move.to_on > move.from_on)
    assert sum(times >= 2 for times in later.values()) >= 3
    assert sum(row.parked for row in rows) >= 2
    for slow_no in ("circle back", "send me information", "this year's budget"):
        assert slow_no in said


def test_the_story_is_told_through_the_real_usecases_within_a_second_and_a_half(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path / 'story.db'}")
    upgrade(database)
    began = process_time()
    tell(database)
    took = process_time() - began
    database.close()
    assert took < 1.5


def test_what_the_product_logs_is_not_printed_into_the_conversation():
    program = (
        "import logging; from bot.main import build; from bot.playground.stage import staged\n"
        "with staged(build): logging.getLogger('bot.delivery').error('trouble')"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_serving_a_real_workspace_does_not_know_the_playground():
    program = "import sys, bot.serving; print([n for n in sys.modules if 'playground' in n])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.stdout.strip() == "[]", ran.stderr
