"""The stand-in answers the Web API as Slack does."""

import base64
import threading
from typing import Any

import pytest
from slack_sdk import WebClient, WebhookClient
from slack_sdk.errors import SlackApiError

from tests.slack import (
    ADA,
    ANNA,
    BEN,
    BOT,
    GENERAL,
    SALES,
    TEAM,
    Deliveries,
    SlackServer,
    SlackWouldRefuse,
)
from tests.tiny_app import card, form


@pytest.fixture
def client(slack: SlackServer) -> WebClient:
    return WebClient(slack.workspace.token, slack.api_url)


@pytest.fixture
def person(slack: SlackServer) -> Deliveries:
    return Deliveries(slack)


def trigger(person: Deliveries, user: str = ANNA) -> str:
    return str(person.command("", user).payload["trigger_id"])


def refused(error: str) -> Any:
    return pytest.raises(SlackApiError, match=f"'{error}'")


def test_only_known_tokens_are_served(slack: SlackServer, client: WebClient) -> None:
    assert client.auth_test()["user_id"] == BOT
    assert client.auth_test()["team_id"] == TEAM
    with refused("invalid_auth"):
        WebClient("xoxb-other", slack.api_url).auth_test()
    with refused("not_authed"):
        WebClient(base_url=slack.api_url).auth_test()
    slack.workspace.revoked = True
    with refused("account_inactive"):
        client.auth_test()


def test_a_missing_scope_is_named(slack: SlackServer, client: WebClient) -> None:
    slack.workspace.scopes = {"chat:write"}
    with pytest.raises(SlackApiError) as refusal:
        client.users_info(user=ANNA)
    assert refusal.value.response["needed"] == "users:read"
    with refused("not_in_channel"):
        client.chat_postMessage(channel=SALES, text="Hi")
    slack.workspace.scopes.add("chat:write.public")
    client.chat_postMessage(channel=SALES, text="Hi")


def test_people_are_told_with_their_zone(slack: SlackServer, client: WebClient) -> None:
    slack.clock = lambda: 1_750_000_000  # June
    ben = client.users_info(user=BEN)["user"]
    assert (ben["tz"], ben["tz_offset"]) == ("America/New_York", -4 * 3600)
    assert client.users_info(user=ADA)["user"]["is_admin"]
    pages = list(client.users_list(limit=2))
    assert [len(page["members"]) for page in pages] == [2, 2]
    with refused("user_not_found"):
        client.users_info(user="U0")


def test_posts_go_only_where_they_may(slack: SlackServer, client: WebClient) -> None:
    slack.workspace.add_channel("C000000OLD", "old", is_archived=True)
    slack.workspace.add_channel("C0000BOARD", "board", is_private=True, has_bot=False)
    for channel, error in {
        "C0": "channel_not_found",
        "C000000OLD": "is_archived",
        "C0000BOARD": "channel_not_found",
    }.items():
        with refused(error):
            client.chat_postMessage(channel=channel, text="Hi")
    with refused("no_text"):
        client.api_call("chat.postMessage", json={"channel": GENERAL})
    with refused("msg_too_long"):
        client.chat_postMessage(channel=GENERAL, text="x" * 40_001)


def test_timestamps_rise_even_when_the_clock_stands(slack: SlackServer, client: WebClient) -> None:
    slack.clock = lambda: 1_750_000_000
    stamps = [client.chat_postMessage(channel=ANNA, text="Hi")["ts"] for _ in range(3)]
    assert stamps == ["1750000000.000000", "1750000000.000001", "1750000000.000002"]


def test_an_update_without_blocks_removes_them(slack: SlackServer, client: WebClient) -> None:
    sent = client.chat_postMessage(channel=ANNA, text="Acme", blocks=card("Acme"))
    client.chat_update(channel=sent["channel"], ts=sent["ts"], text="Done")
    (message,) = slack.messages(user=ANNA)
    assert (message.text, message.blocks, len(message.edits)) == ("Done", [], 1)
    with refused("msg_too_long"):
        client.chat_update(channel=sent["channel"], ts=sent["ts"], text="x" * 4001)
    with refused("channel_not_found"):
        client.chat_update(channel=ANNA, ts=sent["ts"], text="Done")
    client.chat_delete(channel=sent["channel"], ts=sent["ts"])
    assert slack.messages() == []


