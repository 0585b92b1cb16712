"""Dials the fixed address of a host, where its tool's register entry has one. Names and certificates stay the tool's."""

from __future__ import annotations

from mitmproxy.proxy.server_hooks import ServerConnectionHookData

from gateway.proxy.ports import Meter, Register


class Pinning:
    """The hooks around a connection to a provider."""

    def __init__(self, register: Register, meter: Meter) -> None:
        self._register = register
        self._meter = meter

    def server_connect(self, data: ServerConnectionHookData) -> None:
        """Dials the pinned address of a host, where the register entry has one."""
        try:
            if data.server.address and (pinned := self._register.pin(data.server.address[0])):
                data.server.sni = data.server.sni or data.server.address[0]
                data.server.address = pinned
        except Exception:  # noqa: BLE001  # the boundary: without its pin a tool is not dialled at all
            self._meter.boundary_fault("connect")
            data.server.error = "refused by the gateway"

    def server_connected(self, data: ServerConnectionHookData) -> None:
        """Gives a pinned connection its name back, so that the next request finds it again."""
        if data.server.sni and data.server.address and self._register.pin(data.server.sni) == data.server.address[:2]:
            # mitmproxy guards the address of an open connection, so that nobody believes it moved; this one did not.
            object.__setattr__(data.server, "address", (data.server.sni, 443))
