"""A small Bolt app that does one of everything, for the harness to try itself on."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from tests.slack import SlackServer

STAGES = [
    {"text": {"type": "plain_text", "text": name.title()}, "value": name}
    for name in ("lead", "talks", "won")
]


def text(words: str) -> dict[str, str]:
    return {"type": "plain_text", "text": words}


def field(action_id: str, element: dict[str, Any], optional: bool = False) -> dict[str, Any]:
    label = text(action_id)
    element = element | {"action_id": action_id}
    block = {"type": "input", "block_id": f"{action_id}_block", "label": label, "element": element}
    return block | {"optional": optional}


def form() -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "deal_form",
        "title": text("A deal"),
        "submit": text("Save"),
        "notify_on_close": True,
        "blocks": [
            field("name", {"type": "plain_text_input", "max_length": 20}),
            field("stage", {"type": "static_select", "options": STAGES}, optional=True),
            field("owner", {"type": "external_select", "min_query_length": 0}, optional=True),
            field("due", {"type": "datepicker", "initial_date": "2026-03-02"}),
        ],
    }


def card(name: str) -> list[dict[str, Any]]:
    button = {"type": "button", "action_id": "done", "text": text("Done"), "value": name}
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"*{name}*"}},
        {"type": "actions", "elements": [button, button | {"action_id": "edit"}]},
    ]


def tiny_app(slack: SlackServer) -> App:
    """The app, installed in every workspace of the stand-in."""

    def authorize(team_id: str) -> AuthorizeResult:
        token = slack.workspaces[team_id].token
        return AuthorizeResult(
            enterprise_id=None, team_id=team_id, bot_token=token, bot_user_id="U0"
        )

    app = App(
        signing_secret=slack.signing_secret,
        authorize=authorize,
        process_before_response=True,
        client=WebClient(base_url=slack.api_url),
    )
    app.command("/deal")(deal)
    app.action("done")(done)
    app.action("edit")(opens_form)
    app.options("owner")(owners)
    app.view("deal_form")(saved)
    app.view_closed("deal_form")(closed)
    app.event("app_home_opened")(home)
    app.event("message")(heard)
    app.shortcut("new_deal")(opens_form)
    app.shortcut("log_this")(log_this)
    return app


def deal(ack, command, client, respond):
    if command["text"] == "new":
        client.views_open(trigger_id=command["trigger_id"], view=form())
        ack()
    elif command["text"] == "later":
        ack("Working on it.")
        respond("Here it is.")
    else:
        ack(text=f"You typed {command['text']}", blocks=card("Acme"))


def done(ack, action, respond):
    ack()
    respond(replace_original=True, text=f"{action['value']} is done.")


def opens_form(ack, body, client):
    client.views_open(trigger_id=body["trigger_id"], view=form())
    ack()


def owners(ack, payload):
    found = [name for name in ("anna", "ben") if payload["value"] in name]
    ack(options=[{"text": text(name.title()), "value": name} for name in found])


def saved(ack, view, client, body):
    values = view["state"]["values"]
    name = values["name_block"]["name"]["value"]
    if name == "taken":
        ack(response_action="errors", errors={"name_block": "You have that deal."})
        return
    client.chat_postMessage(channel=body["user"]["id"], text=f"{name} saved: {values}")
    ack()


def closed(ack, body, client):
    client.chat_postMessage(channel=body["user"]["id"], text="Closed.")
    ack()


def home(event, client):
    client.views_publish(user_id=event["user"], view={"type": "home", "blocks": card("Acme")})


def heard(event, say):
    say(f"You said {event['text']}")


def log_this(ack, body, client):
    client.chat_postMessage(channel=body["user"]["id"], text=body["message"]["text"])
    ack()


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 64


@contextmanager
def served(app: App) -> Iterator[str]:
    """The app behind a plain threaded HTTP server."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = app.dispatch(BoltRequest(body=body, headers=dict(self.headers.items())))
            self.send_response(answer.status)
            for name, value in answer.first_headers().items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write((answer.body or "").encode())

        def log_message(self, *_: object) -> None:
            return

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/slack/events"
        server.shutdown()
        thread.join()
