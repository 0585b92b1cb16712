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
from support.feeds import http_desk, outgoing

SECRET = b"s" * 32


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_text(f"whsec_{base64.b64encode(SECRET).decode()}\n")
    return path


def test_each_event_is_signed(secret):
    """A receiver that checks as the specification says accepts every event, in order, as a CloudEvent."""
    with http_desk() as desk:
        asyncio.run(Webhook("w", Receiver(desk.url, 5), secret, clock=lambda: 1795357205.9).deliver([outgoing(n) for n in (1, 2, 3)]))
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
                asyncio.run(Webhook("w", Receiver(desk.url, 5), secret, "ocsf").deliver([outgoing(n) for n in range(5)]))
        assert caught.value.taken == 2
        assert len(desk.requests) == 3


def test_a_secret_that_is_missing(tmp_path):
    """Without its secret nothing is sent, and it is said which file is missing."""
    with http_desk() as desk, pytest.raises(FeedUnavailable, match="gone cannot be read"):
        asyncio.run(Webhook("w", Receiver(desk.url, 5), tmp_path / "gone").deliver([outgoing()]))
    assert not desk.requests


def test_it_shows_no_secret(secret):
    """Neither address nor secret stands in the repr."""
    made = repr(Webhook("w", Receiver("https://hooks.example/T0/tajne", 5), secret))
    assert "tajne" not in made
