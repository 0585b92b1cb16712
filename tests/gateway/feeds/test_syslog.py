"""Syslog to a real rsyslog, and to receivers that break off."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import threading
from contextlib import contextmanager, suppress

import pytest

from gateway.feeds.api import FeedUnavailable, Refused
from gateway.feeds.syslog import Syslog
from support.feeds import Certificates, case_outgoing, free_port, outgoing, rsyslog


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def server(tmp_path_factory, certificates):
    with rsyslog(tmp_path_factory.mktemp("rsyslog"), certificates) as running:
        yield running


@pytest.mark.parametrize("transport", ["udp", "tcp", "tls"])
@pytest.mark.parametrize("form", ["cef", "ocsf", "cloudevents"])
def test_rsyslog_understands(server, certificates, transport, form):
    """rsyslog splits every message as it was meant, in order, over each transport and in each form."""
    before = len(server.lines(0))
    feed = Syslog("s", "127.0.0.1", getattr(server, transport), transport, form, 60, certificates.ca, origin="brana.urad.cz")
    batch = [*(outgoing(n) for n in range(60)), case_outgoing(7)]
    asyncio.run(feed.deliver(batch))
    got = server.lines(before + len(batch))[before:]
    assert len(got) == len(batch)
    for line, sent in zip(got, batch, strict=True):
        _, at, host, app, kind, origin, text = line.split("|", 6)
        assert (host, app, kind) == ("brana.urad.cz", "celnice", sent.event["type"])
        assert at.startswith("2026-11-22T14:20:05.000")
        assert origin.startswith('[origin software="Celnice"')
        if form == "cef":
            assert text.lstrip().startswith("CEF:0|Celnice|")
            assert f"externalId={sent.event['id']} " in text
        else:
            made = json.loads(text)
            assert sent.event["id"] in (made.get("id"), made.get("metadata", {}).get("uid"))


def test_a_certificate_of_somebody_else(server, tmp_path):
    """TLS to a receiver that the settings do not trust sends nothing."""
    feed = Syslog("s", "127.0.0.1", server.tls, "tls", "cef", 60, Certificates(tmp_path).ca)
    with pytest.raises(FeedUnavailable, match="certificate not trusted"):
        asyncio.run(feed.deliver([outgoing()]))


def test_an_expired_certificate(certificates):
    """It is said that the receiver's certificate has expired."""
    context = certificates.context(days=-1)

    def accept(listener):
        with listener.accept()[0] as raw, suppress(OSError):
            context.wrap_socket(raw, server_side=True).close()

    with serving(accept) as port, pytest.raises(FeedUnavailable, match="certificate expired"):
        asyncio.run(Syslog("s", "127.0.0.1", port, "tls", "cef", 60, certificates.ca).deliver([outgoing()]))


@contextmanager
def serving(handle):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=handle, args=(listener,), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(60)


def reads_a_little(listener):
    connection, _ = listener.accept()
    connection.recv(100)
    connection.close()  # with the rest unread: the system sends a reset


def resets(listener):
    connection, _ = listener.accept()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.recv(10)
    connection.close()


@pytest.mark.parametrize("handle", [reads_a_little, resets])
def test_half_a_batch_is_not_taken(handle):
    """A receiver that breaks off in the middle has taken nothing: all of it comes again."""
    with serving(handle) as port, pytest.raises(FeedUnavailable) as caught:
        asyncio.run(Syslog("s", "127.0.0.1", port, "tcp", "cef", 60).deliver([outgoing(n) for n in range(200)]))
    assert caught.value.taken == 0
    assert caught.value.reason in {"connection reset", "connection closed"}


def test_a_receiver_that_reads_and_never_closes():
    """It did not confirm, so it is waited for no longer than the time that is set."""
    done = threading.Event()

    def hangs(listener):
        connection, _ = listener.accept()
        done.wait(100)
        connection.close()

    with serving(hangs) as port:
        with pytest.raises(FeedUnavailable, match="no answer in time"):
            asyncio.run(Syslog("s", "127.0.0.1", port, "tcp", "cef", 1).deliver([outgoing()]))
        done.set()


def test_nobody_there():
    """A closed port and a name that does not exist have their words; over UDP only the second can be noticed at once."""
    with pytest.raises(FeedUnavailable, match="connection refused"):
        asyncio.run(Syslog("s", "127.0.0.1", free_port(), "tcp").deliver([outgoing()]))
    with pytest.raises(FeedUnavailable, match="host name not found"):
        asyncio.run(Syslog("s", "neni.invalid", 514, "udp").deliver([outgoing()]))


def test_a_datagram_has_its_limit():
    """What is too long for a datagram would arrive cut, so it is refused; what stood before it was sent."""
    with pytest.raises(Refused, match="too long") as caught:
        asyncio.run(Syslog("s", "127.0.0.1", 514, "udp", "ocsf").deliver([outgoing(1), outgoing(2, operation="x" * 9000)]))
    assert caught.value.taken == 1
