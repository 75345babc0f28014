"""Installing the app: two workspaces, an organisation, and all that may go wrong on the way."""

from urllib.parse import urlsplit

from bot.installations import STATE_LIVES
from bot.installing import INSTALL
from bot.manifest import scopes
from coaching.people import Role
from storage.database import BUSY
from tests.bot.app import Coach
from tests.bot.installs.walk import comes_back, get, installer, installs, workspace
from tests.bot.person import Person, words
from tests.slack.faults import ServerError


def test_two_workspaces_install_and_each_sees_its_own(host: Coach) -> None:
    one, two = workspace(host.slack, "A"), workspace(host.slack, "B")
    assert "Deal Coach is in Team A" in installs(host, one).words
    assert "Deal Coach is in Team B" in installs(host, two).words
    first, second = Person(host, installer(one)), Person(host, installer(two))
    assert "Acme" in first.reads("add Acme 12k")
    assert "Acme" in second.reads("add Acme 9k")
    assert host.values("deals", "workspace_id") == [one.id, two.id]
    assert "9,000" not in first.reads("list all")
    assert "12,000" not in second.reads("list all")


def test_the_first_step_leads_to_slack_with_the_scopes_of_the_manifest(host: Coach) -> None:
    start = get(host, INSTALL)
    assert start.status == 302
    where = urlsplit(start.headers["location"])
    assert f"{where.scheme}://{where.netloc}" == host.slack.url
    assert where.path == "/oauth/v2/authorize"
    assert set(start.asked["scope"].split(",")) == scopes()
    assert start.asked["client_id"] == host.slack.client_id
    assert {"Secure", "HttpOnly"} <= set(start.headers["set-cookie"].split("; "))


def test_the_installer_is_greeted_once_and_is_the_admin(host: Coach) -> None:
    team = workspace(host.slack, "A")
    installs(host, team)
    installs(host, team)
    assert host.bot.pulse.once() == 1
    assert host.bot.pulse.once() == 0
    person = Person(host, installer(team))
    (greeting,) = person.messages()
    assert "/deal add Acme" in words(greeting)
    assert "you are the admin here" in words(greeting)
    assert host.values("members", "role") == [Role.ADMIN]
    host.clock.advance(days=2)
    host.bot.pulse.once()
    assert host.values("members", "role") == [Role.ADMIN]
    Person(host, "U0COLLA").types("today")
    assert host.values("members", "role") == [Role.ADMIN, Role.SELLER]


def test_an_organisation_installs_once_for_all_its_workspaces(host: Coach) -> None:
    grid = workspace(host.slack, "A", enterprise="E0GRID", org_wide=True)
    assert installs(host, grid).status == 200
    other = workspace(host.slack, "B", enterprise="E0GRID", org_wide=True)
    other.token, other.tokens = grid.token, grid.tokens
    Person(host, installer(grid)).types("add Acme")
    Person(host, "U0COLLB").types("add Globex")
    assert host.values("deals", "workspace_id") == ["E0GRID", "E0GRID"]
    assert Person(host, "U0COLLB").looks_at_home()
    assert host.bot.pulse.once() == 1


def test_a_workspace_that_has_not_installed_gets_a_kind_word_and_no_row(host: Coach) -> None:
    workspace(host.slack, "A")
    before = host.rows()
    ack = host.door.command("add Acme", user="U0INSTA")
    assert ack.status == 200
    told = f"{ack.text} {[one.text for one in host.slack.ephemerals('U0INSTA')]}"
    assert "is not set up for this workspace" in told
    assert host.rows() == before


def test_whoever_denies_has_installed_nothing(host: Coach) -> None:
    start = get(host, INSTALL)
    page = comes_back(host, start.cookie, error="access_denied", state=start.asked["state"])
    assert "Nothing was installed" in page.words
    assert host.rows()["installations"] == host.rows()["workspaces"] == 0


def test_a_way_back_is_good_once(host: Coach) -> None:
    team, start = workspace(host.slack, "A"), get(host, INSTALL)
    state = start.asked["state"]
    for status in (200, 401):
        code = host.slack.new_code(team.id)
        assert comes_back(host, start.cookie, state=state, code=code).status == status
    assert len(host.slack.calls("oauth.v2.access")) == 1


def test_a_way_back_is_not_good_for_long(host: Coach) -> None:
    team, start = workspace(host.slack, "A"), get(host, INSTALL)
    host.clock.advance(seconds=STATE_LIVES.total_seconds())
    code = host.slack.new_code(team.id)
    page = comes_back(host, start.cookie, state=start.asked["state"], code=code)
    assert page.status == 401
    assert "over ten minutes" in page.words
    assert host.rows()["installations"] == 0
    host.bot.pulse.once()
    assert host.rows()["install_states"] == 0


def test_a_way_back_in_another_browser_or_with_a_made_up_state_is_refused(host: Coach) -> None:
    team, start = workspace(host.slack, "A"), get(host, INSTALL)
    code = host.slack.new_code(team.id)
    other = get(host, INSTALL).cookie
    made_up = {"cookie": "slack-app-oauth-state=made-up", "state": "made-up"}
    assert comes_back(host, other, state=start.asked["state"], code=code).status == 400
    assert comes_back(host, "", state=start.asked["state"], code=code).status == 400
    assert comes_back(host, "", code=code).status == 400
    assert comes_back(host, made_up["cookie"], state="made-up", code=code).status == 401
    assert host.slack.calls("oauth.v2.access") == []


def test_a_code_that_slack_does_not_take_installs_nothing(host: Coach) -> None:
    start = get(host, INSTALL)
    page = comes_back(host, start.cookie, state=start.asked["state"], code="<script>")
    assert page.status == 401
    assert "<script>" not in page.words
    assert "Start again" in page.words
    assert host.rows()["installations"] == 0


def test_an_installer_whom_slack_does_not_tell_is_met_at_the_first_command(host: Coach) -> None:
    team = workspace(host.slack, "A")
    host.slack.faults.add("users.info", ServerError())
    assert installs(host, team).status == 200
    assert host.rows()["members"] == 0
    Person(host, installer(team)).types("add Acme")
    assert host.rows()["deals"] == 1
    assert host.values("members", "role") == [Role.ADMIN]


def test_a_database_that_is_busy_is_told_in_the_browser(host: Coach) -> None:
    if host.bot.runtime.database.engine.dialect.name != "sqlite":
        return
    with host.bot.runtime.database.everywhere.begin():
        page = get(host, INSTALL)
    assert page.status == 503
    assert BUSY.split(".")[0].replace("'", "&#x27;") in page.words
