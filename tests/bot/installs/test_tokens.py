"""The tokens of many workspaces: sealed, renewed once whoever asks, and told to nobody."""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from pydantic import SecretStr
from slack_sdk.oauth.installation_store import Installation

from bot.doctor import examine
from bot.installations import Installations
from bot.main import REPLIERS, Bot, build
from bot.renewal import LEASE
from bot.runtime import Runtime
from bot.serving import reseal_tokens, tick_once
from bot.settings import SettingsError
from bot.vault import Vault, WrongKey
from tests.bot.app import Coach, logged, settings_for
from tests.bot.installs.walk import (
    KEY,
    NEWER,
    comes_back,
    dump,
    get,
    installer,
    installs,
    oauth,
    workspace,
)
from tests.bot.person import Person
from tests.slack.faults import LostReply, ServerError, SlowReply
from tests.slack.people import Workspace
from tests.slack.records import Call


@pytest.fixture
def team(host: Coach) -> Workspace:
    """A workspace whose tokens live for twelve hours."""
    made = workspace(host.slack, "A", rotates=True)
    installs(host, made)
    return made


def renewals(host: Coach) -> list[Call]:
    """How often a refresh token was spent, or tried to be."""
    calls = host.slack.calls("oauth.v2.access")
    return [one for one in calls if one.args.get("grant_type") == "refresh_token"]


def settled(host: Coach) -> None:
    """What was begun beside a request is done."""
    together = threading.Barrier(REPLIERS + 1, timeout=10)
    for _ in range(REPLIERS):
        host.bot.runtime.soon.submit(together.wait)
    together.wait()


@contextmanager
def replica(host: Coach) -> Iterator[Bot]:
    """Another process of the same deployment."""
    other = build(host.settings, now=host.clock)
    try:
        yield other
    finally:
        other.close()


def with_key(host: Coach, keys: str) -> Installations:
    """The same installations behind other keys."""
    return Installations(host.bot.runtime.database, Vault(keys), host.clock)


def test_a_secret_is_opened_by_any_key_and_sealed_by_the_first() -> None:
    old, new, both = Vault(KEY), Vault(NEWER), Vault(f"{NEWER}, {KEY}")
    sealed = old.seal("xoxb-1")
    assert both.open(sealed) == "xoxb-1"
    assert not both.is_current(sealed)
    assert new.open(both.seal("xoxb-1")) == "xoxb-1"
    assert old.seal("xoxb-1") != sealed
    with pytest.raises(WrongKey):
        new.open(sealed)
    with pytest.raises(WrongKey):
        old.open(sealed[:-4] + "AAAA")


@pytest.mark.parametrize("keys", ["", ",", "short", f"{KEY},short"])
def test_a_key_that_could_be_guessed_is_refused_in_one_line(host: Coach, keys: str) -> None:
    settings = settings_for(host.slack, host.settings.database_url, **oauth(host.slack))
    with pytest.raises(SettingsError, match="DEAL_COACH_SECRET_KEY must be at least 32") as told:
        build(settings.model_copy(update={"deal_coach_secret_key": SecretStr(keys)}))
    assert KEY not in str(told.value)


def test_nothing_of_a_token_stands_in_the_database_or_the_logs(host: Coach) -> None:
    with logged(logging.DEBUG) as lines:
        team = workspace(host.slack, "A", rotates=True)
        start = get(host, "/slack/install")
        state, code = start.asked["state"], host.slack.new_code(team.id)
        assert comes_back(host, start.cookie, state=state, code=code).status == 200
        Person(host, installer(team)).types("add Acme 12k")
        first = team.token
        host.clock.advance(hours=11)
        host.slack.faults.add("oauth.v2.access", ServerError())
        for _ in range(3):
            Person(host, installer(team)).types("today")
            settled(host)
            host.clock.advance(seconds=LEASE.total_seconds())
        host.bot.pulse.once()
        host.door.uninstalls(team.id)
        stored = dump(host)
    assert team.token != first
    told = "\n".join(
        line for line in lines if not line.startswith(("DEBUG slack_", "DEBUG urllib3"))
    )
    secrets = [first, team.token, *host.slack.codes, state, code, KEY, host.slack.client_secret]
    for secret in secrets:
        assert secret not in stored
        assert secret not in told, secret


def test_what_is_stored_while_installed_is_sealed(host: Coach, team: Workspace) -> None:
    stored = dump(host)
    assert team.id in stored
    for secret in (team.token, *host.slack.codes, KEY):
        assert secret not in stored
    assert host.bot.runtime.token_of(team.id) == team.token


def test_a_token_is_renewed_early_behind_whoever_needs_it(host: Coach, team: Workspace) -> None:
    first = team.token
    host.clock.advance(hours=9, minutes=59)
    assert host.bot.runtime.token_of(team.id) == first
    assert renewals(host) == []
    host.clock.advance(minutes=2)
    assert host.bot.runtime.token_of(team.id) == first
    host.slack.wait_for(lambda: host.bot.runtime.token_of(team.id) != first)
    assert host.bot.runtime.token_of(team.id) == team.token
    assert len(renewals(host)) == 1


@pytest.mark.parametrize("hours", [11, 13])
def test_replicas_spend_a_refresh_token_once(host: Coach, team: Workspace, hours: int) -> None:
    first = team.token
    host.clock.advance(hours=hours)
    with replica(host) as other, ThreadPoolExecutor(12) as pool:
        runtimes: list[Runtime] = [host.bot.runtime, other.runtime] * 6
        asked = [pool.submit(one.token_of, team.id) for one in runtimes]
        tokens = {one.result() for one in asked}
        host.slack.wait_for(lambda: len(renewals(host)) == 1)
        host.slack.wait_for(lambda: other.runtime.token_of(team.id) == team.token)
    assert tokens <= ({first, team.token} if hours == 11 else {team.token})
    assert len(renewals(host)) == 1
    assert all(call.accepted for call in renewals(host))


