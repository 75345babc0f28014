"""A product that has shortcuts, listens to messages and stacks its forms, and keeps what came."""

from typing import Any

from slack_bolt import BoltResponse

from bot.main import Bot, build

PROMISES = """
features:
  shortcuts:
    - name: Log a call
      type: global
      callback_id: log_call
      description: From anywhere
    - name: Log to a deal
      type: message
      callback_id: log_message
      description: What somebody wrote
  slash_commands:
    - command: /deal
      usage_hint: log acme call "x" · add Acme 12k
settings:
  event_subscriptions:
    bot_events:
      - app_home_opened
      - message.im
"""


class Listener:
    """A product that has shortcuts, listens to messages and stacks its forms."""

    def __init__(self) -> None:
        self.heard: list[Any] = []

    def build(self, *settings: Any, **ways: Any) -> Bot:
        bot = build(*settings, **ways)
        bot.app.use(self._message)
        bot.app.shortcut("log_call")(self._shortcut)
        bot.app.shortcut("log_message")(self._on_message)
        bot.app.action("deeper")(self._deeper)
        bot.app.view("stack")(self._sent)
        bot.app.view_closed("stack")(self._closed)
        return bot

    def _shortcut(self, ack: Any, body: Any, client: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=stacked(1))
        ack()

    def _on_message(self, ack: Any, body: Any, respond: Any) -> None:
        ack()
        self.heard.append(body["message"])
        respond("Heard.")

    def _message(self, body: Any, client: Any, next_: Any) -> Any:
        event = body.get("event") or {}
        if event.get("type") != "message":
            return next_()
        self.heard.append(event)
        for file in event.get("files", []):
            self.heard.append(client.files_info(file=file["id"])["file"]["name"])
        return BoltResponse(status=200)

    def _deeper(self, ack: Any, body: Any, client: Any) -> None:
        ack()
        number = int(body["view"]["private_metadata"]) + 1
        client.views_push(trigger_id=body["trigger_id"], view=stacked(number))

    def _sent(self, ack: Any, body: Any) -> None:
        number = int(body["view"]["private_metadata"])
        answers = {1: {"view": stacked(7), "response_action": "update"}}
        ack(**answers.get(number, {"response_action": "clear"}))

    def _closed(self, ack: Any, body: Any) -> None:
        ack()
        self.heard.append((body["view"]["private_metadata"], body["is_cleared"]))


def stacked(number: int) -> dict[str, Any]:
    plain = {"type": "plain_text", "text": f"Number {number}"}
    button = {"type": "button", "action_id": "deeper", "text": plain, "value": "x"}
    return {
        "type": "modal",
        "callback_id": "stack",
        "private_metadata": str(number),
        "notify_on_close": True,
        "title": plain,
        "submit": plain,
        "blocks": [{"type": "actions", "elements": [button]}],
    }
