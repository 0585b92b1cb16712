"""Devices that know no proxy, in a network of their own: the shipped nftables rules redirect them, over IPv4 and IPv6."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from gateway.demo.certificates import Authority, Contexts
from support.dns_server import serving
from support.gateway_process import Gateway, gateway, sdk_bodies
from support.haproxy import needed
from support.namespaces import joined, places
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER
from support.stand_in import provider

pytestmark = pytest.mark.slow

RULES = Path(__file__).parents[2] / "deploy" / "nftables" / "celnice-transparent.nft"
OUTSIDE = ("203.0.113.5", "2001:db8:5::5")
"""Where the device believes the tool to be; nothing is there."""
ELSEWHERE, ITS_ADDRESS, DNS = "elsewhere.example", "203.0.113.7", "127.53.0.1"
PROXY = 'outside = "tunnel"\n'
MORE = f'[transparent]\nport = 8083\n[outbound]\ndns_servers = ["{DNS}"]\nprivate = ["{ITS_ADDRESS}"]\n'


class Elsewhere:
    """A server outside the catalogue, with a certificate of its own: says hello to who speaks TLS with it."""

    def __init__(self) -> None:
        self.authority = Authority()
        self._listener = socket.create_server((ITS_ADDRESS, 443))
        self._context = Contexts(self.authority, alpn=("http/1.1",)).default
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                raw, _ = self._listener.accept()
            except OSError:
                return
            with raw, self._context.wrap_socket(raw, server_side=True) as inside:
                inside.sendall(b"hello")

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(60)


@contextmanager
def router(folder: Path) -> Iterator[tuple[Gateway, Elsewhere]]:
    """What runs on the router; entered and left in its own place."""
    with ExitStack() as stack:
        subprocess.run([needed("nft", "nftables"), "-f", str(RULES)], check=True)
        stack.enter_context(serving(DNS, {(f"{ELSEWHERE}.", "A"): ITS_ADDRESS}))
        elsewhere = Elsewhere()
        stack.callback(elsewhere.close)
        stand_in = stack.enter_context(provider(folder / "provider"))
        yield stack.enter_context(gateway(folder / "house", stand_in, more=MORE, proxy=PROXY)), elsewhere


def ask(ca: Path, text: str, address: str, said: str = "api.openai.com") -> int:
    """One prompt of the device, straight to where it believes the tool to be; the status."""
    connection = http.client.HTTPConnection("api.openai.com")
    raw = socket.create_connection((address, 443), 30)
    connection.sock = ssl.create_default_context(cafile=str(ca)).wrap_socket(raw, server_hostname="api.openai.com")
    try:
        head = {"content-type": "application/json", "host": said}
        connection.request("POST", "/v1/chat/completions", json.dumps(sdk_bodies("openai", text)), head)
        return connection.getresponse().status
    finally:
        connection.close()


def hello(pem: bytes, name: str | None, address: str) -> bytes:
    """TLS to somewhere, trusting one authority alone; nothing when it is closed before or in the handshake."""
    context = ssl.create_default_context(cadata=pem.decode())
    context.check_hostname = name is not None
    try:
        with socket.create_connection((address, 443), 30) as raw, context.wrap_socket(raw, server_hostname=name) as inside:
            return inside.recv(100)
    except (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError):
        return b""


def straight(port: int) -> bool:
    """Whether the port for redirected connections can be reached as it is."""
    try:
        socket.create_connection(("10.99.0.1", port), 5).close()
    except OSError:
        return False
    return True


def test_devices_without_a_proxy(tmp_path: Path) -> None:
    """Prompts are judged, other hosts pass with their own certificate, what has no name goes nowhere, and nobody comes in directly."""
    with places(2) as (office, device), ExitStack() as stack:
        joined(office, device, "office0", ("10.99.0.1/24", "fd99::1/64"), ("10.99.0.2/24", "fd99::2/64"))
        office.ip("address", "add", f"{ITS_ADDRESS}/32", "dev", "lo")
        running = router(tmp_path)
        house, elsewhere = office.do(running.__enter__)
        stack.callback(office.do, running.__exit__, None, None, None)
        for address in OUTSIDE:
            assert device.do(ask, house.ca, CLEAN, address) == 200
            assert device.do(ask, house.ca, SAYS_BIRTH_NUMBER, address) == 403
        assert device.do(ask, house.ca, CLEAN, OUTSIDE[0], "api.anthropic.com") == 403, "Host and the ClientHello differ"
        # The device asks a wrong address for it: the host is dialled by its name, and shows its own certificate.
        assert device.do(hello, elsewhere.authority.pem(), ELSEWHERE, OUTSIDE[0]) == b"hello"
        assert device.do(hello, house.ca.read_bytes(), None, OUTSIDE[0]) == b""
        assert not device.do(straight, 8083)
        counted = office.do(counts, house)
        assert counted == {"no_sni": 1.0, "tunnelled": 1.0}
        assert office.do(house.provider.found, BIRTH_NUMBER) == []


def counts(house: Gateway) -> dict[str, float]:
    return {
        "no_sni": house.counted("celnice_connections_refused_total", reason="no_sni"),
        "tunnelled": house.counted("celnice_refusals_total", reason="tunnelled"),
    }