def test_a_morning_after_a_long_silence_renews_first(host: Coach, team: Workspace) -> None:
    Person(host, installer(team)).types("add Acme 12k")
    host.bot.pulse.once()
    assert host.morning("2026-03-04", "08:31") == 1
    assert len(renewals(host)) == 1


def test_a_renewal_that_fails_is_tried_again_and_the_old_token_serves(
    host: Coach, team: Workspace
) -> None:
    first = team.token
    host.slack.faults.add("oauth.v2.access", ServerError())
    host.clock.advance(hours=11)
    for _ in range(3):
        assert host.bot.runtime.token_of(team.id) == first
        settled(host)
    assert len(renewals(host)) == 1
    host.clock.advance(seconds=LEASE.total_seconds())
    assert host.bot.runtime.token_of(team.id) == first
    host.slack.wait_for(lambda: host.bot.runtime.token_of(team.id) != first)
    assert host.bot.runtime.token_of(team.id) == team.token


def test_where_the_answer_is_lost_the_log_names_who_has_to_install_again(
    host: Coach, team: Workspace
) -> None:
    host.clock.advance(hours=13)
    host.slack.faults.add("oauth.v2.access", LostReply())
    with logged() as lines:
        assert host.bot.runtime.token_of(team.id) is None
        host.clock.advance(seconds=LEASE.total_seconds())
        assert host.bot.runtime.token_of(team.id) is None
    assert any(f"the token of {team.id} is not renewed: invalid_refresh" in one for one in lines)
    installs(host, team)
    assert host.bot.runtime.token_of(team.id) == team.token


def test_a_workspace_that_leaves_during_a_renewal_stays_without_a_token(
    host: Coach, team: Workspace
) -> None:
    host.clock.advance(hours=11)
    host.slack.faults.add("oauth.v2.access", SlowReply(0.4))
    assert host.bot.runtime.token_of(team.id) == team.token
    host.slack.wait_for(lambda: renewals(host))
    host.door.uninstalls(team.id)
    host.bot.runtime.soon.shutdown(wait=True)
    assert len(renewals(host)) == 1
    assert host.bot.runtime.token_of(team.id) is None
    kept = with_key(host, KEY).find(team.id)
    assert kept is not None
    assert kept.token is kept.refresh_token is None


def test_the_key_is_changed_in_three_steps(host: Coach, team: Workspace) -> None:
    url = host.settings.database_url
    others = [workspace(host.slack, letter) for letter in "BC"]
    for one in others:
        installs(host, one)
    both = settings_for(
        host.slack, url, **oauth(host.slack, deal_coach_secret_key=f"{NEWER},{KEY}")
    )
    new = settings_for(host.slack, url, **oauth(host.slack, deal_coach_secret_key=NEWER))
    with pytest.raises(SettingsError, match="does not open the token of T000"):
        tick_once(new)
    with pytest.raises(SettingsError, match="put the key back"):
        reseal_tokens(new)
    assert reseal_tokens(both) == "3 tokens sealed anew; all stand under the first key now."
    assert reseal_tokens(both).startswith("0 tokens")
    assert reseal_tokens(new).startswith("0 tokens")
    for one in (team, *others):
        installation = with_key(host, NEWER).find_installation(enterprise_id=None, team_id=one.id)
        assert installation is not None
        assert installation.bot_token == one.token
    assert host.bot.runtime.token_of(team.id) is None


def test_the_doctor_knows_the_workspaces_and_the_key(host: Coach, team: Workspace) -> None:
    told = {one.words: one.good for one in examine(host.settings)}
    assert told["Workspaces that have the app: 1."]
    assert all(told.values()), told
    wrong = settings_for(
        host.slack,
        host.settings.database_url,
        **oauth(host.slack, deal_coach_secret_key=NEWER),
    )
    told = {one.words: one.good for one in examine(wrong)}
    assert any(team.id in words and not good for words, good in told.items())
    short = host.settings.model_copy(update={"deal_coach_secret_key": None})
    told = {one.words: one.good for one in examine(short)}
    assert any("DEAL_COACH_SECRET_KEY is missing" in words for words in told)


def test_slack_sdks_own_store_speaks_of_the_same(host: Coach) -> None:
    store = host.bot.installing.installations
    given = Installation(
        team_id="T9", team_name="Nine", user_id="U9", bot_token="xoxb-9", bot_id="B9",
        bot_user_id="U9BOT", bot_scopes="commands", bot_refresh_token="r9",
        bot_token_expires_at=4_000_000_000, installed_at=host.clock().timestamp(),
    )  # fmt: skip
    store.save(given)
    bot = store.find_bot(enterprise_id=None, team_id="T9")
    assert bot is not None
    assert (bot.bot_token, bot.bot_refresh_token, bot.bot_id) == ("xoxb-9", "r9", "B9")
    bot.bot_token = "xoxb-10"
    store.save_bot(bot)
    found = store.find_installation(enterprise_id=None, team_id="T9", user_id="U1")
    assert found is not None
    assert found.bot_token == "xoxb-10"
    store.delete_installation(enterprise_id=None, team_id="T9", user_id="U1")
    assert store.find_bot(enterprise_id=None, team_id="T9") is not None
    store.delete_all(enterprise_id=None, team_id="T9")
    assert store.find_bot(enterprise_id=None, team_id="T9") is None
