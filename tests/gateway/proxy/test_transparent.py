"""Redirected connections: the ClientHello's name decides, and what has none goes nowhere. Real redirection: tests/end_to_end."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Sequence
from pathlib import Path

import pytest

from gateway.proxy import listener, process
from gateway.proxy.transparent import ECH
from support.ca import authority
from support.people import Office
from support.proxy import VALUE, Running, running
from support.stand_in import Provider

ELSEWHERE = "elsewhere.example"


@pytest.fixture(autouse=True)
def redirected(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the network had redirected every connection from a public address."""
    monkeypatch.setattr(listener, "original_addr", lambda _socket: ("203.0.113.5", 443))


def reach(proxy: Running) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.settings.transparent.port), timeout=60)


def hello(proxy: Running, name: str | None, cadata: str | None = None) -> ssl.SSLSocket:
    context = ssl.create_default_context(cadata=cadata or authority().pem.decode())
    context.check_hostname = name is not None
    return context.wrap_socket(reach(proxy), server_hostname=name)


def prompt(proxy: Running, text: str, host: str = "api.openai.com", said: str | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(host)
    connection.sock = hello(proxy, host)
    try:
        body = json.dumps({"model": "m", "messages": [{"role": "user", "content": text}]})
        connection.request("POST", "/v1/chat/completions", body, {"content-type": "application/json", "host": said or host})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def closed(connection: socket.socket, sent: bytes) -> bool:
    try:
        connection.sendall(sent)
        return connection.recv(100) == b""
    except ConnectionError:
        return True
    finally:
        connection.close()


def test_an_approved_tool(proxy: Running) -> None:
    """Judged as by CONNECT: a clean prompt is answered, a planted one is not."""
    assert prompt(proxy, "Ahoj")[0] == 200
    status, body = prompt(proxy, f"RČ {VALUE}")
    assert (status, VALUE.encode() in body) == (403, False)
    assert proxy.provider.found(VALUE) == []


def test_another_name_inside(proxy: Running) -> None:
    """Host must say what the ClientHello said."""
    assert prompt(proxy, "Ahoj", said="api.anthropic.com")[0] == 403
    assert proxy.meter.seen["refusal", "host_mismatch"] == 1
    assert proxy.provider.untouched()


def test_a_catalogued_service_that_is_not_approved(proxy: Running) -> None:
    """It gets its page."""
    assert prompt(proxy, "Ahoj", "chat.deepseek.com")[0] == 403
    assert proxy.provider.untouched()


@pytest.mark.parametrize(
    ("sent", "label", "reason"),
    [
        (b"GET / HTTP/1.1\r\nHost: api.openai.com\r\n\r\n", "not_tls", "plain HTTP"),
        (b"SSH-2.0-x\r\n", "not_tls", "SSH"),
        (b"\x16\x03\x01\x00\x06\x01\x00\x00\x02\xff\xff", "not_tls", "a record that is no ClientHello"),
    ],
)
def test_what_is_no_tls(proxy: Running, sent: bytes, label: str, reason: str) -> None:
    """Closed and counted."""
    assert closed(reach(proxy), sent), reason
    assert proxy.meter.seen["connection", label] == 1


@pytest.mark.parametrize(
    ("name", "label", "reason"),
    [
        (None, "no_sni", "no name: nothing is known"),
        ("192.0.2.1", "no_sni", "an address is no name"),
        (ELSEWHERE, "unknown_host", "outside the catalogue, by default"),
    ],
)
def test_refused_names(proxy: Running, name: str | None, label: str, reason: str) -> None:
    """Closed before any certificate is made."""
    with pytest.raises((ssl.SSLError, ConnectionError)):
        hello(proxy, name)
        pytest.fail(reason)
    assert proxy.meter.seen["connection", label] == 1


def test_straight_to_the_port(proxy: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not redirected: it would be dialled back to us without end."""
    address = ("127.0.0.1", proxy.settings.transparent.port)
    monkeypatch.setattr(listener, "original_addr", lambda _socket: address)
    assert closed(reach(proxy), b"\x16\x03\x01")
    assert proxy.meter.seen["connection", "not_redirected"] == 1


def test_tunnel_mode(recording_provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host outside the catalogue passes undecrypted, to where *its name* leads, with its own certificate; a tool never does."""
    recording_provider.reset()
    monkeypatch.setattr(listener, "original_addr", lambda _socket: ("203.0.113.5", recording_provider.port))
    monkeypatch.setattr(process, "resolver", lambda _servers: resolving("127.0.0.1"))
    with running(recording_provider, tmp_path, outside="tunnel", outbound={"private": ["127.0.0.1"]}) as proxy:
        with hello(proxy, ELSEWHERE, recording_provider.ca.read_text(encoding="ascii")) as inside:
            assert inside.version()
        assert proxy.meter.seen["refusal", "tunnelled"] == 1
        monkeypatch.setattr(listener, "original_addr", lambda _socket: ("203.0.113.5", 443))
        assert prompt(proxy, f"RČ {VALUE}")[0] == 403


def test_hidden_names(recording_provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The outer name that other sites hide behind is not tunnelled; the extension alone, which browsers send everywhere, is no reason."""
    monkeypatch.setattr(process, "resolver", lambda _servers: resolving("127.0.0.1"))  # private: nothing is dialled
    with running(recording_provider, tmp_path, outside="tunnel") as proxy:
        closed(reach(proxy), client_hello("cloudflare-ech.com", ech=True))
        assert proxy.meter.seen["connection", "ech"] == 1
        closed(reach(proxy), client_hello(ELSEWHERE, ech=True))
        closed(reach(proxy), client_hello("cloudflare-ech.com", ech=False))
        assert proxy.meter.seen["refusal", "tunnelled"] == 2
        assert proxy.meter.seen["connection", "ech"] == 1


def test_who_sits_there(recording_provider: Provider, tmp_path: Path) -> None:
    """Only the address can tell; where somebody must be known, an unknown one gets the page of a tool and no tunnel."""
    seats = tmp_path / "seats"
    seats.write_text("127.0.0.1,novak\n", encoding="utf-8")
    people = Office(tmp_path, {"order": ["addresses"], "addresses": {"file": seats}})
    with running(recording_provider, tmp_path, people=people, outside="tunnel") as proxy:
        assert prompt(proxy, "Ahoj")[0] == 200
        seats.write_text("", encoding="utf-8")
        assert prompt(proxy, "Ahoj")[0] == 403
        assert proxy.meter.seen["refusal", "unidentified"] == 1
        closed(reach(proxy), client_hello(ELSEWHERE, ech=False))
        assert proxy.meter.seen["connection", "unidentified"] == 1


def client_hello(name: str, *, ech: bool) -> bytes:
    """A ClientHello of Python's TLS, with an (empty) encrypted_client_hello extension behind the others."""
    outgoing = ssl.MemoryBIO()
    connection = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname=name)
    with pytest.raises(ssl.SSLWantReadError):
        connection.do_handshake()
    record = outgoing.read()
    if not ech:
        return record
    added = ECH.to_bytes(2) + (1).to_bytes(2) + b"\x01"
    message = bytearray(record[9:])  # behind the record's and the handshake's heads
    at = 2 + 32
    at += 1 + message[at]  # session
    at += 2 + int.from_bytes(message[at : at + 2])  # cipher suites
    at += 1 + message[at]  # compression
    message[at : at + 2] = (int.from_bytes(message[at : at + 2]) + len(added)).to_bytes(2)
    message += added
    return record[:3] + (len(message) + 4).to_bytes(2) + record[5:6] + len(message).to_bytes(3) + bytes(message)


def resolving(*addresses: str):  # type: ignore[no-untyped-def]
    async def resolve(_host: str) -> Sequence[str]:
        return addresses

    return resolve
