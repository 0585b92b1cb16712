"""What goes to a provider before the request that ends an upload. The wire is tested in tests/gateway/proxy/test_uploads.py."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from allowlist.answers import Approved, Role
from gateway.extract.uploads.api import Incoming, Outgoing
from gateway.pipeline import Request
from gateway.uploads.sender import ANSWER_BYTES, Dial, Sender, SendError
from support.upload_provider import UploadProvider, upload_provider
from support.wire import head

HOST = "api.example"
REQUEST = Request(head(), b"", Approved("openai", "uploads.complete", Role.PROMPT, ""), 1000)


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[UploadProvider]:
    with upload_provider(tmp_path) as made:
        made.special = lambda got: (500 if got.body == b"no" else 200, {"X-Echo": got.path}, got.body * 2)
        yield made


def outgoing(body: bytes, target: str = "/v1/x?y=1") -> Outgoing:
    return Outgoing("POST", target, (("authorization", "Bearer k"),), body)


def dial_to(port: int) -> Dial:
    """The way out, as long as it leads here."""

    async def dial(host: str, _port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        assert host == HOST
        return await asyncio.open_connection("127.0.0.1", port)

    return dial


def send(
    provider: UploadProvider, *requests: Outgoing, trust: Path | None = None, port: int | None = None, allowed: bool = True
) -> Sequence[Incoming]:
    sender = Sender(trust or provider.ca, dial_to(port or provider.port), lambda *_: allowed)
    return asyncio.run(sender(REQUEST, b"me", requests))


def test_in_order_over_one_connection(provider: UploadProvider) -> None:
    """Each request and its answer, in order, to the pinned address, under the name of the host."""
    answers = send(provider, outgoing(b"a"), outgoing(b"b" * 100_000, "/v1/z"))
    assert [(one.status, one.headers["x-echo"], len(one.body)) for one in answers] == [(200, "/v1/x", 2), (200, "/v1/z", 200_000)]
    assert [(got.host, got.target, got.headers["authorization"]) for got in provider.requests] == [
        (HOST, "/v1/x?y=1", "Bearer k"),
        (HOST, "/v1/z", "Bearer k"),
    ]
    assert provider.connections == 1


def test_nothing_after_a_refusal(provider: UploadProvider) -> None:
    """What follows a request that the provider refused is not sent."""
    assert [one.status for one in send(provider, outgoing(b"no"), outgoing(b"b"))] == [500]
    assert len(provider.requests) == 1


def test_what_is_not_admitted(provider: UploadProvider) -> None:
    """A request that the proxy itself would not let through is not sent, nor any beside it."""
    with pytest.raises(SendError):
        send(provider, outgoing(b"a"), allowed=False)
    assert not provider.connections


def test_trust(provider: UploadProvider, tmp_path: Path) -> None:
    """A server whose certificate nobody trusts gets no byte of a request."""
    with upload_provider(tmp_path / "other") as other, pytest.raises(SendError):
        send(provider, outgoing(b"a"), trust=other.ca)
    assert not provider.requests


def test_no_way_out(provider: UploadProvider) -> None:
    """What the way out says of a host that it did not reach stays there: the error names neither."""

    async def dial(host: str, _port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        raise OSError(host)

    sender = Sender(provider.ca, dial, lambda *_: True)
    with pytest.raises(SendError) as raised:
        asyncio.run(sender(REQUEST, b"me", [outgoing(b"a")]))
    assert "example" not in str(raised.value)


def test_unreachable(provider: UploadProvider) -> None:
    """A port where nobody listens."""
    with pytest.raises(SendError):
        send(provider, outgoing(b"a"), port=1)


def test_an_endless_answer(provider: UploadProvider) -> None:
    """An answer longer than any that holds an id is an error."""
    with pytest.raises(SendError):
        send(provider, outgoing(b"a" * (ANSWER_BYTES // 2 + 1)))
