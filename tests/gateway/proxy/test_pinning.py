"""Pinned addresses."""

from __future__ import annotations

from mitmproxy.connection import Client, Server
from mitmproxy.proxy.server_hooks import ServerConnectionHookData

from gateway.proxy.pinning import Pinning
from support.proxy import CountingMeter


class Pins:
    """A register with one pinned host; ``broken`` raises."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken

    def pin(self, host):
        if self.broken:
            raise ValueError("tajné")
        return ("127.0.0.1", 9443) if host == "api.openai.com" else None


def data(host: str) -> ServerConnectionHookData:
    client = Client(peername=("127.0.0.1", 1), sockname=("127.0.0.1", 2), timestamp_start=0)
    return ServerConnectionHookData(server=Server(address=(host, 443)), client=client)


def test_a_pinned_host():
    """Its address is dialled under its own name, and the connection is called by that name afterwards."""
    pinning, given = Pinning(Pins(), CountingMeter()), data("api.openai.com")
    pinning.server_connect(given)
    assert (given.server.address, given.server.sni) == (("127.0.0.1", 9443), "api.openai.com")
    pinning.server_connected(given)
    assert given.server.address == ("api.openai.com", 443)


def test_any_other_host():
    """Is dialled as it is called."""
    given = data("api.anthropic.com")
    Pinning(Pins(), CountingMeter()).server_connect(given)
    assert given.server.address == ("api.anthropic.com", 443)


def test_a_fault_dials_nothing():
    """Without its pin a tool is not dialled at all."""
    meter, given = CountingMeter(), data("api.openai.com")
    Pinning(Pins(broken=True), meter).server_connect(given)
    assert given.server.error
    assert meter.seen["fault", "connect"] == 1
