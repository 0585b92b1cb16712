"""Which protocol layer comes next on a connection. Only HTTP over TLS goes through; everything else is closed and counted."""

from __future__ import annotations

from mitmproxy.net.tls import starts_like_tls_record
from mitmproxy.proxy import commands, events, layer, layers
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers import modes
from mitmproxy.proxy.layers.http import HTTPMode, HttpStream
from mitmproxy.proxy.layers.tls import ClientTLSLayer, ServerTLSLayer, parse_client_hello

from gateway.proxy.budget import Budget
from gateway.proxy.connections import Peer, Peers, Way
from gateway.proxy.layers import MAX_HELLO_BYTES, Commands, CustomsClientTLS, CustomsHttpLayer
from gateway.proxy.ports import Meter, Register
from gateway.proxy.tls import OfficeTls
from gateway.proxy.transparent import Refused, Transparent

TLS_PREFIX = b"\x16\x03"
RECOGNISABLE = 3
"""Bytes needed to tell a TLS record from anything else."""


class RefuseLayer(layer.Layer):
    """Closes the connection: what came is neither TLS nor HTTP, and nothing else goes through."""

    def _handle_event(self, event: events.Event) -> Commands:
        if isinstance(event, events.Start):
            yield commands.CloseConnection(self.context.client)


class Routing:
    """mitmproxy's question "what is this?", answered without guessing: there is no raw TCP, no h2c, no DNS."""

    def __init__(
        self,
        peers: Peers,
        register: Register,
        office_tls: OfficeTls,
        meter: Meter,
        *,
        limit: int,
        budget: Budget,
        transparent: Transparent | None = None,
    ) -> None:
        self._transparent = transparent
        self._peers = peers
        self._register = register
        self._tls = office_tls
        self._meter = meter
        self._limit = limit
        self._budget = budget

    async def next_layer(self, nextlayer: layer.NextLayer) -> None:
        """Sets the layer, or leaves it unset while too few bytes have come."""
        if nextlayer.layer is not None:
            return
        context = nextlayer.context
        peer = self._peers.of(context.client)
        if peer is None or peer.way is not Way.TRANSPARENT:
            nextlayer.layer = self._next(context, nextlayer.data_client())
            return
        try:
            assert self._transparent is not None  # noqa: S101  # there is no such port without it
            nextlayer.layer = await self._transparent.first_layer(context, peer, nextlayer.data_client())
        except Refused as refused:
            nextlayer.layer = self._refuse(context, str(refused))
        except Exception:  # noqa: BLE001  # the boundary: without a decision nothing goes on
            self._meter.boundary_fault("connect")
            nextlayer.layer = RefuseLayer(context)

    def _next(self, context: Context, data: bytes) -> layer.Layer | None:
        peer = self._peers.of(context.client)
        if peer is None:
            return self._refuse(context, "unknown_peer")
        connected = any(isinstance(above, HttpStream) for above in context.layers)
        if not connected:
            return self._at_port(context, peer, data)
        above = context.layers[max(i for i, below in enumerate(context.layers) if isinstance(below, HttpStream)) :]
        if any(isinstance(below, ClientTLSLayer) for below in above):
            return CustomsHttpLayer(context, HTTPMode.transparent, self._limit, self._budget)
        return self._after_connect(context, peer, data)

    def _at_port(self, context: Context, peer: Peer, data: bytes) -> layer.Layer | None:
        """A port speaks TLS when it has a certificate of its own, and plain HTTP when it has none; never both."""
        secured = any(isinstance(above, ClientTLSLayer) for above in context.layers)
        looks_secured = data.startswith(TLS_PREFIX[:1])
        if secured or (not looks_secured and not self._tls.has_own(peer.way)):
            mode = HTTPMode.regular if peer.way is Way.PROXY else HTTPMode.transparent
            return CustomsHttpLayer(context, mode, self._limit, self._budget)
        if looks_secured and self._tls.has_own(peer.way):
            return CustomsClientTLS(context)
        return self._refuse(context, "tls_to_port" if looks_secured else "not_tls")

    def _after_connect(self, context: Context, peer: Peer, data: bytes) -> layer.Layer | None:
        if len(data) < RECOGNISABLE:
            return None if TLS_PREFIX.startswith(data[:2]) or data[:2] == TLS_PREFIX else self._refuse(context, "not_tls")
        if not starts_like_tls_record(data):
            return self._refuse(context, "not_tls")
        if peer.way is Way.TUNNEL:
            try:
                hello = parse_client_hello(data)
            except ValueError:
                return self._refuse(context, "not_tls")
            if hello is None:
                return None if len(data) <= MAX_HELLO_BYTES else self._refuse(context, "not_tls")
            if hello.sni is None or self._register.canonical(hello.sni) != peer.host:
                return self._refuse(context, "sni_mismatch")
            self._meter.refusal("tunnelled")
            peer.spoke = True
            return layers.TCPLayer(context, ignore=True)
        if peer.way is not Way.INSPECT:
            return self._refuse(context, "not_tls")
        server = ServerTLSLayer(context)
        server.child_layer = CustomsClientTLS(context)
        return server

    def _refuse(self, context: Context, reason: str) -> RefuseLayer:
        self._meter.connection_refused(reason)
        return RefuseLayer(context)


def top_layer(context: Context, way: Way) -> layer.Layer:
    """The first layer of a fresh connection."""
    if way is Way.ENTRANCE:
        # Never dialled: every request of the entrance is given its tool's host, or refused.
        context.server.address = ("entrance.invalid", 80)
        return layer.NextLayer(context)
    if way is Way.TRANSPARENT:
        return layer.NextLayer(context)
    return modes.HttpProxy(context)
