"""A page without a screen: what the browser's side asks of the server, over real HTTP."""

import base64
import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
ANNA, BEN, MAYA = "U0ANNA", "U0BEN", "U0MAYA"
DIRECT = {ANNA: "D0ANNA", BEN: "D0BEN", MAYA: "D0MAYA"}
SALES = "C0SALES"
PATIENCE = 30


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Json:
        found: Json = json.loads(self.body)
        return found

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Page:
    """Somebody in front of it."""

    port: int
    me: str = ANNA

    def being(self, person: str) -> "Page":
        """Somebody else in front of a page of their own."""
        return Page(self.port, person)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """A request with exactly these headers, and the host unless another is given."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as line:
            line.request(method, path, body, named)
            answer = line.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, body: Any) -> Answer:
        content = json.dumps(body).encode()
        return self.ask("POST", path, content, content_type="application/json")

    def state(self) -> Json:
        return self.get(f"/state?as={self.me}").json

    def does(self, what: str, **fields: Any) -> Json:
        """Something that works; gives the answer, with the state it carries."""
        answer = self.tries(what, **fields)
        assert answer["ok"], answer
        return answer

    def tries(self, what: str, **fields: Any) -> Json:
        answer = self.post("/do", {"as": self.me, "what": what, **fields})
        assert answer.status == 200, answer.text
        return answer.json

    def fails(self, what: str, **fields: Any) -> str:
        """Something that does not work; gives the sentence."""
        answer = self.tries(what, **fields)
        assert answer["ok"] is False, answer
        return str(answer["error"])

    def says(self, text: str, place: str | None = None) -> Json:
        """`/deal …`; gives the newest message there."""
        answer = self.does("command", place=place or DIRECT[self.me], text=text)
        return self.newest(answer["state"], place)

    def newest(self, state: Json, place: str | None = None) -> Json:
        found: Json = state["messages"][place or DIRECT[self.me]][-1]
        return found

    def presses(self, label: str, message: Json, place: str | None = None) -> Json:
        """The first button with that label on a message."""
        block, button = next(
            (block, element)
            for block in message["blocks"]
            for element in elements(block)
            if element["type"] == "button" and element["text"]["text"] == label
        )
        action = {name: button[name] for name in ("type", "action_id", "text", "value")}
        return self.does(
            "press",
            place=place or DIRECT[self.me],
            ts=message["ts"],
            block_id=block["block_id"],
            action_id=button["action_id"],
            action=action | {"block_id": block["block_id"]},
            values={},
        )

    def chooses(self, option: str, message: Json) -> Json:
        """The first menu of a message that has that option."""
        block, menu, chosen = next(
            (block, element, found)
            for block in message["blocks"]
            for element in elements(block)
            for found in element.get("options", [])
            if found["text"]["text"] == option
        )
        ids = {"block_id": block["block_id"], "action_id": menu["action_id"]}
        action = ids | {"type": menu["type"], "selected_option": chosen}
        return self.does(
            "press", place=DIRECT[self.me], ts=message["ts"], action=action, values={}, **ids
        )

    def list_of_today(self) -> Json:
        """The newest message in the direct line that is for keeps."""
        messages = self.state()["messages"][DIRECT[self.me]]
        found: Json = [m for m in messages if not m["ephemeral"] and m["whoIsBot"]][-1]
        return found

    def drops(self, name: str, content: bytes, place: str | None = None) -> Json:
        packed = base64.b64encode(content).decode()
        return self.does("file", place=place or DIRECT[self.me], name=name, base64=packed)

    @contextmanager
    def listening(self) -> Iterator[list[str]]:
        """The lines of news that come meanwhile."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        line.request("GET", f"/events?as={self.me}")
        answer, heard = line.getresponse(), []
        assert answer.headers["content-type"].startswith("text/event-stream")
        first = threading.Event()

        def hear() -> None:
            try:
                while row := answer.readline():
                    heard.append(row.decode().rstrip("\n"))
                    first.set()
            except (OSError, ValueError, AttributeError):
                return

        ear = threading.Thread(target=hear, daemon=True)
        ear.start()
        assert first.wait(PATIENCE), "the line said nothing"
        yield heard
        line.sock.shutdown(2)
        ear.join(PATIENCE)
        line.close()


def elements(block: Json) -> list[Json]:
    """What stands in a block to be used."""
    return [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]


def values_of(view: Json, **typed: Any) -> Json:
    """`state.values` of a form, with these texts and options in the blocks of that name."""
    found: Json = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            held = _held(element, typed.get(block["block_id"]))
            found[block["block_id"]] = {element["action_id"]: held}
    return found


def _held(element: Json, typed: Any) -> Json:
    kind = element["type"]
    if kind == "plain_text_input":
        return {"type": kind, "value": typed or element.get("initial_value")}
    if kind == "datepicker":
        return {"type": kind, "selected_date": typed or element.get("initial_date")}
    if kind == "channels_select":
        return {"type": kind, "selected_channel": typed or element.get("initial_channel")}
    named = next((o for o in element.get("options", []) if o["value"] == typed), typed)
    return {"type": kind, "selected_option": named or element.get("initial_option")}
