"""Who may speak to the playground: its own page on this machine, and nobody else."""

import json
import socket

import pytest

from tests.bot.playground_server.page import Page

ASKED = json.dumps({"as": "U0ANNA", "what": "open_home"}).encode()
JSON = "application/json"


def test_it_listens_on_loopback_alone(standing: Page):
    others = {
        str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    }
    for address in others - {"127.0.0.1"}:
        with pytest.raises(ConnectionError), socket.create_connection((address, standing.port), 2):
            pass


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "10.0.0.7:3000", ""])
def test_another_host_name_is_refused(standing: Page, host: str):
    for path in ("/", "/state", "/events", "/page/app.js"):
        assert standing.ask("GET", path, host=host).status == 403
    assert standing.ask("POST", "/do", ASKED, host=host, content_type=JSON).status == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST:3000", "[::1]:3000"])
def test_this_machine_by_its_names_is_let_in(standing: Page, host: str):
    assert standing.ask("GET", "/state", host=host).status == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_what_another_site_could_post_is_refused(standing: Page, kind: str):
    for path in ("/do", "/chart", "/limits"):
        assert standing.ask("POST", path, ASKED, content_type=kind).status == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://localhost"])
def test_another_origin_is_refused(standing: Page, origin: str):
    asked = standing.ask("POST", "/do", ASKED, content_type=JSON, origin=origin)
    assert asked.status == 403


def test_its_own_page_is_let_in(standing: Page):
    host = f"localhost:{standing.port}"
    headers = {"host": host, "origin": f"http://{host}", "content_type": f"{JSON}; charset=utf-8"}
    assert standing.ask("POST", "/do", ASKED, **headers).json["ok"]


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b'"x"'])
def test_what_is_no_json_object_is_told_so(standing: Page, body: bytes):
    answer = standing.ask("POST", "/do", body, content_type=JSON)
    assert answer.status == 400
    assert answer.json["error"].startswith("That is no JSON")


def test_what_is_far_too_large_is_not_read(standing: Page):
    answer = standing.ask("POST", "/do", b" " * 8_000_001, content_type=JSON)
    assert (answer.status, answer.json["error"]) == (400, "That is too large for the playground.")


def test_the_page_is_served_with_its_policy_and_kept_by_the_browser(standing: Page):
    page = standing.get("/")
    assert page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    module = standing.get("/page/app.js")
    assert module.headers["content-type"].startswith("text/javascript")
    assert module.headers["cache-control"] == "no-cache"
    again = standing.ask("GET", "/page/app.js", if_none_match=module.headers["etag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/page/../cast.py", "/page/..%2Fcast.py", "/page/none.js", "/page/", "/page/README.md"]
)
def test_nothing_but_the_page_is_served(standing: Page, path: str):
    assert standing.get(path).status == 404


def test_nothing_is_asked_of_anybody_else(standing: Page):
    page = standing.get("/").text
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in page
