"""Who may pass: deny by default. What is in no line of the table needs the token or a session; the order of checks is the order here.

1. the peer, when front proxies are set: only they may connect;
2. the Host header: only our own names (DNS rebinding);
3. the Origin of a request that may change something: only our own (cross-site request forgery, with cookie or stored Basic password);
4. the door of the route.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from allowlist.publication.outputs import OUTPUTS
from gateway.console.credentials import Keys
from gateway.console.hosts import host_allowed
from gateway.console.problems import ANALYZER_PATHS, Problem, problem_answer, wants_page
from gateway.settings import Console

SIGN_IN = "/sign-in"
SAFE_METHODS = frozenset({"GET", "HEAD"})


class Door(StrEnum):
    """What a route asks for."""

    OPEN = "open"
    """Nothing: it holds nothing of anybody, and whoever needs it has no token."""
    ANALYZER = "analyzer"
    """The token, or nothing on loopback when ``console.analyzer_open`` says so."""
    TOKEN = "token"  # noqa: S105  # the name of a door
    """The token (Bearer, or Basic with it as the password), or the session of a person who signed in."""


OPEN: Mapping[str, frozenset[str]] = {
    "/healthz": SAFE_METHODS,
    "/readyz": SAFE_METHODS,
    "/proxy.pac": SAFE_METHODS,
    "/ca.pem": SAFE_METHODS,
    "/tools": SAFE_METHODS,
    "/tools.json": SAFE_METHODS,
    **dict.fromkeys(OUTPUTS, SAFE_METHODS),  # lists of AI hosts for other machines, the feed of changes
    SIGN_IN: SAFE_METHODS | {"POST"},
    "/notice": SAFE_METHODS | {"POST"},  # for every employee; confirming takes a signed link
    "/static/console.css": SAFE_METHODS,  # how the sign-in page and the list of tools look
}


OPEN_PAGES = re.compile(r"/tools/[a-z0-9-]{1,64}(?:/request)?", re.ASCII)
"""For reading: the page of one tool, and the form to ask for one. What they show is published, or stands in the catalogue."""


def door_of(method: str, path: str) -> Door:
    """The door of a method and path. An unknown path has the token's door, so nobody learns without it what exists."""
    if method in OPEN.get(path, ()) or (method in SAFE_METHODS and OPEN_PAGES.fullmatch(path)):
        return Door.OPEN
    return Door.ANALYZER if path in ANALYZER_PATHS else Door.TOKEN


@dataclass(frozen=True, slots=True)
class Doors:
    """The middleware."""

    app: ASGIApp
    keys: Keys
    settings: Console
    names: frozenset[str] = field(default=frozenset())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers it here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})  # the console has no WebSocket
        elif (refused := self._refused(scope)) is not None:
            await refused(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if self.settings.front_proxies and not self.settings.is_front(str(_peer(scope))):
            return problem_answer(scope, Problem.PEER)
        if not host_allowed(headers.getlist("host"), self.names):
            return problem_answer(scope, Problem.WRONG_HOST)
        if scope["method"] not in SAFE_METHODS and not _own_origin(headers):
            return problem_answer(scope, Problem.FOREIGN_ORIGIN)
        door = door_of(scope["method"], scope["path"])
        if door is Door.OPEN or self.keys.open(headers) or (door is Door.ANALYZER and self._analyzer_open(scope)):
            return None
        if scope["method"] in SAFE_METHODS and wants_page(scope):
            return RedirectResponse(f"{SIGN_IN}?next={quote(scope['path'], safe='/')}", status_code=303)
        return problem_answer(scope, Problem.UNAUTHORIZED, {"WWW-Authenticate": 'Bearer realm="celnice"'})

    def _analyzer_open(self, scope: Scope) -> bool:
        """Only straight from this machine: behind a front proxy on this machine the peer says nothing about the caller."""
        peer = _peer(scope)
        return (
            self.settings.analyzer_open and self.settings.loopback and not self.settings.front_proxies and bool(peer and peer.is_loopback)
        )


def _peer(scope: Scope) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(scope["client"][0])
    except (ValueError, TypeError):
        return None
    return (address.ipv4_mapped or address) if isinstance(address, ipaddress.IPv6Address) else address


def _own_origin(headers: Headers) -> bool:
    """Programs send no Origin. A browser sends one with every POST; it must name the host the request came to."""
    origins = headers.getlist("origin")
    if not origins:
        return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    try:
        origin = urlsplit(origins[0])
    except ValueError:
        return False
    return len(origins) == 1 and origin.scheme in ("http", "https") and origin.netloc.lower() == headers.get("host", "").lower()
