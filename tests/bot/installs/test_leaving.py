"""A workspace that takes the app out, comes back, or stays away for good."""

from datetime import timedelta

import pytest

from bot.upkeep import KEPT
from storage.tables import Base
from tests.bot.app import Coach
from tests.bot.installs.walk import dump, installer, installs, workspace
from tests.bot.person import Person, words
from tests.slack.people import Workspace


@pytest.fixture
def team(host: Coach) -> Workspace:
    """A workspace that works with the app; its installer was greeted."""
    made = workspace(host.slack, "A")
    installs(host, made)
    Person(host, installer(made)).types("add Acme 12k")
    host.bot.pulse.once()
    return made


def goes(host: Coach, team: Workspace) -> None:
    """The app is taken out; Slack tells both of it."""
    assert all(ack.ok for ack in host.door.uninstalls(team.id))


def token_events(bot: list[str], oauth: list[str]) -> dict[str, object]:
    return {"type": "tokens_revoked", "tokens": {"oauth": oauth, "bot": bot}}


def test_nothing_is_due_or_sent_where_the_app_was_taken_out(host: Coach, team: Workspace) -> None:
    other = workspace(host.slack, "B")
    installs(host, other)
    Person(host, installer(other)).types("add Globex 9k")
    host.bot.pulse.once()
    goes(host, team)
    calls = len(host.slack.calls("chat.postMessage", team.id))
    asked = len(host.slack.calls("auth.test"))
    due = dict(host.values("due_moments", "workspace_id", "next_at"))
    assert host.morning("2026-03-03", "09:00") == 1
    assert host.morning("2026-03-04", "09:00") == 1
    assert len(host.slack.calls("chat.postMessage", team.id)) == calls
    assert len(host.slack.calls("auth.test")) == asked
    after = dict(host.values("due_moments", "workspace_id", "next_at"))
    assert after[team.id] == due[team.id]
    assert after[other.id] > due[other.id]
    assert host.values("outbox", "workspace_id").count(team.id) == 1


def test_what_waited_to_be_sent_stays_unsent(host: Coach) -> None:
    team = workspace(host.slack, "A")
    installs(host, team)
    goes(host, team)
    team.tokens.add(team.token)
    assert host.bot.pulse.once() == 0
    assert host.values("outbox", "status", "epoch") == [("pending", 0)]


def test_a_command_after_it_changes_nothing(host: Coach, team: Workspace) -> None:
    goes(host, team)
    before = dump(host)
    host.door.command("add Globex", user=installer(team))
    assert dump(host) == before


def test_a_revoked_token_alone_stops_the_same(host: Coach, team: Workspace) -> None:
    team.tokens.clear()
    assert host.door.event(token_events([team.bot], []), team.id).ok
    assert host.morning("2026-03-03", "09:00") == 0
    assert host.bot.runtime.token_of(team.id) is None


def test_a_workspace_that_shut_us_out_goes_on_as_soon_as_it_installs_again(
    host: Coach, team: Workspace
) -> None:
    team.tokens.clear()
    assert host.morning("2026-03-03", "09:00") == 0
    assert host.values("workspaces", "stopped_at") != [None]
    team.tokens.add(team.token)
    installs(host, team)
    assert host.bot.pulse.once() == 2
    assert any("is back" in words(one) for one in Person(host, installer(team)).messages())


def test_installing_again_where_all_works_says_nothing(host: Coach, team: Workspace) -> None:
    host.clock.advance(days=10)
    host.bot.pulse.once()
    told = len(host.slack.messages(team=team.id))
    installs(host, team)
    host.bot.pulse.once()
    assert len(host.slack.messages(team=team.id)) == told
    assert host.rows()["installations"] == 1


def test_a_members_own_token_stops_nothing(host: Coach, team: Workspace) -> None:
    assert host.door.event(token_events([], ["U0INSTA"]), team.id).ok
    assert host.bot.runtime.token_of(team.id) == team.token


def test_within_thirty_days_everything_is_there_again(host: Coach, team: Workspace) -> None:
    goes(host, team)
    host.clock.advance(days=29)
    assert host.bot.pulse.once() == 0
    team.tokens.add(team.token)
    installs(host, team)
    assert host.bot.pulse.once() == 2
    person = Person(host, installer(team))
    told = [words(one) for one in person.messages()[-2:]]
    assert sum("is back" in one for one in told) == 1
    assert sum("Acme" in one for one in told) == 1
    assert "12,000" in person.reads("show acme")
    host.clock.advance(days=1)
    host.clock.set(f"{host.clock().date()}", "08:31")
    assert host.bot.pulse.once() == 1
    host.clock.advance(days=40)
    host.bot.pulse.once()
    assert host.rows()["deals"] == 1


