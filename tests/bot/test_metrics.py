"""What a deployment tells its operator: figures without customers, and whether it is ready."""

import json
import logging
import re
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.health import SLACK_AWAY, Health
from bot.logs import Structured
from bot.meters import Meters
from tests.bot.app import Coach
from tests.bot.person import Person
from tests.bot.test_web import get
from tests.slack import ANNA, RateLimited, Refused


def figures(coach: Coach) -> dict[str, float]:
    """Every line of /metrics, by its name and labels."""
    status, page = get(coach, "/metrics")
    assert status == 200
    lines = [line for line in page.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def asked(coach: Coach, command: str, outcome: str) -> float:
    name = f'deal_coach_request_seconds_count{{command="{command}",outcome="{outcome}"}}'
    return figures(coach).get(name, 0)


def test_each_command_is_timed_by_its_name_and_outcome(coach: Coach, anna: Person) -> None:
    anna.types("add Acme")
    anna.types('call acme "hi"')
    anna.types("log nobody call")
    anna.types("Umbrellacorp is what we sell")
    assert asked(coach, "add", "answered") == 1
    assert asked(coach, "call", "answered") == 1
    assert asked(coach, "log", "refused") == 1
    assert asked(coach, "unknown", "refused") == 1


def test_a_morning_is_counted_from_the_tick_to_slack(coach: Coach, anna: Person) -> None:
    anna.types("add Acme")
    coach.slack.faults.add("chat.postMessage", RateLimited(30))
    coach.morning("2026-03-03")
    told = figures(coach)
    assert told["deal_coach_messages_made_total"] == 1
    assert told["deal_coach_messages_claimed_total"] == 1
    assert told['deal_coach_slack_troubles_total{verdict="wait"}'] == 1
    assert told["deal_coach_outbox_waiting"] == 1
    coach.clock.advance(minutes=2)
    assert figures(coach)["deal_coach_outbox_lag_seconds"] == pytest.approx(90, abs=2)
    coach.bot.pulse.once()
    told = figures(coach)
    assert told["deal_coach_messages_sent_total"] == 1
    assert told["deal_coach_outbox_waiting"] == 0


def test_a_fault_is_counted(coach: Coach, anna: Person) -> None:
    anna.types("add Acme")
    coach.sql("DROP TABLE touches")
    anna.types('log acme call "hi"')
    assert figures(coach)['deal_coach_faults_total{place="request"}'] == 1
    assert asked(coach, "log", "failed") == 1


def test_work_that_nobody_does_shows_as_lag(coach: Coach, anna: Person) -> None:
    anna.types("add Acme")
    coach.clock.set("2026-03-03", "12:30")
    assert figures(coach)["deal_coach_due_lag_seconds"] >= 3600


def test_no_label_holds_a_customer_a_member_or_a_workspace(coach: Coach, anna: Person) -> None:
    for line in ("add Umbrellacorp 12k", "Umbrellacorp", 'log umbrellacorp call "walnut"'):
        anna.types(line)
    coach.morning("2026-03-03")
    page = get(coach, "/metrics")[1].casefold()
    told = ("umbrellacorp", "walnut", ANNA, "T000ACME", coach.slack.workspace.token)
    assert [word for word in told if word.casefold() in page] == []


def test_counting_from_many_threads_loses_nothing() -> None:
    meters = Meters()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: meters.sent.inc(), range(4000)))
    assert "deal_coach_messages_sent_total 4000.0" in meters.page().decode()


def test_without_its_database_the_page_still_comes_and_says_so(coach: Coach) -> None:
    assert figures(coach)["deal_coach_database_up"] == 1
    coach.sql("ALTER TABLE outbox RENAME TO gone")
    assert figures(coach)["deal_coach_database_up"] == 0


def test_a_slack_that_is_away_is_told_and_keeps_nobody_from_serving(coach: Coach) -> None:
    coach.slack.faults.add("api.test", Refused("fatal_error"), times=None)
    assert get(coach, "/readyz") == (200, SLACK_AWAY)
    assert figures(coach)["deal_coach_slack_up"] == 0


def test_slack_is_asked_once_however_often_probes_come(coach: Coach) -> None:
    health = Health(coach.bot.runtime)
    assert [health.readiness().words for _ in range(20)] == ["ok"] * 20
    assert len(coach.slack.calls("api.test")) == 1


def test_every_answer_is_kept_from_caches_frames_and_guesses(coach: Coach) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        with urllib.request.urlopen(coach.url + path, timeout=10) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_structured_line_tells_a_fault_without_what_it_said() -> None:
    try:
        raise ValueError("-".join(("walnut", "confession")))
    except ValueError as error:
        fault = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("bot.door", logging.ERROR, "", 1, "in %s", ("T1",), fault)
    line = json.loads(Structured().format(record))
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "bot.door", "in T1")
    assert line["fault"].endswith("ValueError")
    assert "walnut-confession" not in json.dumps(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", line["at"])
