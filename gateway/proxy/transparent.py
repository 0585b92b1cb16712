"""Connections that the network redirected to us from devices that know no proxy: the name in the ClientHello stands in for a CONNECT.

The host is dialled by that name, never by the address the device chose: a name of an approved tool before a stranger's address leads to
the tool. Without a name nothing is known, and nothing goes on.

A name encrypted (ECH, draft-ietf-tls-esni) stands behind a public outer one, which is what decides here. Browsers send that extension
to every server, mostly with nothing in it, so its presence alone says nothing; the outer names of services that hide others behind them
are listed, and are not tunnelled. An inspected host never gets as far: TLS ends here, under the outer name.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from mitmproxy.connection import Client
from mitmproxy.net.tls import starts_like_tls_record
from mitmproxy.proxy import layer, layers
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers.tls import ServerTLSLayer, parse_client_hello
from mitmproxy.tls import ClientHello

from gateway.proxy.connections import Peer, Way
from gateway.proxy.layers import MAX_HELLO_BYTES, CustomsClientTLS
from gateway.proxy.ports import Meter, Register

ECH = 0xFE0D
ECH_OUTER_NAMES = frozenset({"cloudflare-ech.com"})
"""Public names under which other sites hide (Cloudflare's is the one that browsers meet)."""

type Decide = Callable[[Client, str, int], Way | None]
"""The way of a host and port; None refuses."""

type Arrive = Callable[[Client, Peer], Awaitable[bool]]
"""Learns who is there; False when nobody may be let through who is not known."""


class Refused(Exception):  # an outcome
    """The connection is closed. Its text is a label of the metric."""


class Transparent:
    """The first decision on a redirected connection."""

    def __init__(self, register: Register, meter: Meter, decide: Decide, arrive: Arrive) -> None:
        self._register = register
        self._meter = meter
        self._decide = decide
        self._arrive = arrive

    async def first_layer(self, context: Context, peer: Peer, data: bytes) -> layer.Layer | None:
        """The layer for what came so far; None while it is too little. Raises Refused."""
        hello = _hello(data)
        if hello is None:
            return None
        host = self._register.canonical(hello.sni) if hello.sni else None
        if host is None:
            raise Refused("no_sni")
        known = await self._arrive(context.client, peer)
        way = self._decide(context.client, host, peer.port)
        if way is None:
            raise Refused("unknown_host")
        peer.host = host
        context.server.address = (host, peer.port)
        if way is Way.INSPECT:
            peer.way = way
            server = ServerTLSLayer(context)
            server.child_layer = CustomsClientTLS(context)
            return server
        if not known:
            raise Refused("unidentified")
        if host in ECH_OUTER_NAMES and any(kind == ECH for kind, _ in hello.extensions):
            raise Refused("ech")
        peer.way, peer.spoke = Way.TUNNEL, True
        self._meter.refusal("tunnelled")
        return layers.TCPLayer(context, ignore=True)


def _hello(data: bytes) -> ClientHello | None:
    if len(data) < 3:
        if b"\x16\x03".startswith(data[:2]):
            return None
        raise Refused("not_tls")
    if not starts_like_tls_record(data):
        raise Refused("not_tls")
    try:
        hello = parse_client_hello(data)
    except ValueError:
        raise Refused("not_tls") from None
    if hello is None and len(data) > MAX_HELLO_BYTES:
        raise Refused("not_tls")
    return hello
