"""Feeds."""

from __future__ import annotations

import socket
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks.feeds import CHECK, receiver
from gateway.feed_settings import Feed
from gateway.feeds.api import Status
from gateway.parts.feeds import ledger
from gateway.store.migrate import migrate
from gateway.store.url import store_url
from support.doctor import around, worst


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"kind": "syslog", "host": "siem.test"}, ("siem.test", 6514, True)),
        ({"kind": "syslog", "host": "siem.test", "transport": "tcp"}, ("siem.test", 514, False)),
        ({"kind": "mail", "host": "m.test", "sender": "a@b.test", "recipients": ["c@b.test"]}, ("m.test", 587, False)),
        ({"kind": "mail", "host": "m.test", "sender": "a@b.test", "recipients": ["c@b.test"], "security": "tls"}, ("m.test", 465, True)),
        ({"kind": "servicedesk", "url": "https://desk.test/api"}, ("desk.test", 443, True)),
        ({"kind": "servicedesk", "url": "http://127.0.0.1:81/api"}, ("127.0.0.1", 81, False)),
    ],
)
def test_where_it_goes(given: dict[str, Any], expected: tuple[str, int, bool]) -> None:
    """Host, port, and whether TLS begins at once."""
    assert receiver(Feed.model_validate(given)) == expected


def test_reached_and_not(tmp_path: Path) -> None:
    """A receiver that listens; one that does not; a folder that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        feed = {"kind": "syslog", "host": "127.0.0.1", "port": port, "transport": "tcp"}
        assert worst(CHECK, around(tmp_path, feeds={"siem": feed}))[0] is State.OK
    state, said = worst(CHECK, around(tmp_path, feeds={"siem": feed}))
    assert state is State.FAULT
    assert "celnice feeds test siem" in said
    assert worst(CHECK, around(tmp_path, feeds={"log": {"kind": "file", "path": tmp_path / "no" / "log"}}))[0] is State.FAULT
    assert worst(CHECK, around(tmp_path))[0] is State.OK


def test_one_that_is_behind(tmp_path: Path) -> None:
    """The store remembers what went wrong."""
    at = around(tmp_path, feeds={"log": {"kind": "file", "path": tmp_path / "log"}})
    at.settings.data.dir.mkdir()
    migrate(store_url(at.settings))
    with closing(ledger("log", at.settings, "node-a")) as book:
        book.begin()
        assert book.lease(60)
        now = datetime.now(UTC)
        book.failed(Status("e1", now, 3, now, "no answer in time"))
    state, said = worst(CHECK, at)
    assert state is State.WARNING
    assert "failed 3 times: no answer in time" in said
