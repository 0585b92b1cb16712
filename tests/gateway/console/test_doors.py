"""Doors: deny by default, shown on every route there is."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gateway.console.access import ACCESS, Door, lines_of, routes_of
from gateway.console.credentials import Keys
from gateway.console.doors import Doors
from gateway.console.session import Sessions
from gateway.settings import Console, Settings
from support.console import BEARER, TOKEN, Client, MemoryStore, Parts, StoreAway, event


def parts() -> Parts:
    return Parts(store=MemoryStore(event(1)))


ALL = sorted(set(routes_of(parts().app())))


def concrete(path: str) -> str:
    return re.sub(r"\{[^}]+\}", "evt-1", path)


@pytest.mark.parametrize(("method", "path"), ALL)
def test_every_route_stands_behind_its_door(method: str, path: str) -> None:
    """Without a credential an open route answers and every other is 401; nothing of the answer tells more."""
    answer = Client(parts().app()).request(method, concrete(path))
    if ACCESS[method, path].door is Door.OPEN:
        assert answer.status_code != 401 or (method, path) == ("POST", "/sign-in"), "an open route asks for no token"
    else:
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == 'Bearer realm="celnice"', "never Basic, or a browser opens a dialogue"
        assert "evt-1" not in answer.text


@pytest.mark.parametrize(("method", "path"), [pair for pair in ALL if not pair[1].endswith("/stream") and pair != ("POST", "/sign-in")])
def test_the_token_opens_every_route(method: str, path: str) -> None:
    """With the token no route is refused at the door."""
    assert Client(parts().app()).request(method, concrete(path), headers=BEARER).status_code not in (401, 403, 421)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nothing", "an unknown path"),
        ("/healthz/", "not exactly the open path"),
        ("/HEALTHZ", "paths have case"),
        ("/tools/", "not exactly the open path"),
        ("/tools.json/x", "not exactly the open path"),
        ("/static/../api/v1/events", "no file and no way round"),
        ("/static/console.css/", "not exactly the open path"),
        ("/docs", "no Swagger"),
        ("/openapi.json", "not there"),
    ],
)
def test_what_is_unknown_needs_the_token(path: str, reason: str) -> None:
    """An unknown path is 401 without the token and 404 with it: nobody learns without it what exists."""
    client = Client(parts().app())
    assert client.get(path).status_code == 401, reason
    assert client.get(path, headers=BEARER).status_code == (200 if ".." in path else 404), reason  # the client itself resolves the dots


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_an_open_path_is_open_for_reading_only(method: str) -> None:
    """Only GET and HEAD of an open path need no token."""
    assert not lines_of(method, "/tools")
    assert Client(parts().app()).request(method, "/tools").status_code == 401


@pytest.mark.parametrize(
    ("headers", "passes", "reason"),
    [
        ({"Authorization": f"Bearer {TOKEN}"}, True, "the token"),
        ({"Authorization": f"bearer {TOKEN}"}, True, "schemes have no case"),
        ({"Authorization": f"Bearer {TOKEN}x"}, False, "longer"),
        ({"Authorization": f"Bearer {TOKEN[:-1]}"}, False, "shorter"),
        ({"Authorization": "Bearer "}, False, "empty"),
        ({"Authorization": TOKEN}, False, "no scheme"),
        ({"Authorization": "Basic " + base64.b64encode(f"anybody:{TOKEN}".encode()).decode()}, True, "the token as the password"),
        ({"Authorization": "Basic " + base64.b64encode(f"{TOKEN}:".encode()).decode()}, False, "the token as the user"),
        ({"Authorization": "Basic " + base64.b64encode(TOKEN.encode()).decode()}, False, "no colon"),
        ({"Authorization": "Basic %%%"}, False, "no base64"),
        ({"Authorization": "Basic " + base64.b64encode(b"\xff:\xff").decode()}, False, "no UTF-8"),
        ({"X-Api-Key": TOKEN}, False, "another header"),
        ({"Cookie": f"celnice_session={TOKEN}"}, False, "the token is no session"),
    ],
)
def test_a_credential_is_the_token_itself(headers: dict[str, str], passes: bool, reason: str) -> None:
    """The whole token as a bearer or as a Basic password, and nothing like it."""
    assert (Client(parts().app()).get("/api/v1/events", headers=headers).status_code == 200) is passes, reason


def test_a_token_in_the_url_opens_nothing() -> None:
    """URLs land in logs and histories, so a token in one is ignored."""
    assert Client(parts().app()).get(f"/live?after=c1&token={TOKEN}&access_token={TOKEN}").status_code == 401


@pytest.mark.parametrize(
    ("host", "passes", "reason"),
    [
        ("127.0.0.1:8082", True, "the address"),
        ("127.0.0.1", True, "without a port"),
        ("localhost:9", True, "a tunnel changes ports"),
        ("LOCALHOST", True, "names have no case"),
        ("[::1]:8082", True, "IPv6"),
        ("console.urad.example", True, "a name it was told"),
        ("console.urad.example.", True, "the same name, absolute"),
        ("attacker.example", False, "DNS rebinding"),
        ("127.0.0.1.attacker.example", False, "whole labels only"),
        ("localhost@attacker.example", False, "no user part"),
        ("127.0.0.1:8082:1", False, "two ports"),
        ("127.0.0.1:x", False, "no number"),
        ("", False, "empty"),
    ],
)
def test_only_our_own_names_are_answered(host: str, passes: bool, reason: str) -> None:
    """A Host that does not name this console gets 421, also on open routes."""
    client = Client(parts().app(names=["console.urad.example"]))
    assert (client.get("/healthz", headers={"Host": host}).status_code == 200) is passes, reason


def test_two_host_headers_are_none() -> None:
    """What two servers may read differently is refused."""
    assert Client(parts().app()).get("/healthz", headers=[("Host", "localhost"), ("Host", "localhost")]).status_code == 421


@pytest.mark.parametrize(
    ("headers", "passes", "reason"),
    [
        ({}, True, "a program"),
        ({"Origin": "http://127.0.0.1:8082"}, True, "our own page"),
        ({"Origin": "https://127.0.0.1:8082"}, True, "our own page behind TLS of a front proxy"),
        ({"Origin": "http://127.0.0.1:9999"}, False, "another port is another site"),
        ({"Origin": "https://attacker.example"}, False, "another site"),
        ({"Origin": "null"}, False, "a sandboxed frame"),
        ({"Origin": "http://["}, False, "no URL"),
        ({"Sec-Fetch-Site": "cross-site"}, False, "another site, without Origin"),
        ({"Sec-Fetch-Site": "same-origin"}, True, "our own page"),
    ],
)
def test_a_request_that_may_change_something_comes_from_our_own_pages(headers: dict[str, str], passes: bool, reason: str) -> None:
    """A foreign Origin is 403 before any credential is looked at."""
    answer = Client(parts().app()).post("/analyze", headers={**BEARER, **headers}, json={"text": "x", "language": "cs"})
    assert answer.status_code == (200 if passes else 403), reason


@pytest.mark.parametrize(
    ("settings", "peer", "path", "status", "reason"),
    [
        (Console(), "127.0.0.1", "/health", 401, "closed by default"),
        (Console(analyzer_open=True), "127.0.0.1", "/health", 200, "opened, on loopback"),
        (Console(analyzer_open=True), "::1", "/health", 200, "opened, IPv6 loopback"),
        (Console(analyzer_open=True), "10.1.2.3", "/health", 401, "another machine"),
        (Console(analyzer_open=True), "127.0.0.1", "/api/v1/events", 401, "only the analyzer"),
        (Console(analyzer_open=True, front_proxies=("127.0.0.1",)), "127.0.0.1", "/health", 401, "behind a front proxy everybody is local"),
        (Console(front_proxies=("10.0.0.7",)), "10.0.0.7", "/healthz", 200, "the front proxy"),
        (Console(front_proxies=("10.0.0.7",)), "::ffff:10.0.0.7", "/healthz", 200, "the front proxy over a dual socket"),
        (Console(front_proxies=("10.0.0.7",)), "10.0.0.8", "/healthz", 403, "another machine"),
        (Console(front_proxies=("10.0.0.7",)), "127.0.0.1", "/tools", 403, "not even this machine"),
    ],
)
def test_the_peer_decides_where_settings_say_so(settings: Console, peer: str, path: str, status: int, reason: str) -> None:
    """``analyzer_open`` counts straight from loopback only, and front proxies are the only peers once they are set."""
    client = Client(parts().app(Settings(console=settings)), peer=peer)
    assert client.get(path).status_code == status, reason


def test_a_forwarded_header_does_not_change_the_peer() -> None:
    """A client cannot name itself a front proxy."""
    client = Client(parts().app(Settings(console=Console(front_proxies=("10.0.0.7",)))), peer="10.0.0.8")
    assert client.get("/healthz", headers={"X-Forwarded-For": "10.0.0.7", "Forwarded": "for=10.0.0.7"}).status_code == 403


@pytest.mark.parametrize(
    ("path", "accept", "goes_to", "reason"),
    [
        ("/", "text/html,*/*", "/sign-in?next=/", "a person"),
        ("/nothing/here", "text/html", "/sign-in?next=/nothing/here", "a person, somewhere"),
        ("/api/v1/events", "text/html", None, "the API is for programs"),
        ("/", "application/json", None, "a program"),
    ],
)
def test_a_person_is_sent_to_sign_in(path: str, accept: str, goes_to: str | None, reason: str) -> None:
    """Who asks for a page without a session is redirected; a program is told 401."""
    answer = Client(parts().app()).get(path, headers={"Accept": accept})
    assert answer.headers.get("location") == goes_to, reason
    assert answer.status_code == (303 if goes_to else 401)


class Records:
    """Whoever keeps acts; ``away`` makes it fail as a lost database does."""

    def __init__(self, *, away: bool) -> None:
        self.away = away
        self.told: list[tuple[str, Mapping[str, object]]] = []

    def tell(self, kind: str, what: Mapping[str, object]) -> None:
        if self.away:
            raise StoreAway
        self.told.append((kind, what))


@pytest.mark.parametrize(
    ("path", "away", "passes", "told", "reason"),
    [
        ("/evidence/r1", False, True, 1, "on record, then shown"),
        ("/evidence/r1", True, False, 0, "what cannot be put on record is not shown"),
        ("/sign-out", True, True, 0, "nothing sealed"),
    ],
)
def test_sealed_data_is_on_record_before_it_is_shown(path: str, away: bool, passes: bool, told: int, reason: str) -> None:
    """Whatever page it is: the table says that it shows sealed data, and the door notes who."""
    reached: list[str] = []

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope["path"])
        await Response()(scope, receive, send)

    records = Records(away=away)
    keys = Keys(TOKEN, Sessions(TOKEN, lambda: 0.0))
    doors = Doors(inner, keys, Console(), frozenset({"127.0.0.1"}), records.tell, (StoreAway,))  # type: ignore[arg-type]
    answer = Client(doors).post(path, headers=BEARER)  # type: ignore[arg-type]
    assert (answer.status_code == 200, bool(reached)) == (passes, passes), reason
    assert records.told == [("console.sealed", {"account": "token", "path": path})] * told
