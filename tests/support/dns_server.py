"""A DNS server on port 53 of an address of this machine, for the names that a test gives it. Needs root."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.message
import dns.rdatatype
import dns.rrset
import pytest


@contextmanager
def serving(address: str, records: Mapping[tuple[str, str], str]) -> Iterator[list[str]]:
    """``records`` by name with a dot at its end and kind. The names that were asked for."""
    asked: list[str] = []
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        listener.bind((address, 53))
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
            if found := records.get((str(question.name), dns.rdatatype.to_text(question.rdtype))):
                answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", question.rdtype, found))
            listener.sendto(answer.to_wire(), client)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield asked
    finally:
        listener.sendto(b"", (address, 53))  # wakes the thread, which ends at an empty query
        thread.join(60)
        listener.close()
