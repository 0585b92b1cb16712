"""Webhooks, to a server that fails in turn."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json

import pytest

from gateway.feeds.api import FeedUnavailable, Refused
from gateway.feeds.http import Receiver
from gateway.feeds.webhook import Webhook
from support.feeds import Certificates, http_desk, outgoing

SECRET = b"s" * 32


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_text(f"whsec_{base64.b64encode(SECRET).decode()}\n")
    return path


def test_each_event_is_signed(secret):
    """A receiver that checks as the specification says accepts every event, in order, as a CloudEvent."""
    with http_desk() as desk:
        asyncio.run(Webhook("w", Receiver(desk.url, 60), secret, clock=lambda: 1795357205.9).deliver([outgoing(n) for n in (1, 2, 3)]))
    for number, request in enumerate(desk.requests, 1):
        content = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode() + request.body
        expected = base64.b64encode(hmac.digest(SECRET, content, hashlib.sha256)).decode()
        assert request.headers["webhook-signature"] == f"v1,{expected}"
        assert request.headers["webhook-timestamp"] == "1795357205"
        assert request.headers["content-type"] == "application/cloudevents+json"
        assert json.loads(request.body)["id"] == request.headers["webhook-id"] == f"7K3QX-9M2PD-{number:05}"


def test_half_a_batch(secret):
    """The failure says how many were taken before it, and nothing is sent after it."""
    for status, kind in ((500, FeedUnavailable), (422, Refused)):
        with http_desk() as desk:
            desk.answers = [(204, {}, b""), (200, {}, b""), (status, {}, b"")]
            with pytest.raises(kind) as caught:
                asyncio.run(Webhook("w", Receiver(desk.url, 60), secret, "ocsf").deliver([outgoing(n) for n in range(5)]))
        assert caught.value.taken == 2
        assert len(desk.requests) == 3


def test_a_secret_that_is_missing(tmp_path):
    """Without its secret nothing is sent, and it is said which file is missing."""
    with http_desk() as desk, pytest.raises(FeedUnavailable, match="gone cannot be read"):
        asyncio.run(Webhook("w", Receiver(desk.url, 60), tmp_path / "gone").deliver([outgoing()]))
    assert not desk.requests


def test_it_shows_no_secret(secret):
    """Neither address nor secret stands in the repr."""
    made = repr(Webhook("w", Receiver("https://hooks.example/T0/tajne", 5), secret))
    assert "tajne" not in made


def test_batches(secret):
    """Several events in one POST: a JSON array of CloudEvents in order, signed as one message, over one connection."""
    with http_desk() as desk:
        asyncio.run(Webhook("w", Receiver(desk.url, 60), secret, batch=3).deliver([outgoing(n) for n in range(7)]))
    assert [len(json.loads(body)) for body in desk.bodies()] == [3, 3, 1]
    assert [one["id"][-1] for body in desk.bodies() for one in json.loads(body)] == [str(n) for n in range(7)]
    for request in desk.requests:
        assert request.headers["content-type"] == "application/cloudevents-batch+json"
        content = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode() + request.body
        expected = base64.b64encode(hmac.digest(SECRET, content, hashlib.sha256)).decode()
        assert request.headers["webhook-signature"] == f"v1,{expected}"
    assert len({request.headers["webhook-id"] for request in desk.requests}) == 3


@pytest.mark.parametrize(("status", "kind"), [(400, Refused), (413, Refused), (500, FeedUnavailable)])
def test_one_of_a_batch_at_fault(secret, status, kind):
    """The batch is sent again event by event: what stands before the one at fault is taken, and the failure names its place."""

    def judged(request):
        events = json.loads(request.body)
        return (status if any(one["id"].endswith("4") for one in events) else 200, {}, b"")

    with http_desk() as desk:
        desk.usual = judged
        with pytest.raises(kind) as caught:
            asyncio.run(Webhook("w", Receiver(desk.url, 60), secret, batch=3).deliver([outgoing(n) for n in range(9)]))
    assert caught.value.taken == 4
    assert [len(json.loads(body)) for body in desk.bodies()] == [3, 3, 1, 1]


def test_a_receiver_that_is_not_there(secret):
    """Is not asked again for each event of a batch."""
    with http_desk() as desk:
        desk.answers = [(200, {}, b""), (503, {"retry-after": "7"}, b"")]
        with pytest.raises(FeedUnavailable) as caught:
            asyncio.run(Webhook("w", Receiver(desk.url, 60), secret, batch=3).deliver([outgoing(n) for n in range(9)]))
    assert (caught.value.taken, caught.value.retry_after, len(desk.requests)) == (3, 7.0, 2)


def test_an_expired_certificate(secret, tmp_path):
    """A receiver whose certificate has expired gets nothing, and the reason says so."""
    certificates = Certificates(tmp_path)
    with http_desk(certificates.context(days=-1)) as desk, pytest.raises(FeedUnavailable, match="expired"):
        asyncio.run(Webhook("w", Receiver(desk.url, 60, certificates.ca), secret, batch=3).deliver([outgoing()]))
    assert not desk.requests
