"""Names to addresses: by the DNS server that the settings name, which is a real one on port 53 of a loopback address."""

from __future__ import annotations

import asyncio

import pytest

from gateway.proxy.resolving import resolver
from support.dns_server import serving

SERVER = "127.53.0.1"
RECORDS = {("api.example.", "A"): "192.0.2.5", ("api.example.", "AAAA"): "2001:db8::5", ("old.example.", "A"): "192.0.2.6"}


def test_the_named_server() -> None:
    """It is asked for both kinds, IPv6 first; the hosts file and the system's resolver are not."""
    with serving(SERVER, RECORDS) as asked:
        assert asyncio.run(resolver([SERVER])("api.example")) == ["2001:db8::5", "192.0.2.5"]
        assert asyncio.run(resolver([SERVER])("old.example")) == ["192.0.2.6"]
        assert set(asked) >= {"api.example.", "old.example."}
        with pytest.raises(OSError, match=r"."):
            asyncio.run(resolver([SERVER])("nowhere.example"))


def test_the_system() -> None:
    """Without servers the system is asked, each address once."""
    found = asyncio.run(resolver([])("localhost"))
    assert found
    assert set(found) <= {"127.0.0.1", "::1"}
    assert len(set(found)) == len(found)