def test_history_is_newest_first_between_its_bounds(slack: SlackServer, client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel=GENERAL, text=str(n))["ts"] for n in range(6)]

    def told(**bounds: Any) -> str:
        found = client.conversations_history(channel=GENERAL, **bounds)["messages"]
        return "".join(message["text"] for message in found)

    assert told() == "543210"
    assert told(oldest=stamps[2]) == "543"
    assert told(oldest=stamps[2], inclusive=True) == "5432"
    assert told(oldest=stamps[1], latest=stamps[4], inclusive=True, limit=2) == "43"
    assert told(oldest=stamps[0], limit=2) == "21"
    slack.workspace.history_nearest = "newest"
    assert told(oldest=stamps[0], limit=2) == "54"
    pages = client.conversations_history(channel=GENERAL, limit=4)
    assert [len(page["messages"]) for page in pages] == [4, 2]


def test_replies_stay_in_their_thread(client: WebClient) -> None:
    parent = client.chat_postMessage(channel=GENERAL, text="parent")["ts"]
    client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=parent)
    assert len(client.conversations_history(channel=GENERAL)["messages"]) == 1
    thread = client.conversations_replies(channel=GENERAL, ts=parent)["messages"]
    assert [message["text"] for message in thread] == ["parent", "reply"]


def test_a_trigger_is_good_once_and_for_three_seconds(
    slack: SlackServer, client: WebClient, person: Deliveries
) -> None:
    now = 1_750_000_000.0
    slack.clock = lambda: now
    with refused("invalid_trigger_id"):
        client.views_open(trigger_id="made.up", view=form())
    first = trigger(person)
    client.views_open(trigger_id=first, view=form())
    with refused("exchanged_trigger_id"):
        client.views_open(trigger_id=first, view=form())
    late = trigger(person)
    now += 3.1
    with refused("expired_trigger_id"):
        client.views_open(trigger_id=late, view=form())


def test_an_old_hash_does_not_overwrite_a_view(
    slack: SlackServer, client: WebClient, person: Deliveries
) -> None:
    opened = client.views_open(trigger_id=trigger(person), view=form())["view"]
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=form())
    with refused("hash_conflict"):
        client.views_update(view_id=opened["id"], hash=opened["hash"], view=form())
    published = client.views_publish(user_id=ANNA, view={"type": "home", "blocks": []})["view"]
    client.views_publish(user_id=ANNA, view={"type": "home", "blocks": card("Acme")})
    with refused("hash_conflict"):
        client.views_publish(user_id=ANNA, hash=published["hash"], view={"type": "home"})


def test_modals_pile_up_to_three(slack: SlackServer, client: WebClient, person: Deliveries) -> None:
    modal = form() | {"blocks": card("Acme")}
    client.views_open(trigger_id=trigger(person), view=modal)
    for _ in range(2):
        view = slack.view(ANNA)
        assert view is not None
        pressed = person.press(view, "edit", ANNA)
        client.views_push(trigger_id=pressed.payload["trigger_id"], view=modal)
    top = slack.view(ANNA)
    assert top is not None
    assert len(slack.stack(top)) == 3
    with refused("push_limit_reached"):
        pressed = person.press(top, "edit", ANNA)
        client.views_push(trigger_id=pressed.payload["trigger_id"], view=modal)


def test_what_was_typed_survives_a_redrawing(
    slack: SlackServer, client: WebClient, person: Deliveries
) -> None:
    client.views_open(trigger_id=trigger(person), view=form())
    view = slack.view(ANNA)
    assert view is not None
    person.type(view, {"name": "Acme"})
    client.views_update(view_id=view.id, view=form())
    told = person.submit(view).payload["view"]["state"]["values"]
    assert told["name_block"]["name"]["value"] == "Acme"
    assert told["due_block"]["due"]["selected_date"] == "2026-03-02"
    assert told["stage_block"]["stage"] == {"type": "static_select", "selected_option": None}


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}], "less than 3001"),
        ([{"type": "divider"}] * 51, "no more than 50"),
        ([{"type": "alert"}], "unsupported type: alert"),
        ([{"type": "actions", "elements": []}], "missing required field: elements"),
        ([{"type": "divider", "block_id": "a"}] * 2, "not unique"),
        ([{"type": "header", "text": {"type": "plain_text", "text": ""}}], "more than 0"),
    ],
)
def test_blocks_beyond_the_limits_are_refused(
    client: WebClient, blocks: list[dict[str, Any]], fault: str
) -> None:
    with pytest.raises(SlackApiError) as refusal:
        client.chat_postMessage(channel=ANNA, text="Hi", blocks=blocks)
    assert refusal.value.response["error"] == "invalid_blocks"
    assert fault in refusal.value.response["errors"][0]


def test_a_workspace_may_not_know_a_newer_block(slack: SlackServer, client: WebClient) -> None:
    row = [{"type": "raw_text", "text": "Acme"}]
    table = {"type": "data_table", "caption": "Deals", "rows": [row, row]}
    client.chat_postMessage(channel=ANNA, text="Deals", blocks=[table])
    slack.workspace.refused_blocks = {"data_table"}
    with refused("invalid_blocks"):
        client.chat_postMessage(channel=ANNA, text="Deals", blocks=[table])


