"""The opening handshake of a WebSocket (RFC 6455, 4): what may ask for one, what is sent on, and which answer is taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mitmproxy import http

from allowlist.answers import Approved
from gateway.extract.running import Said
from gateway.model import RequestHead
from gateway.proxy.replacing import Dialogue

METADATA = "celnice.socket"
"""The name under which a flow holds its :class:`Socket` from the admitted handshake on."""

_KEY = re.compile(r"[A-Za-z0-9+/]{22}==")
_OWN = frozenset({b"connection", b"upgrade", b"sec-websocket-extensions"})
"""Written anew. Without extensions there is no compression, in which text would hide; both sides must do without (RFC 6455, 9.1)."""

_NOT_IN_ANSWER = frozenset({b"transfer-encoding", b"content-length"})
"""A 101 has no body; what would frame one would frame the messages."""


@dataclass(frozen=True, slots=True)
class Socket:
    """What admission said of the handshake: it holds for every message."""

    head: RequestHead
    approved: Approved
    entrance: str
    dialogue: Dialogue = field(default_factory=Dialogue, repr=False)
    """The tokens of this connection."""
    said: Said = field(default_factory=Said, repr=False)
    """The end of what the client said on this connection and what left."""


def well_formed(head: RequestHead, version: str) -> bool:
    """Whether this asks for a WebSocket in the one way that everybody reads alike. Over HTTP/2 there is none here (RFC 8441)."""
    tokens = [token.strip().lower() for value in head.values("connection") for token in value.split(",")]
    return (
        head.method == "GET"
        and version == "HTTP/1.1"
        and (head.header("upgrade") or "").lower() == "websocket"
        and "upgrade" in tokens
        and head.header("sec-websocket-version") == "13"
        and _KEY.fullmatch(head.header("sec-websocket-key") or "") is not None
        and not head.values("transfer-encoding")
        and all(length == "0" for length in head.values("content-length"))
    )


def prepare(flow: http.HTTPFlow, socket: Socket) -> None:
    """Makes the request the handshake that is sent on, and notes what it was admitted as."""
    fields = [field for field in flow.request.headers.fields if field[0].lower().replace(b"_", b"-") not in _OWN]
    flow.request.data.headers = http.Headers([*fields, (b"Connection", b"Upgrade"), (b"Upgrade", b"websocket")])
    flow.metadata[METADATA] = socket


def admitted(flow: http.HTTPFlow) -> Socket | None:
    """The socket that this flow was admitted as, or None."""
    found = flow.metadata.get(METADATA)
    return found if isinstance(found, Socket) else None


def accepted(flow: http.HTTPFlow, response: http.Response) -> bool:
    """Whether a 101 answers an admitted handshake, and only with what was offered. What must not frame messages is taken off it."""
    if admitted(flow) is None or response.headers.get("upgrade", "").lower() != "websocket":
        return False
    if "sec-websocket-extensions" in response.headers:
        return False
    response.data.headers = http.Headers([field for field in response.headers.fields if field[0].lower() not in _NOT_IN_ANSWER])
    return True
