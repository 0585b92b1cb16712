"""Names to addresses: by the DNS server that the settings name, which is a real one on port 53 of a loopback address."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Iterator

import dns.message
import dns.rrset
import pytest

from gateway.proxy.resolving import resolver

SERVER = "127.53.0.1"
RECORDS = {("api.example.", "A"): "192.0.2.5", ("api.example.", "AAAA"): "2001:db8::5", ("old.example.", "A"): "192.0.2.6"}


@pytest.fixture
def server() -> Iterator[list[str]]:
    """Names that it was asked for."""
    asked: list[str] = []
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        listener.bind((SERVER, 53))
    except PermissionError:
        listener.close()
        if os.environ.get("CI") == "true":
            pytest.fail("port 53 needs root")
        pytest.skip("port 53 needs root")

    def serve() -> None:
        while True:
            data, client = listener.recvfrom(4096)
            if not data:
                return
            query = dns.message.from_wire(data)
            question = query.question[0]
            asked.append(str(question.name))
            answer = dns.message.make_response(query)
            kind = dns.rdatatype.to_text(question.rdtype)
            if found := RECORDS.get((str(question.name), kind)):
                answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, found))
            listener.sendto(answer.to_wire(), client)

    thread = threading.Thread(target=serve)
    thread.start()
    yield asked
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as waker:
        waker.sendto(b"", (SERVER, 53))
    thread.join(10)
    listener.close()


def test_the_named_server(server: list[str]) -> None:
    """It is asked for both kinds, IPv6 first; the hosts file and the system's resolver are not."""
    ask = resolver([SERVER])
    assert asyncio.run(ask("api.example")) == ["2001:db8::5", "192.0.2.5"]
    assert asyncio.run(resolver([SERVER])("old.example")) == ["192.0.2.6"]
    assert set(server) >= {"api.example.", "old.example."}
    with pytest.raises(OSError):
        asyncio.run(resolver([SERVER])("localhost.example"))


def test_the_system() -> None:
    """Without servers the system is asked, each address once."""
    assert asyncio.run(resolver([])("localhost")) in (["127.0.0.1"], ["::1", "127.0.0.1"], ["127.0.0.1", "::1"], ["::1"])