def test_a_view_beyond_the_limits_is_refused(client: WebClient, person: Deliveries) -> None:
    long = {"type": "plain_text", "text": "x" * 25}
    with refused("invalid_arguments"):
        client.views_open(trigger_id=trigger(person), view=form() | {"title": long})
    with refused("invalid_arguments"):
        client.views_open(trigger_id=trigger(person), view=form() | {"submit": None})


def test_a_response_url_is_good_five_times(slack: SlackServer, person: Deliveries) -> None:
    hook = WebhookClient(person.command("", ANNA).payload["response_url"])
    assert [hook.send(text="Hi").status_code for _ in range(6)] == [200] * 5 + [404]
    assert len(slack.ephemerals(ANNA)) == 5
    slack.clock = lambda: 4e9
    late = person.command("", ANNA).payload["response_url"]
    slack.clock = lambda: 4e9 + 1801
    assert WebhookClient(late).send(text="Hi").body == "expired_url"


def test_a_file_goes_up_and_comes_down(slack: SlackServer, client: WebClient) -> None:
    client.files_upload_v2(channel=GENERAL, filename="deals.csv", content="name\nAcme\n")
    (message,) = slack.messages(channel=GENERAL)
    shown = message.files[0]
    assert slack.files[shown["id"]]["content"] == b"name\nAcme\n"
    told = client.files_info(file=shown["id"])["file"]
    assert told["size"] == 10
    assert told["url_private"].endswith("/deals.csv")


def test_an_installation_exchanges_its_code_once(slack: SlackServer) -> None:
    client = WebClient(base_url=slack.api_url)
    secrets = {"client_id": slack.client_id, "client_secret": slack.client_secret}
    slack.workspace.rotates = True
    code = slack.new_code(TEAM)
    granted = client.oauth_v2_access(code=code, **secrets)
    assert WebClient(granted["access_token"], slack.api_url).auth_test()["ok"]
    with refused("invalid_code"):
        client.oauth_v2_access(code=code, **secrets)
    renewed = client.oauth_v2_access(
        grant_type="refresh_token", refresh_token=granted["refresh_token"], **secrets
    )
    assert renewed["access_token"] != granted["access_token"]
    basic = base64.b64encode(b"wrong:wrong").decode()
    with refused("bad_client_secret"):
        client.api_call("oauth.v2.access", headers={"Authorization": f"Basic {basic}"})


def test_typing_is_escaped_as_slack_does(slack: SlackServer) -> None:
    typed = slack.typed("R&D <3 @ben in #sales https://acme.test/a?b=1", ANNA)
    ben, sales = f"<@{BEN}|ben>", f"<#{SALES}|sales>"
    assert typed == f"R&amp;D &lt;3 {ben} in {sales} <https://acme.test/a?b=1>"


def test_a_deleted_message_cannot_be_pressed(
    slack: SlackServer, client: WebClient, person: Deliveries
) -> None:
    sent = client.chat_postMessage(channel=ANNA, text="Acme", blocks=card("Acme"))
    (message,) = slack.messages()
    client.chat_delete(channel=sent["channel"], ts=sent["ts"])
    with pytest.raises(SlackWouldRefuse, match="gone"):
        person.press(message, "done", ANNA)


def test_an_organisation_has_one_token_for_its_workspaces(slack: SlackServer) -> None:
    slack.workspace.enterprise, slack.workspace.org_wide = "E000ORG", True
    other = slack.add_workspace(
        "T000OTHER", token=slack.workspace.token, enterprise="E000ORG", org_wide=True
    )
    other.add_user("U00000ZOE", "zoe")
    client = WebClient(slack.workspace.token, slack.api_url)
    client.chat_postMessage(channel="U00000ZOE", text="Hi")
    assert [message.team for message in slack.messages()] == ["T000OTHER"]
    payload = Deliveries(slack).command("", "U00000ZOE").payload
    assert (payload["enterprise_id"], payload["is_enterprise_install"]) == ("E000ORG", "true")


def test_a_test_may_wait_for_what_the_app_does_later(slack: SlackServer, client: WebClient) -> None:
    threading.Timer(0.05, client.chat_postMessage, kwargs={"channel": ANNA, "text": "Hi"}).start()
    slack.wait_for(lambda: slack.messages(user=ANNA))
    with pytest.raises(TimeoutError):
        slack.wait_for(lambda: slack.home(ANNA), seconds=0.02)
