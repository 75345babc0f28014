"""Whatever is sent to /slack/events: never a 500, and never a write without Slack's signature."""

import copy
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bot.app import Coach
from tests.bot.test_http import deliveries
from tests.slack import ANNA, HttpDoor, signature

FEW, MANY = 150, 33_334
JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)
TYPES = st.sampled_from(["application/json", "application/x-www-form-urlencoded", "text/plain", ""])


def paths(payload: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a payload."""
    if path:
        yield path
    inside = payload.items() if isinstance(payload, dict) else enumerate(payload)
    for key, value in inside:
        if isinstance(value, dict | list):
            yield from paths(value, (*path, key))
        else:
            yield (*path, key)


@st.composite
def mangled(draw: st.DrawFn, payload: Any) -> Any:
    """A genuine payload in which one to three places are gone, or hold something else."""
    made = copy.deepcopy(payload)
    for _ in range(draw(st.integers(1, 3))):
        places = list(paths(made))
        if not places:
            break
        *outer, last = draw(st.sampled_from(places))
        inside = made
        for key in outer:
            inside = inside[key]
        if draw(st.booleans()):
            del inside[last]
        else:
            inside[last] = draw(JUNK)
    return made


def encoded(kind: str, payload: Any) -> str:
    if kind == "slash_commands":
        return urlencode({key: str(value) for key, value in payload.items()})
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)})
    return json.dumps(payload)


def headers(secret: str, body: str, content_type: str) -> dict[str, str]:
    moment = str(int(time.time()))
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": signature(secret, moment, body),
    }


def send_mangled(coach: Coach, examples: int) -> None:
    """Genuine deliveries, damaged, and signed as if Slack had sent them so."""
    genuine = list(deliveries(coach).values())
    shown = {one.kind: one.headers()["Content-Type"] for one in genuine}

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def once(data: st.DataObject) -> None:
        delivery = data.draw(st.sampled_from(genuine))
        body = encoded(delivery.kind, data.draw(mangled(delivery.payload)))
        told = headers(coach.slack.signing_secret, body, shown[delivery.kind])
        assert status(coach, body, told) < 500

    once()


def send_anything(coach: Coach, examples: int) -> None:
    """Bodies of any text and type, signed."""

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(JUNK.map(json.dumps) | st.text(max_size=200), TYPES, st.booleans())
    def once(body: str, content_type: str, wrapped: bool) -> None:
        body = urlencode({"payload": body}) if wrapped else body
        told = headers(coach.slack.signing_secret, body, content_type)
        assert status(coach, body, told) < 500

    once()


def send_forged(coach: Coach, examples: int) -> None:
    """Genuine deliveries whose signature is wrong in any way."""
    genuine = list(deliveries(coach).values())
    before = coach.rows()
    wrong = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=80)

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(genuine), wrong, wrong, st.booleans())
    def once(delivery: Any, sign: str, moment: str, is_now: bool) -> None:
        told = delivery.headers() | {"X-Slack-Signature": sign}
        if not is_now:
            told["X-Slack-Request-Timestamp"] = moment
        assert status(coach, delivery.body, told) in (400, 401)

    once()
    assert coach.rows() == before


def status(coach: Coach, body: str, told: dict[str, str]) -> int:
    assert isinstance(coach.door, HttpDoor)
    return coach.door.post(body, told)[0]


WAYS = [send_mangled, send_anything, send_forged]


@pytest.mark.parametrize("send", WAYS)
def test_whatever_is_sent_is_answered_without_a_fault(coach: Coach, send: Any) -> None:
    send(coach, FEW)
    assert coach.door.command("add Globex", ANNA).text.startswith("Added Globex")


@pytest.mark.soak
@pytest.mark.parametrize("send", WAYS)
def test_a_hundred_thousand_requests_find_no_fault(coach: Coach, send: Any) -> None:
    begun = time.perf_counter()
    send(coach, MANY)
    print(f"\n{send.__name__}: {MANY:,} requests in {time.perf_counter() - begun:.0f} s, no 500")