def test_after_thirty_days_nothing_is_left_of_it(host: Coach, team: Workspace) -> None:
    other = workspace(host.slack, "B")
    installs(host, other)
    Person(host, installer(other)).types("add Globex 9k")
    host.bot.pulse.once()
    goes(host, team)
    host.clock.advance(seconds=KEPT.total_seconds() - 1)
    host.bot.pulse.once()
    assert host.values("deals", "workspace_id") == [team.id, other.id]
    host.clock.advance(seconds=1)
    host.bot.pulse.once()
    assert team.id not in dump(host)
    assert "12000" not in dump(host)
    assert host.values("deals", "name") == ["Globex"]
    team.tokens.add(team.token)
    installs(host, team)
    assert host.bot.pulse.once() == 1
    person = Person(host, installer(team))
    assert "no deal" in person.reads("show acme")


def test_an_organisation_that_takes_the_app_out_is_erased_whole(host: Coach) -> None:
    grid = workspace(host.slack, "A", enterprise="E0GRID", org_wide=True)
    installs(host, grid)
    Person(host, installer(grid)).types("add Acme")
    goes(host, grid)
    host.clock.advance(days=31)
    host.bot.pulse.once()
    assert "E0GRID" not in dump(host)


def test_news_that_comes_after_the_app_is_back_stops_nothing(host: Coach, team: Workspace) -> None:
    late = host.door.build.event({"type": "app_uninstalled"}, team)
    host.clock.advance(minutes=5)
    installs(host, team)
    assert host.door.deliver(late).ok
    assert host.bot.runtime.token_of(team.id) == team.token


def test_news_that_cannot_be_stored_is_asked_for_again(host: Coach, team: Workspace) -> None:
    host.sql("ALTER TABLE installations RENAME TO elsewhere")
    assert host.door.event({"type": "app_uninstalled"}, team.id).status == 503
    host.sql("ALTER TABLE elsewhere RENAME TO installations")
    assert host.door.event({"type": "app_uninstalled"}, team.id, retry=1).ok
    assert host.bot.runtime.token_of(team.id) is None


def test_one_workspace_that_cannot_be_read_keeps_no_other_from_it(
    host: Coach, team: Workspace
) -> None:
    other = workspace(host.slack, "B")
    installs(host, other)
    team.tokens.clear()
    other.users[installer(other)].tz = "Asia/Tokyo"
    host.clock.advance(days=2)
    host.bot.pulse.once()
    zones = dict(host.values("members", "workspace_id", "zone"))
    assert zones[other.id] == "Asia/Tokyo"


def test_a_deployment_of_one_workspace_stops_and_keeps_its_data(coach: Coach, anna: Person) -> None:
    anna.types("add Acme 12k")
    coach.door.uninstalls()
    assert coach.morning("2026-03-03", "08:31") == 0
    coach.clock.advance(days=40)
    coach.bot.pulse.once()
    assert coach.rows()["deals"] == 1
    coach.slack.workspace.tokens.add(coach.slack.workspace.token)
    coach.clock.advance(minutes=16)
    coach.bot.pulse.once()
    assert coach.values("workspaces", "stopped_at") == [None]


def test_every_table_is_known_to_whoever_erases() -> None:
    left_alone = {t.name for t in Base.metadata.sorted_tables if "workspace_id" not in t.c}
    assert left_alone == {"workspaces", "install_states"}
    assert timedelta(days=30) == KEPT


def test_people_of_a_team_that_an_organisation_took_out_get_nothing_more(host: Coach) -> None:
    grid = workspace(host.slack, "A", enterprise="E0GRID", org_wide=True)
    installs(host, grid)
    for user in grid.users:
        if user != grid.bot:
            Person(host, user).types(f"add {user}")
    host.bot.pulse.once()
    kept, gone = installer(grid), "U0COLLA"
    told = {"type": "team_access_revoked", "team_ids": ["T0ELSE"]}
    del grid.users[gone]
    assert host.door.event(told, grid.id).ok
    host.bot.pulse.once()
    standing = dict(host.values("members", "slack_id", "active"))
    assert standing == {kept: True, gone: False}
    assert host.bot.runtime.token_of("E0GRID") == grid.token


def test_a_team_of_its_own_stops_where_its_access_is_taken(host: Coach, team: Workspace) -> None:
    told = {"type": "team_access_revoked", "team_ids": [team.id]}
    assert host.door.event(told, team.id).ok
    assert host.bot.runtime.token_of(team.id) is None
    assert host.morning("2026-03-03", "09:00") == 0
