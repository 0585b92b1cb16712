"""Asking a provider for nothing."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from gateway.doctor import dialling
from gateway.doctor.dialling import Reached, Unreached, head
from gateway.free_ports import free_ports
from gateway.settings import Settings
from support.office_ca import OfficeCa

HOST = "api.example.test"
ANSWER = b"HTTP/1.1 421 Misdirected\r\ndate: Sun, 22 Nov 2026 10:00:00 GMT\r\ncontent-length: 0\r\n\r\n"


@contextmanager
def provider(folder: Path, answer: bytes, until: timedelta = timedelta(days=2)) -> Iterator[tuple[Settings, tuple[str, int]]]:
    """A TLS server that gives one answer, and settings that trust it."""
    ca = OfficeCa()
    issued = ca.issue(HOST, x509.DNSName(HOST), purpose=ExtendedKeyUsageOID.SERVER_AUTH, since=timedelta(days=-9), until=until)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*issued.write(folder, "server"))
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            with listener.accept()[0] as raw, context.wrap_socket(raw, server_side=True) as secured:
                secured.recv(4096)
                secured.sendall(answer)
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield Settings.model_validate({"proxy": {"upstream_ca": ca.write(folder)}}), ("127.0.0.1", listener.getsockname()[1])
    listener.close()
    thread.join(60)


def test_any_status_is_an_answer(tmp_path: Path) -> None:
    """What is asked is the way; the clock comes along."""
    with provider(tmp_path, ANSWER) as (settings, pin):
        found = head(settings, HOST, pin)
    assert isinstance(found, Reached)
    assert found.date == datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("host", "until", "answer", "why", "reason"),
    [
        ("other.example.test", timedelta(days=2), ANSWER, "certificate not trusted", "the certificate names another host"),
        (HOST, timedelta(days=-1), ANSWER, "certificate expired", "it expired yesterday"),
        (HOST, timedelta(days=2), b"nonsense\r\n\r\n", dialling.NO_HTTP, "something else answers"),
    ],
)
def test_what_stands_in_the_way_is_named(tmp_path: Path, host: str, until: timedelta, answer: bytes, why: str, reason: str) -> None:
    """In words of ours."""
    with provider(tmp_path, answer, until) as (settings, pin):
        assert head(settings, host, pin) == Unreached(why), reason


def test_an_authority_that_nobody_named_is_not_trusted(tmp_path: Path) -> None:
    """As a proxy in front that looks into TLS would show itself."""
    with provider(tmp_path, ANSWER) as (_, pin):
        found = head(Settings(), HOST, pin)
    assert isinstance(found, Unreached)
    assert found.trust


def test_nobody_listens() -> None:
    """A closed port, a name that does not exist (RFC 6761), and a parent proxy that is not there."""
    (port,) = free_ports(1)
    assert head(Settings(), HOST, ("127.0.0.1", port)) == Unreached("no connection")
    away = Settings.model_validate({"outbound": {"dns_servers": ["127.0.0.1"], "parent": f"http://127.0.0.1:{port}"}})
    assert head(away, HOST) == Unreached("the parent proxy does not answer")


def test_a_date_that_is_none() -> None:
    """Some servers say nothing, or nonsense."""
    assert dialling._date("") is None
    assert dialling._date("yesterday") is None
