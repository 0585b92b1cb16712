"""Who may pass: deny by default. The order of checks is the order here.

1. the peer, when front proxies are set: only they may connect;
2. the Host header: only our own names (DNS rebinding);
3. the Origin of a request that may change something: only our own (cross-site request forgery, with cookie or stored Basic password);
4. the lines of the route (:mod:`gateway.console.access`): an open door, or somebody known in one of its roles. What has no line answers
   nobody unknown, so nobody learns without a credential what exists; somebody known then hears from the router that nothing is there.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.accounts.api import Tell
from gateway.console.access import SAFE_METHODS, Door, Line, lines_of
from gateway.console.context import off_loop
from gateway.console.credentials import Keys
from gateway.console.hosts import host_allowed
from gateway.console.problems import Problem, problem_answer, wants_page
from gateway.console.visitor import Visitor, let_in
from gateway.record.event import EventType
from gateway.settings import Console

SIGN_IN = "/sign-in"


async def same_line(request: Request) -> None:
    """A dependency of every route: the route that runs is one that the doors looked at. Else the table and the router disagree."""
    route = getattr(request.scope.get("route"), "path", "")
    if route not in lines_of(request.method, request.scope["path"]):
        raise RuntimeError("a route ran that its line did not open")


def nobody_hears(_kind: str, _what: Mapping[str, object]) -> None:
    """Where there is no record of acts."""


@dataclass(frozen=True, slots=True)
class Doors:
    """The middleware."""

    app: ASGIApp
    keys: Keys
    settings: Console
    names: frozenset[str] = field(default=frozenset())
    tell: Tell = nobody_hears
    unavailable: tuple[type[Exception], ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers it here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})  # the console has no WebSocket
        elif (refused := await self._refused(scope)) is not None:
            await refused(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if self.settings.front_proxies and not self.settings.is_front(str(_peer(scope))):
            return problem_answer(scope, Problem.PEER)
        if not host_allowed(headers.getlist("host"), self.names):
            return problem_answer(scope, Problem.WRONG_HOST)
        if scope["method"] not in SAFE_METHODS and not _own_origin(headers):
            return problem_answer(scope, Problem.FOREIGN_ORIGIN)
        visitor = await self.keys.visitor(headers)
        let_in(scope, visitor)
        lines = lines_of(scope["method"], scope["path"]).values()
        if lines and all(self._open(line, scope) for line in lines):
            return None
        if visitor is None:
            return self._unknown(scope)
        if not all(visitor.passes(line) for line in lines):
            return problem_answer(scope, Problem.ROLE)
        return await self._noted(scope, visitor) if any(line.sealed for line in lines) else None

    async def _noted(self, scope: Scope, visitor: Visitor) -> Response | None:
        """Sealed data is shown only once it is on record who asked for it; pages add the reason."""
        try:
            await off_loop(self.tell, EventType.CONSOLE_SEALED, {"account": visitor.account or "token", "path": scope["path"]})
        except self.unavailable:
            return problem_answer(scope, Problem.UNAVAILABLE, {"Retry-After": "5"})
        return None

    def _open(self, line: Line, scope: Scope) -> bool:
        return line.door is Door.OPEN or (line.door is Door.ANALYZER and self._analyzer_open(scope))

    def _unknown(self, scope: Scope) -> Response:
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
